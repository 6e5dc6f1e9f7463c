import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Badge, EmptyState, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { addressIn } from '../../../web/kit/listing.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { Chain } from './Chain.tsx';
import { entryText } from '../words.ts';
import { auditApi, type Entry } from './client.ts';
import { Filters, path } from './Filters.tsx';
import { fileAddress, listingOf } from './listing.ts';

/** /app/admin/audit: what was written and opened in the organisation. What is searched for is in the address. */
export function AuditPage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery({
    ...auditApi.auditEntries.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  const state = useQuery(auditApi.auditState.queryOptions({}));
  return (
    <>
      <PageHead
        title={t('audit.ui.title')}
        lead={t('audit.ui.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
        actions={<ListTools name="audit" addressOf={(format) => fileAddress(listing, { format, locale })} />}
      />
      <Loaded query={state}>{(found) => <Chain state={found} />}</Loaded>
      <Filters key={addressIn(path, listing)} listing={listing} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState level={2} title={t('phrase.no_results')} text={t('audit.ui.none')} />
            ) : (
              <Entries entries={items} />
            )}
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  const { t, formats } = useLanguage();
  return (
    <section className="card">
      <Table
        id="audit"
        caption={t('audit.ui.title')}
        captionHidden
        columns={[
          { key: 'when', label: t('audit.ui.day') },
          { key: 'who', label: t('audit.column.who') },
          { key: 'what', label: t('audit.column.action') },
          { key: 'why', label: t('audit.column.purpose') },
        ]}
        rows={entries.map((entry) => ({
          key: entry.id,
          cells: [
            <div key="when">
              {formats.moment(new Date(entry.at), 'Asia/Almaty')}
              {!entry.isSealed && <p className="quiet">{t('audit.ui.unsealed')}</p>}
            </div>,
            <Who key="who" entry={entry} />,
            <What key="what" entry={entry} />,
            <Why key="why" entry={entry} />,
          ],
        }))}
      />
    </section>
  );
}

function Who({ entry: { actor, origin } }: { entry: Entry }) {
  const { t } = useLanguage();
  const name = actor.name ?? t('audit.ui.somebody');
  const words = { person: name, token: t('audit.ui.token', { name }), service: t('audit.ui.program', { name }) };
  return (
    <div>
      {words[actor.is]}
      {origin !== null && (
        <p>
          <a className="quiet" href={addressIn(path, { origin })}>
            {origin}
          </a>
        </p>
      )}
    </div>
  );
}

function What({ entry: { kind, action, subject, subjectId, fields } }: { entry: Entry }) {
  const { t } = useLanguage();
  return (
    <div className="stack-s">
      <span>{entryText(t, { subject, action })}</span>
      <span className="quiet">{t(`audit.ui.kind.${kind}`)}</span>
      {fields.length > 0 && <span className="quiet break">{fields.join(', ')}</span>}
      {subjectId !== null && <a href={addressIn(path, { record: subjectId })}>{t('audit.ui.of_record')}</a>}
    </div>
  );
}

function Why({ entry: { purpose, reason } }: { entry: Entry }) {
  const { t } = useLanguage();
  if (purpose === null) return '–';
  return (
    <div>
      {purpose === 'break_glass' ? (
        <Badge tone="clay">{t('audit.ui.purpose.break_glass')}</Badge>
      ) : (
        t(`audit.ui.purpose.${purpose}`)
      )}
      {reason !== null && <p className="quiet">{reason}</p>}
    </div>
  );
}
