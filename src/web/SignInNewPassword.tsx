import { type FormEvent, useState } from 'react';
import { Button, LinkButton, Note, TextField } from '../design/index.ts';
import { askSignIn } from '../platform/client.ts';
import { useT } from '../platform/i18n/react.ts';
import { Frame } from './Frame.tsx';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { useDocumentTitle } from './kit/PageHead.tsx';

/** /app/new-password#token: where the link in the letter leads. Nobody is signed in by it. */
export function NewPasswordPage() {
  const t = useT();
  useDocumentTitle(t('account.new_password.title'));
  const [isSet, setDone] = useState(false);
  return (
    <Frame>
      <main id="main" className="main sign-in stack-l" tabIndex={-1}>
        <h1>{t('account.new_password.title')}</h1>
        <section className="card stack">
          {isSet ? (
            <>
              <Note tone="info">
                <p>{t('account.new_password.done')}</p>
              </Note>
              <LinkButton tone="primary" full href="/app/">
                {t('action.sign_in')}
              </LinkButton>
            </>
          ) : (
            <NewPassword done={() => setDone(true)} />
          )}
        </section>
      </main>
    </Frame>
  );
}

function NewPassword({ done }: { done: () => void }) {
  const t = useT();
  const [token] = useState(() => location.hash.slice(1));
  const [newPassword, setPassword] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    try {
      await askSignIn('/reset-password', { newPassword, token });
      done();
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <ErrorNote error={error} />
      <TextField
        id="new-password"
        label={t('account.field.new_password')}
        hint={t('account.password.hint')}
        type="password"
        name="new-password"
        autoComplete="new-password"
        required
        value={newPassword}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button tone="primary" type="submit" full>
        {t('account.new_password.save')}
      </Button>
    </form>
  );
}
