import { Button, EmptyState } from '../design/index.ts';
import { useT } from '../platform/i18n/react.ts';
import { Frame } from './Frame.tsx';
import { useDocumentTitle } from './kit/PageHead.tsx';
import { signOut } from './signIn.ts';

/** Signed in, but nobody has given this person a role in an organisation yet. */
export function NoOrganisation() {
  const t = useT();
  useDocumentTitle(t('web.no_organisation.title'));
  const leave = () => void signOut().then(() => location.assign('/app/'));
  return (
    <Frame>
      <main id="main" className="main">
        <EmptyState
          level={2}
          title={t('web.no_organisation.title')}
          text={t('web.no_organisation.text')}
          action={<Button onClick={leave}>{t('action.sign_out')}</Button>}
        />
      </main>
    </Frame>
  );
}
