import { type FormEvent, useState } from 'react';
import { Button, Card, TextField, Toast } from '../../../design/index.ts';
import { askSignIn } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';

const nothing = { currentPassword: '', newPassword: '' };
type Typed = typeof nothing;

/** Changes the password, which ends all other sessions. */
export function Password({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const t = useT();
  const [typed, setTyped] = useState(nothing);
  const [done, setDone] = useState<string | null>(null);
  const { send, isSending, error } = useSend(
    (input: Typed) => askSignIn('/change-password', input),
    () => {
      setTyped(nothing);
      setDone(t('account.password.changed'));
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(null);
    send(typed);
  };
  return (
    <Card level={2} title={t('account.password.title')}>
      {hasPassword ? (
        <form className="stack" onSubmit={submit} aria-label={t('account.password.title')}>
          <ErrorNote error={error} />
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <Fields typed={typed} set={setTyped} />
          <p>
            <Button type="submit" unavailable={isSending}>
              {t('account.password.change')}
            </Button>
          </p>
        </form>
      ) : (
        <p>{t('account.password.none')}</p>
      )}
      <Toast message={done} />
    </Card>
  );
}

function Fields({ typed, set }: { typed: Typed; set: (typed: Typed) => void }) {
  const t = useT();
  return (
    <>
      <TextField
        id="current-password"
        label={t('account.field.current_password')}
        type="password"
        autoComplete="current-password"
        required
        value={typed.currentPassword}
        onChange={({ target }) => set({ ...typed, currentPassword: target.value })}
      />
      <TextField
        id="new-password"
        label={t('account.field.new_password')}
        hint={t('account.password.hint')}
        type="password"
        autoComplete="new-password"
        required
        value={typed.newPassword}
        onChange={({ target }) => set({ ...typed, newPassword: target.value })}
      />
      <p className="hint">{t('account.password.ends_others')}</p>
    </>
  );
}
