import { type FormEvent, useState } from 'react';
import { Button, Note, TextField } from '../design/index.ts';
import { askSignIn } from '../platform/client.ts';
import { useT } from '../platform/i18n/react.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';

/** Asks for a link by mail. What comes back is the same for everybody: it tells nobody who is known here. */
export function ForgottenPassword({ email: known, back }: { email: string; back: () => void }) {
  const t = useT();
  const [email, setEmail] = useState(known);
  const [error, setError] = useState<Error | null>(null);
  const [isSent, setSent] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    await askSignIn('/request-password-reset', { email: email.trim() }).then(() => setSent(true), setError);
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label={t('account.forgotten.title')}>
      <ErrorNote error={error} />
      <output>
        {isSent && (
          <Note tone="info">
            <p>{t('account.forgotten.sent')}</p>
          </Note>
        )}
      </output>
      <p>{t('account.forgotten.text')}</p>
      <TextField
        id="forgotten-email"
        label={t('field.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Button tone="primary" type="submit" full>
        {t('account.forgotten.send')}
      </Button>
      <Button full onClick={back}>
        {t('account.forgotten.back')}
      </Button>
    </form>
  );
}
