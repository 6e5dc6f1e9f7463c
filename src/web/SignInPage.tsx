import { useT } from '../platform/i18n/react.ts';
import { Frame } from './Frame.tsx';
import { useDocumentTitle } from './kit/PageHead.tsx';
import { SignInForm } from './SignInForm.tsx';

/** What who is not signed in sees at every address; signed in, they are where they wanted to go. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useT();
  useDocumentTitle(t('web.sign_in.title'));
  return (
    <Frame>
      <main id="main" className="main sign-in stack-l" tabIndex={-1}>
        <div className="stack-s">
          <h1>{t('web.sign_in.title')}</h1>
          <p className="quiet">{t('web.sign_in.lead')}</p>
        </div>
        <section className="card">
          <SignInForm onSignedIn={onSignedIn} />
        </section>
        <p className="hint">{t('web.sign_in.no_account')}</p>
      </main>
    </Frame>
  );
}
