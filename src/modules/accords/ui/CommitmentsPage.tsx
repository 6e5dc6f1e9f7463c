import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { EmptyState, LinkButton, StatusChip, statusKeys } from '../../../design/index.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { withoutPage } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { accordsApi } from './client.ts';
import { CommitmentRow } from './CommitmentRow.tsx';
import { Filters } from './Filters.tsx';
import { addressOf, fileAddress, type Listing, listingOf, path } from './listing.ts';
import { useWords } from './useWords.ts';
import type { Commitments } from './types.ts';

const rowsOnAPage = 25;

/** /app/commitments: every commitment as it stands. Filter, order and page are in the address. */
export function CommitmentsPage() {
  const { t, locale } = useWords();
  const listing = listingOf(useSearch({ strict: false }));
  const { organisation } = useSession();
  const query = useQuery({
    ...accordsApi.commitments.queryOptions({ input: { ...listing, limit: rowsOnAPage } }),
    placeholderData: (before) => before,
  });
  const mayWrite = useMay('accords.write');
  return (
    <>
      <PageHead
        title={t('web.nav.commitments')}
        lead={t('accords.ui.list.lead')}
        actions={
          <>
            {mayWrite && <LinkButton href="/app/commitments/new">{t('accords.ui.entry.new')}</LinkButton>}
            {mayWrite && <LinkButton href="/app/commitments/import">{t('accords.ui.import.open')}</LinkButton>}
            <ListTools name="commitments" addressOf={(format) => fileAddress(listing, format, locale)} />
          </>
        }
      />
      <Filters key={organisation} listing={listing} />
      <Loaded query={query}>{(found) => <Found found={found} listing={listing} />}</Loaded>
    </>
  );
}

/** Who turns a page of the list goes on reading at its beginning. */
function useListOfPage(cursor: string | undefined) {
  const list = useRef<HTMLElement>(null);
  const shown = useRef(cursor);
  useEffect(() => {
    if (shown.current === cursor) return;
    shown.current = cursor;
    list.current?.focus();
    list.current?.scrollIntoView();
  }, [cursor]);
  return list;
}

function Found({ found, listing }: { found: Commitments; listing: Listing }) {
  const { t } = useWords();
  const { items, organisations, next } = found;
  const list = useListOfPage(listing.cursor);
  return (
    <>
      <Counted listing={listing} />
      {items.length === 0 ? (
        <Nothing listing={listing} />
      ) : (
        <section className="card" ref={list} tabIndex={-1} aria-label={t('web.nav.commitments')}>
          {items.map((row) => (
            <CommitmentRow key={row.id} row={row} organisations={organisations} level={2} partnership />
          ))}
        </section>
      )}
      <Pages path={path} listing={listing} next={next} summary={t('accords.ui.list.shown', { count: items.length })} />
    </>
  );
}

/** Counting takes longer than finding a page, so the list does not wait for it. */
function Counted({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const { status: _status, ...rest } = withoutPage(listing);
  const { data: counts } = useQuery({
    ...accordsApi.commitmentCounts.queryOptions({ input: rest }),
    placeholderData: (before) => before,
  });
  if (!counts) return <div className="stack-s" aria-busy="true" />;
  const total = [counts.real, counts.demo]
    .flatMap((by) => Object.values(by))
    .reduce((sum, count) => sum + (count ?? 0), 0);
  return (
    <div className="stack-s">
      <StatusCounts counts={counts} listing={listing} />
      <output className="quiet">{t('phrase.results', { count: total })}</output>
    </div>
  );
}

type Counts = Record<string, number | undefined>;

/** How many stand how; each is a filter. Demonstration is counted apart. */
function StatusCounts({ counts, listing }: { counts: { real: Counts; demo: Counts }; listing: Listing }) {
  const { t } = useWords();
  const rest = withoutPage(listing);
  const demo = Object.values(counts.demo).reduce((sum: number, count) => sum + (count ?? 0), 0);
  return (
    <nav className="row" aria-label={t('accords.ui.list.counts')}>
      {statusKeys
        .filter((key) => (counts.real[key] ?? 0) + (counts.demo[key] ?? 0) > 0)
        .map((key) => (
          <a
            key={key}
            className="count-link"
            href={addressOf({ ...rest, status: [key] })}
            aria-current={listing.status?.includes(key) || undefined}
          >
            <StatusChip
              status={key}
              label={key === 'not_reported' ? t('accords.ui.status.not_reported_short') : t(`accords.ui.status.${key}`)}
            />
            <b>{counts.real[key] ?? 0}</b>
            {(counts.demo[key] ?? 0) > 0 && <span className="quiet">+ {counts.demo[key]}</span>}
          </a>
        ))}
      {demo > 0 && <span className="hint">{t('accords.ui.list.demo_apart')}</span>}
    </nav>
  );
}

function Nothing({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const isFiltered = Object.keys(listing).some((name) => name !== 'sort');
  if (isFiltered) {
    return (
      <EmptyState
        level={2}
        title={t('phrase.no_results')}
        text={t('accords.ui.list.no_match')}
        action={<LinkButton href="/app/commitments">{t('accords.ui.list.all')}</LinkButton>}
      />
    );
  }
  return (
    <EmptyState
      level={2}
      title={t('accords.ui.list.none')}
      text={t('accords.ui.list.none_text')}
      action={<LinkButton href="/app/documents">{t('accords.ui.today.take_in')}</LinkButton>}
    />
  );
}
