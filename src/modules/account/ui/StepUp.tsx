import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { askSignIn } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useSession } from '../../../web/kit/session.ts';
import { isCancelled, proveAtMinistry, proveWithPasskey, waysIn } from '../../../web/signInWays.ts';
import { type AccountRecord, accountApi } from './client.ts';

type Props = { answer: (hasProved: boolean) => void };

/** Over the page, before a dangerous act: the person proves again who they are. What was typed stays, and is sent afterwards. */
export function StepUp({ answer }: Props) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  const account = useQuery({ ...accountApi.mine.queryOptions(), staleTime: 0 });
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="stack" aria-labelledby="step-up" onCancel={() => answer(false)}>
      <h2 id="step-up">{t('account.step_up.title')}</h2>
      <p>{t('account.step_up.text')}</p>
      <Loaded query={account}>{(mine) => <Proofs mine={mine} answer={answer} />}</Loaded>
      <Button full onClick={() => answer(false)}>
        {t('action.cancel')}
      </Button>
    </dialog>
  );
}

function Proofs({ mine, answer }: Props & { mine: AccountRecord }) {
  const t = useT();
  const { prove, error } = useProof(answer);
  const hasNone = !mine.hasPassword && !mine.hasCodes && !mine.hasMinistry && mine.passkeys.length === 0;
  return (
    <>
      <ErrorNote error={error} />
      {mine.hasPassword && (
        <Typed
          id="step-up-password"
          label={t('field.password')}
          input={{ type: 'password', autoComplete: 'current-password' }}
          prove={(password) => prove(() => askSignIn('/step-up/password', { password }))}
        />
      )}
      {mine.hasCodes && (
        <Typed
          id="step-up-code"
          label={t('account.field.code')}
          input={{ inputMode: 'numeric', autoComplete: 'one-time-code' }}
          prove={(code) => prove(() => askSignIn('/step-up/totp', { code: code.replaceAll(/\s/g, '') }))}
        />
      )}
      {mine.passkeys.length > 0 && (
        <Button full onClick={() => void prove(proveWithPasskey)}>
          {t('account.sign_in.passkey')}
        </Button>
      )}
      {mine.hasMinistry && <AtMinistry prove={() => void prove(proveAtMinistry)} />}
      {hasNone && <p>{t('account.step_up.none')}</p>}
    </>
  );
}

function AtMinistry({ prove }: { prove: () => void }) {
  const t = useT();
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: waysIn });
  return (
    <Button full onClick={prove}>
      {t('account.sign_in.ministry', { name: ways.data?.ministry ?? '' })}
    </Button>
  );
}

/** Tries one proof. Whoever turns out to be somebody else begins anew: nothing of the first person's is sent in their name. */
function useProof(answer: (hasProved: boolean) => void) {
  const { person } = useSession();
  const queries = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const prove = async (proof: () => Promise<unknown>) => {
    setError(null);
    try {
      await proof();
      const now = await queries.fetchQuery({ ...directoryApi.session.queryOptions(), staleTime: 0 });
      if (now.person === person) return answer(true);
      location.assign('/app/');
    } catch (failure) {
      if (!isCancelled(failure)) setError(failure as Error);
    }
  };
  return { prove, error };
}

type TypedProps = {
  id: string;
  label: string;
  input: { type?: 'password'; inputMode?: 'numeric'; autoComplete: string };
  prove: (typed: string) => Promise<void>;
};

function Typed({ id, label, input, prove }: TypedProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await prove(typed);
    setTyped('');
  };
  return (
    <form className="stack-s" onSubmit={(event) => void submit(event)}>
      <TextField
        id={id}
        label={label}
        {...input}
        required
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button tone="primary" type="submit" full>
        {t('account.step_up.prove')}
      </Button>
    </form>
  );
}
