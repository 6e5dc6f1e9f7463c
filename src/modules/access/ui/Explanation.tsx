import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import type { Subject } from '../why.ts';
import { accessApi, type Explanation as Explained } from './client.ts';
import { actKey } from './words.ts';

/** Why the reader sees a record, and what they may do with it. */
export function Explanation({ subject, id }: { subject: Subject; id: string }) {
  const query = useQuery(accessApi.why.queryOptions({ input: { subject, id } }));
  return (
    <Loaded query={query}>
      {(found) => (
        <div className="stack-s">
          <Reasons found={found} />
          <Acts found={found} />
        </div>
      )}
    </Loaded>
  );
}

function Reasons({ found: { reasons, owner, roleEndsAt, role } }: { found: Explained }) {
  const { t, locale, formats } = useLanguage();
  const moment = (at: string) => formats.moment(new Date(at), 'Asia/Almaty');
  return (
    <ul>
      {reasons.map(({ kind, partnership, side, until }) => (
        <li key={`${kind} ${until}`}>
          {t(`access.why.reason.${kind}`, {
            partnership: partnership ? nameIn(locale, partnership.names) : '–',
            side: side ? nameIn(locale, side.names) : '–',
          })}
          {until !== null && ` ${t('access.why.until', { moment: moment(until) })}`}
        </li>
      ))}
      {owner && <li>{t('access.why.owner', { owner: nameIn(locale, owner.names) })}</li>}
      {role && <li>{t('access.why.role', { role: t(`web.role.${role}`) })}</li>}
      {roleEndsAt !== null && <li>{t('access.why.role_until', { moment: moment(roleEndsAt) })}</li>}
    </ul>
  );
}

function Acts({ found: { acts } }: { found: Explained }) {
  const { t } = useLanguage();
  return (
    <>
      <h3>{t('access.why.acts')}</h3>
      <ul>
        {acts.map(({ permission, because }) => (
          <li key={permission}>
            {t(actKey(permission))}: {t(`access.why.because.${because}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
