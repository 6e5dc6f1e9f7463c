import { EmptyState } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSession } from '../../../web/kit/session.ts';
import { places } from './places.ts';

/** /app/admin: the pages of administration that this person may open, each with what is done there. */
export function AdminPage() {
  const t = useT();
  const { may } = useSession();
  const open = places.filter(({ permission }) => may.includes(permission));
  return (
    <>
      <PageHead title={t('web.nav.admin')} lead={t('access.ui.admin.lead')} />
      {open.length === 0 && (
        <EmptyState level={2} title={t('access.ui.admin.none')} text={t('access.ui.admin.none_text')} />
      )}
      <ul className="plain duo">
        {open.map(({ path, key }) => (
          <li key={path} className="card">
            <h2 className="minor">
              <a href={path}>{t(`access.ui.place.${key}`)}</a>
            </h2>
            <p className="quiet">{t(`access.ui.place_text.${key}`)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
