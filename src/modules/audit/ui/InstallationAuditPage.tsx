import { useQuery } from '@tanstack/react-query';
import { EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Chain } from './Chain.tsx';
import { auditApi } from './client.ts';

/** /app/admin/audit/installation: how the chain stands, and counts; nothing of who or what. */
export function InstallationAuditPage() {
  const { t } = useLanguage();
  const query = useQuery(auditApi.auditDays.queryOptions({}));
  return (
    <>
      <PageHead
        title={t('audit.ui.installation_title')}
        lead={t('audit.ui.installation_lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>
        {({ state, days }) => (
          <>
            <Chain state={state} />
            <Days days={days} />
          </>
        )}
      </Loaded>
    </>
  );
}

type Day = { day: string; events: number; accesses: number; glass: number };

function Days({ days }: { days: readonly Day[] }) {
  const { t, formats } = useLanguage();
  if (days.length === 0) return <EmptyState level={2} title={t('audit.ui.days')} text={t('audit.ui.no_days')} />;
  return (
    <section className="card">
      <Table
        id="audit-days"
        caption={t('audit.ui.days')}
        columns={[
          { key: 'day', label: t('audit.ui.day') },
          { key: 'events', label: t('audit.ui.events'), numeric: true },
          { key: 'accesses', label: t('audit.ui.accesses'), numeric: true },
          { key: 'glass', label: t('audit.ui.glass'), numeric: true },
        ]}
        rows={days.map(({ day, events, accesses, glass }) => ({
          key: day,
          cells: [formats.edtf(day), events, accesses, glass].map(String),
        }))}
      />
    </section>
  );
}
