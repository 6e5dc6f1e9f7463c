import { useEffect, useState } from 'react';
import { LinkButton, Note } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';
import { Frame } from './Frame.tsx';
import { useDocumentTitle } from './kit/PageHead.tsx';
import { comeBack, placeToReturn } from './signInWays.ts';

/** /app/entered: back from the ministry's own sign-in. */
export function EnteredPage() {
  const t = useT();
  const [isRefused] = useState(() => new URLSearchParams(location.search).has('error'));
  useDocumentTitle(t(isRefused ? 'account.entered.refused' : 'account.entered.title'));
  // Where nothing was left to go back to, another tab waits.
  const [isWaitedFor] = useState(() => !isRefused && placeToReturn() === null);
  useEffect(() => {
    if (!isRefused) comeBack();
  }, [isRefused]);
  return (
    <Frame>
      <main id="main" className="main sign-in stack-l" tabIndex={-1}>
        <h1>{t(isRefused ? 'account.entered.refused' : 'account.entered.title')}</h1>
        {isRefused && (
          <Note tone="stop">
            <p>{t('account.entered.refused_text')}</p>
          </Note>
        )}
        {isWaitedFor && <p>{t('account.entered.close')}</p>}
        <LinkButton href="/app/">{t(isRefused ? 'action.sign_in' : 'account.entered.on')}</LinkButton>
      </main>
    </Frame>
  );
}
