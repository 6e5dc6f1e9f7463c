import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { textOf } from '../../../web/kit/listing.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { type IncidentRow, protectionApi } from './client.ts';
import { IncidentForm } from './IncidentForm.tsx';
import { zone } from './moments.ts';

const path = '/app/admin/incidents';

/** /app/admin/incidents: what went wrong with personal data, and what still has to be told. */
export function IncidentsPage() {
  const { t } = useLanguage();
  const search: { cursor?: unknown } = useSearch({ strict: false });
  const cursor = textOf(search.cursor);
  const listing = cursor ? { cursor } : {};
  const query = useQuery(protectionApi.incidents.queryOptions({ input: listing }));
  return (
    <>
      <PageHead
        title={t('protection.ui.incidents.title')}
        lead={t('protection.ui.incidents.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Opening />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            <Found items={items} />
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** The form for a new one, once somebody wants it. */
function Opening() {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { history } = useRouter();
  const sending = useSend(protectionApi.openIncident.call, ({ id }) => history.push(`${path}/${id}`));
  if (!isOpen)
    return (
      <p>
        <Button tone="primary" onClick={() => setOpen(true)}>
          {t('protection.ui.incidents.open')}
        </Button>
      </p>
    );
  return (
    <IncidentForm
      name="incident.new"
      title={t('protection.ui.incidents.open')}
      known={null}
      sending={sending}
      send={(fields, foundAt) => sending.send({ ...fields, foundAt })}
      close={() => setOpen(false)}
    />
  );
}

function Found({ items }: { items: readonly IncidentRow[] }) {
  const { t, formats } = useLanguage();
  if (items.length === 0)
    return (
      <EmptyState level={2} title={t('protection.ui.incidents.none')} text={t('protection.ui.incidents.none_text')} />
    );
  return (
    <Table
      id="incidents"
      caption={t('protection.ui.incidents.title')}
      captionHidden
      columns={[
        { key: 'title', label: t('protection.ui.incident.title') },
        { key: 'found', label: t('protection.ui.incident.found_at') },
        { key: 'state', label: t('protection.ui.incident.state') },
        { key: 'risk', label: t('protection.ui.incident.risk') },
        { key: 'people', label: t('protection.column.people'), numeric: true },
        { key: 'due', label: t('protection.ui.incident.duties') },
      ]}
      rows={items.map(({ id, title, foundAt, state, risk, people, due, isDemo }) => ({
        key: id,
        cells: [
          <span key="title">
            <a href={`${path}/${id}`}>{title}</a> {isDemo && <DemoBadge label={t('web.demo.badge')} />}
          </span>,
          formats.moment(new Date(foundAt), zone),
          t(`protection.ui.state.${state}`),
          t(`protection.ui.risk.${risk}`),
          formats.number(people),
          due ? t('protection.ui.incident.due', { when: formats.moment(new Date(due), zone) }) : '–',
        ],
      }))}
    />
  );
}
