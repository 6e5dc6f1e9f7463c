import { useQuery } from '@tanstack/react-query';
import { StatusChip } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { administrationApi, type Health, zone } from './client.ts';
import { shapeOfHealth, spanIn } from './words.ts';

/** /app/admin/health: how the installation does; each check as word, shape and, where it is not well, what to do. */
export function HealthPage() {
  const { t, formats } = useLanguage();
  const query = useQuery({ ...administrationApi.health.queryOptions(), refetchInterval: 30_000 });
  return (
    <>
      <PageHead
        title={t('administration.ui.health.title')}
        lead={t('administration.ui.health.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>
        {(health) => (
          <>
            <p>
              <StatusChip status={shapeOfHealth[health.worst]} label={t(`administration.ui.worst.${health.worst}`)} />{' '}
              <span className="src">
                {t('administration.ui.health.about', {
                  version: health.version,
                  since: formats.moment(new Date(health.startedAt), zone),
                  at: formats.moment(new Date(health.at), zone),
                })}
              </span>
            </p>
            <ul className="plain stack">
              {health.checks.map((check) => (
                <CheckItem key={check.key} check={check} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  );
}

type Check = Health['checks'][number];

function CheckItem({ check: { key, state, value } }: { check: Check }) {
  const { t } = useLanguage();
  const found = useFound({ key, value });
  return (
    <li className="card stack-s">
      <div className="row between">
        <h2 className="minor">{t(`administration.ui.check.${key}`)}</h2>
        <StatusChip status={shapeOfHealth[state]} label={t(`administration.ui.health_state.${state}`)} />
      </div>
      {found !== null && <p>{found}</p>}
      {state !== 'good' && <p className="quiet">{t(`administration.ui.todo.${key}`)}</p>}
    </li>
  );
}

const sizes: readonly Check['key'][] = ['database', 'disk'];
const ages: readonly Check['key'][] = ['backup', 'drill', 'audit', 'verification'];
const lengths: readonly Check['key'][] = ['transactions', 'queue', 'clock'];

/** What was found, in words; null where there is nothing to say. */
function useFound({ key, value }: Pick<Check, 'key' | 'value'>): string | null {
  const { t, formats } = useLanguage();
  if (value === null) return ages.includes(key) ? t('administration.ui.found.never') : null;
  if (sizes.includes(key)) {
    const size = `${formats.number(Math.round(value / 1_000_000))} MB`;
    return key === 'disk' ? t('administration.ui.found.free', { size }) : size;
  }
  if (ages.includes(key)) return t('administration.ui.found.ago', { span: spanIn(t, value) });
  return lengths.includes(key) ? spanIn(t, value) : formats.number(value);
}
