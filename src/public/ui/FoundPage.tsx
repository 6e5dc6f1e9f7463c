import type { ReactNode } from 'react';
import { EmptyState, Pager } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, dataAddress, homePath, queryOf } from '../address.ts';
import { countedTo, type FoundData, rowsPerPage } from '../data.ts';
import { named } from '../figures.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';
import { Hits } from './Hits.tsx';
import { Legend } from './Legend.tsx';
import { PromisedRow, TakeTheData } from './parts.tsx';
import { SearchBar } from './SearchBar.tsx';

/** The promises that a search finds. */
export function FoundPage({ ask, data }: { ask: Ask; data: FoundData }): ReactNode {
  const { locale, t } = useLanguage();
  const { search, found, organisation } = data;
  const whole = queryOf({ ...search, page: 1 });
  const title = organisation
    ? t('public.found.of_organisation', { name: named(locale, organisation.names) })
    : t('public.found.title');
  return (
    <Document
      {...{ ask, title, query: queryOf(search), path: homePath, hasData: true }}
      isDemo={found.some(({ isDemo }) => isDemo)}
      description={t('public.lead')}
      section={search.status === 'not_reported' ? 'silent' : undefined}
    >
      <div className="band">
        <div className="wrap section stack">
          <h1>{title}</h1>
          <SearchBar search={search} />
          <HowMany data={data} />
        </div>
      </div>
      <div className="wrap section stack">
        <Hits hits={data.hits} />
        <Rows data={data} />
        <Pages data={data} />
        <TakeTheData
          csv={dataAddress(locale, homePath, { as: 'csv', query: whole })}
          json={dataAddress(locale, homePath, { as: 'json', query: whole })}
        />
      </div>
    </Document>
  );
}

function HowMany({ data: { total } }: { data: FoundData }): ReactNode {
  const { locale, t } = useLanguage();
  return (
    <p className="quiet">
      {total > countedTo ? t('public.found.many', { count: countedTo }) : t('phrase.results', { count: total })}{' '}
      <a href={addressOf(locale, homePath)}>{t('public.found.all')}</a>
    </p>
  );
}

function Rows({ data: { found, organisations, grounds } }: { data: FoundData }): ReactNode {
  const { locale, t } = useLanguage();
  if (found.length === 0)
    return <EmptyState title={t('phrase.no_results')} text={t('public.found.nothing')} level={2} />;
  return (
    <>
      <Legend />
      <div className="card">
        {found.map((row) => (
          <PromisedRow
            key={row.id}
            {...{ row, organisations, grounds, level: 2 }}
            meta={<> · {named(locale, row.partnership.names)}</>}
          />
        ))}
      </div>
    </>
  );
}

function Pages({ data: { search, total } }: { data: FoundData }): ReactNode {
  const { locale, t } = useLanguage();
  const { page } = search;
  const to = (other: number): string => addressOf(locale, homePath, queryOf({ ...search, page: other }));
  const hasNext = total > page * rowsPerPage;
  if (page === 1 && !hasNext) return null;
  return (
    <Pager
      label={t('public.pages')}
      summary={t('public.page', { page })}
      previous={page > 1 ? { href: to(page - 1), label: t('action.previous') } : undefined}
      next={hasNext ? { href: to(page + 1), label: t('action.next') } : undefined}
    />
  );
}
