import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, TextField } from '../../../design/index.ts';
import { askSignIn } from '../../../platform/client.ts';
import { useLanguage, useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { hasPasskeys, isCancelled } from '../../../web/signInWays.ts';
import { type AccountRecord, accountApi } from './client.ts';

type Passkey = AccountRecord['passkeys'][number];
type Options = Parameters<typeof import('@simplewebauthn/browser').startRegistration>[0]['optionsJSON'];

/** Asks the device for a new passkey. Nothing happens where the person changes their mind. */
async function addPasskey({ name }: { name: string }): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = await askSignIn<Options>('/passkey/generate-register-options');
  try {
    const response = await startRegistration({ optionsJSON });
    await askSignIn('/passkey/verify-registration', { response, name });
  } catch (error) {
    if (!isCancelled(error)) throw error;
  }
}

/** Passkeys: what there is, another one, other names, away with one. */
export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }) {
  const t = useT();
  return (
    <Card level={2} title={t('account.passkeys.title')}>
      <p>{t('account.passkeys.text')}</p>
      {passkeys.length === 0 ? (
        <p className="quiet">{t('account.passkeys.none')}</p>
      ) : (
        <ul className="plain stack">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <One passkey={passkey} />
            </li>
          ))}
        </ul>
      )}
      {hasPasskeys() ? <Another /> : <p className="hint">{t('account.passkeys.not_here')}</p>}
    </Card>
  );
}

function Another() {
  const t = useT();
  const [name, setName] = useState('');
  const { send, isSending, error } = useSend(addPasskey, () => setName(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ name: name.trim() });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('account.passkeys.add')}>
      <ErrorNote error={error} typed />
      <TextField
        id="passkey-name"
        label={t('account.passkeys.name')}
        hint={t('account.passkeys.name_hint')}
        required
        maxLength={100}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <p>
        <Button type="submit" unavailable={isSending}>
          {t('account.passkeys.add')}
        </Button>
      </p>
    </form>
  );
}

function One({ passkey: { id, name, madeAt, isBackedUp } }: { passkey: Passkey }) {
  const { t, formats } = useLanguage();
  const [isNaming, setNaming] = useState(false);
  const remove = useSend(accountApi.removePasskey.call);
  const shown = name ?? t('account.passkeys.unnamed');
  return (
    <div className="stack-s">
      <p>
        <b>{shown}</b> {isBackedUp && <Badge>{t('account.passkeys.backed_up')}</Badge>}
      </p>
      {madeAt && <p className="hint">{t('account.passkeys.since', { day: formats.edtf(madeAt.slice(0, 10)) })}</p>}
      <ErrorNote error={remove.error} />
      {isNaming ? (
        <Naming id={id} name={name ?? ''} done={() => setNaming(false)} />
      ) : (
        <p className="row">
          <Button small onClick={() => setNaming(true)} aria-label={t('account.passkeys.rename_one', { name: shown })}>
            {t('account.passkeys.rename')}
          </Button>
          <Button
            small
            tone="danger"
            unavailable={remove.isSending}
            onClick={() => remove.send({ id })}
            aria-label={t('account.passkeys.remove_one', { name: shown })}
          >
            {t('account.passkeys.remove')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Naming({ id, name, done }: { id: string; name: string; done: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState(name);
  const { send, error } = useSend(accountApi.renamePasskey.call, done);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, name: typed });
  };
  return (
    <form className="stack-s" onSubmit={submit}>
      <ErrorNote error={error} typed />
      <TextField
        id={`name-${id}`}
        label={t('account.passkeys.name')}
        required
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p className="row">
        <Button type="submit" small>
          {t('action.save')}
        </Button>
        <Button small onClick={done}>
          {t('action.cancel')}
        </Button>
      </p>
    </form>
  );
}
