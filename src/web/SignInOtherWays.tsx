import { useState } from 'react';
import { Button } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';
import { ErrorNote } from './kit/ErrorNote.tsx';
import { hasPasskeys, isCancelled, signInAtMinistry, signInWithPasskey, type Ways } from './signInWays.ts';

type Props = { ways: Ways; onSignedIn: () => void; forgotten: () => void };

/** Passkey, the ministry's own sign-in, and what to do about a forgotten password. */
export function OtherWays({ ways, onSignedIn, forgotten }: Props) {
  const t = useT();
  const [error, setError] = useState<Error | null>(null);
  const attempt = async (way: () => Promise<void>) => {
    setError(null);
    try {
      await way();
    } catch (failure) {
      if (!isCancelled(failure)) setError(failure as Error);
    }
  };
  return (
    <div className="stack-s">
      <ErrorNote error={error} />
      {hasPasskeys() && (
        <Button full onClick={() => void attempt(() => signInWithPasskey().then(onSignedIn))}>
          {t('account.sign_in.passkey')}
        </Button>
      )}
      {ways.ministry !== null && (
        <Button full onClick={() => void attempt(signInAtMinistry)}>
          {t('account.sign_in.ministry', { name: ways.ministry })}
        </Button>
      )}
      {ways.links && (
        <Button full onClick={forgotten}>
          {t('account.sign_in.forgotten')}
        </Button>
      )}
    </div>
  );
}
