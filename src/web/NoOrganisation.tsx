import { Button } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';
import { Frame } from './Frame.tsx';
import { useDocumentTitle } from './kit/PageHead.tsx';
import { signOut } from './signIn.ts';

/** Signed in, but without a role in any organisation: not invited yet, or the days of a role are over. */
export function NoOrganisation() {
  const t = useT();
  useDocumentTitle(t('web.no_organisation.title'));
  const leave = () => void signOut().then(() => location.assign('/app/'));
  return (
    <Frame>
      <main id="main" className="main stack">
        <h1>{t('web.no_organisation.title')}</h1>
        <p className="quiet">{t('web.no_organisation.text')}</p>
        <p>
          <Button onClick={leave}>{t('action.sign_out')}</Button>
        </p>
      </main>
    </Frame>
  );
}
