import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { EmptyState, LinkButton } from '../../../design/index.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { withoutPage } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { states } from '../meeting.ts';
import { meetingsApi } from './client.ts';
import { Feeds } from './Feeds.tsx';
import { Filters } from './Filters.tsx';
import { addressOf, fileAddress, type Listing, listingOf, path } from './listing.ts';
import { MeetingRow, StateBadge } from './MeetingRow.tsx';
import { useWords } from './useWords.ts';

const rowsOnAPage = 25;

/** /app/meetings: whom we met and shall meet. Filter, order and page are in the address. */
export function MeetingsPage() {
  const { t } = useWords();
  const listing = listingOf(useSearch({ strict: false }));
  const { organisation } = useSession();
  const query = useQuery({
    ...meetingsApi.meetings.queryOptions({ input: { ...listing, limit: rowsOnAPage } }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead title={t('meetings.title')} lead={t('meetings.lead')} actions={<Tools listing={listing} />} />
      <Filters key={organisation} listing={listing} />
      <Counted listing={listing} />
      <Loaded query={query}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing listing={listing} />
            ) : (
              <section className="card" aria-label={t('meetings.title')}>
                {items.map((row) => (
                  <MeetingRow key={row.id} row={row} />
                ))}
              </section>
            )}
            <Pages
              path={path}
              listing={listing}
              next={next}
              summary={t('meetings.list.shown', { count: items.length })}
            />
          </>
        )}
      </Loaded>
      <Feeds />
    </>
  );
}

function Tools({ listing }: { listing: Listing }) {
  const { t, locale } = useWords();
  const mayWrite = useMay('meetings.write');
  const { partnership } = listing;
  const fresh = partnership === undefined ? '' : `?partnership=${encodeURIComponent(partnership)}`;
  return (
    <>
      {mayWrite && (
        <LinkButton tone="primary" href={`/app/meetings/new${fresh}`}>
          {t('meetings.list.new')}
        </LinkButton>
      )}
      <ListTools name="meetings" addressOf={(format) => fileAddress(listing, format, locale)} />
    </>
  );
}

/** How many are in which state; each is a filter. Demonstration is counted apart. */
function Counted({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const { state: chosen, ...rest } = withoutPage(listing);
  const { data } = useQuery({
    ...meetingsApi.meetingCounts.queryOptions({ input: rest }),
    placeholderData: (before) => before,
  });
  if (!data) return <div aria-busy="true" />;
  const shown = states.filter((state) => (data.real[state] ?? 0) + (data.demo[state] ?? 0) > 0);
  const hasDemo = shown.some((state) => (data.demo[state] ?? 0) > 0);
  return (
    <nav className="row" aria-label={t('meetings.list.counts')}>
      {shown.map((state) => (
        <a
          key={state}
          className="count-link"
          href={addressOf({ ...rest, state })}
          aria-current={chosen === state || undefined}
        >
          <StateBadge state={state} />
          <b>{data.real[state] ?? 0}</b>
          {(data.demo[state] ?? 0) > 0 && <span className="quiet">+ {data.demo[state]}</span>}
        </a>
      ))}
      {hasDemo && <span className="hint">{t('meetings.list.demo_apart')}</span>}
    </nav>
  );
}

function Nothing({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const isFiltered = Object.keys(listing).some((name) => name !== 'sort');
  return (
    <EmptyState
      level={2}
      title={isFiltered ? t('phrase.no_results') : t('meetings.list.none')}
      text={isFiltered ? t('meetings.list.no_match') : t('meetings.list.none_text')}
    />
  );
}
