import { type FormEvent, useEffect, useState } from 'react';
import { Button, TextField } from '../design/index.ts';
import { Problem } from '../platform/clientProblem.ts';
import { useT } from '../platform/i18n/react.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { signInWithCode } from './signInWays.ts';

type Props = { onSignedIn: () => void; again: () => void };

/** After the password: a code of the authenticator app, or one of the recovery codes where the telephone is lost. */
export function SecondStep({ onSignedIn, again }: Props) {
  const t = useT();
  const [isRecovery, setRecovery] = useState(false);
  return (
    <div className="stack">
      <CodeForm key={String(isRecovery)} isRecovery={isRecovery} onSignedIn={onSignedIn} again={again} />
      <Button full onClick={() => setRecovery(!isRecovery)}>
        {t(isRecovery ? 'account.second_step.use_app' : 'account.second_step.use_recovery')}
      </Button>
      <Button full onClick={again}>
        {t('account.second_step.again')}
      </Button>
    </div>
  );
}

function CodeForm({ isRecovery, onSignedIn, again }: Props & { isRecovery: boolean }) {
  const t = useT();
  const [code, setCode] = useState('');
  const [error, setError] = useState<Error | null>(null);
  // The person who typed the password goes on typing: the form that they typed it into is gone.
  useEffect(() => document.getElementById('sign-in-code')?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setCode('');
    await signInWithCode(code, isRecovery).then(onSignedIn, setError);
  };
  const isOver = error instanceof Problem && error.code === 'second-step-over';
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label={t('account.second_step.title')}>
      <ErrorNote error={error} retry={isOver ? again : undefined} />
      <p>{t(isRecovery ? 'account.second_step.recovery_text' : 'account.second_step.text')}</p>
      <TextField
        id="sign-in-code"
        label={t(isRecovery ? 'account.field.recovery_code' : 'account.field.code')}
        name="code"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        spellCheck={false}
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button tone="primary" type="submit" full>
        {t('action.sign_in')}
      </Button>
    </form>
  );
}
