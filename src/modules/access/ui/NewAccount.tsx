import { type FormEvent, useState } from 'react';
import { Button, Note, TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { signInWithPassword } from '../../../web/signInWays.ts';
import { isRefusal, makeAccount } from './invitation.ts';

type Props = { secret: string; address: string; name: string; done: () => void; known: () => void };

/** Somebody new says what they are called and chooses a password; then they are signed in. */
export function NewAccount({ secret, address, name: invitedAs, done, known }: Props) {
  const t = useT();
  const [typed, setTyped] = useState({ name: invitedAs, password: '' });
  const [error, setError] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const make = async () => {
    setSending(true);
    const answer = await makeAccount(secret, typed);
    if (isRefusal(answer)) {
      setSending(false);
      setError(answer.title);
      if (answer.refused === 'known-already') known();
      return;
    }
    await signInWithPassword({ email: address, password: typed.password });
    done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('access.invited.account')}>
      {error !== null && (
        <Note tone="stop">
          <p>{error || t('web.error.no_connection')}</p>
        </Note>
      )}
      <Fields typed={typed} set={(changed) => setTyped({ ...typed, ...changed })} />
      <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
      <Button tone="primary" type="submit" full unavailable={isSending}>
        {t('access.invited.accept')}
      </Button>
    </form>
  );
}

type Typed = { name: string; password: string };

function Fields({ typed, set }: { typed: Typed; set: (changed: Partial<Typed>) => void }) {
  const t = useT();
  return (
    <>
      <TextField
        id="invited-name"
        label={t('access.word.name')}
        autoComplete="name"
        required
        maxLength={200}
        value={typed.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <TextField
        id="invited-password"
        type="password"
        label={t('access.invited.password')}
        hint={t('access.invited.password_hint')}
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        value={typed.password}
        onChange={({ target }) => set({ password: target.value })}
      />
    </>
  );
}
