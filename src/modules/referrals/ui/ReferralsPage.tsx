import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { EmptyState, LinkButton } from '../../../design/index.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { referralsApi } from './client.ts';
import { Filters } from './Filters.tsx';
import { fileAddress, type Listing, listingOf, path } from './listing.ts';
import { Row } from './Row.tsx';
import { useWords } from './useWords.ts';

const rowsOnAPage = 25;

/** /app/referrals: the referrals that the organisation takes part in. Filter, order and page are in the address. */
export function ReferralsPage() {
  const { t, locale } = useWords();
  const listing = listingOf(useSearch({ strict: false }));
  const { organisation } = useSession();
  const query = useQuery({
    ...referralsApi.referrals.queryOptions({ input: { ...listing, limit: rowsOnAPage } }),
    placeholderData: (before) => before,
  });
  const [mayWrite, mayBoards] = [useMay('referrals.write'), useMay('boards.read')];
  return (
    <>
      <PageHead
        title={t('referrals.ui.all')}
        lead={t('referrals.ui.lead')}
        actions={
          <>
            {mayWrite && (
              <LinkButton tone="primary" href="/app/referrals/new">
                {t('referrals.ui.new')}
              </LinkButton>
            )}
            {mayBoards && <LinkButton href="/app/boards">{t('referrals.ui.boards')}</LinkButton>}
            <LinkButton href="/app/quotas">{t('referrals.ui.quotas')}</LinkButton>
            <LinkButton href="/app/referrals/paths">{t('referrals.ui.paths')}</LinkButton>
            <ListTools name="referrals" addressOf={(format) => fileAddress(listing, format, locale)} />
          </>
        }
      />
      <Picks listing={listing} />
      <Filters key={organisation} listing={listing} />
      <Loaded query={query}>{(found) => <Found {...{ found, listing }} />}</Loaded>
    </>
  );
}

const picks: readonly { key: 'all' | 'ours' | 'late' | 'sent' | 'received'; is: Listing }[] = [
  { key: 'ours', is: { turn: 'ours' } },
  { key: 'late', is: { late: 'yes' } },
  { key: 'sent', is: { as: 'sender' } },
  { key: 'received', is: { as: 'receiver' } },
];

/** The lists that are asked for most: each an address. */
function Picks({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const isChosen = (is: Listing) =>
    Object.entries(is).every(([name, value]) => listing[name as keyof Listing] === value);
  const chosen = picks.find(({ is }) => isChosen(is));
  return (
    <nav className="picks" aria-label={t('referrals.list.picks')}>
      {[{ key: 'all' as const, is: {} }, ...picks].map(({ key, is }) => (
        <a
          key={key}
          href={`${path}?${new URLSearchParams(is as Record<string, string>).toString()}`.replace(/\?$/, '')}
          aria-current={(chosen?.key ?? 'all') === key ? 'true' : undefined}
        >
          {t(`referrals.list.${key}`)}
        </a>
      ))}
    </nav>
  );
}

type Answer = Awaited<ReturnType<typeof referralsApi.referrals.call>>;

function Found({ found, listing }: { found: Answer; listing: Listing }) {
  const { t } = useWords();
  const { items, organisations, next } = found;
  if (items.length === 0) return <Nothing listing={listing} />;
  return (
    <>
      <section className="card" aria-label={t('referrals.ui.all')}>
        {items.map((row) => (
          <Row key={row.id} row={row} organisations={organisations} />
        ))}
      </section>
      <Pages path={path} listing={listing} next={next} summary={t('referrals.list.shown', { count: items.length })} />
    </>
  );
}

function Nothing({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const mayWrite = useMay('referrals.write');
  const isFiltered = Object.keys(listing).some((name) => name !== 'sort');
  if (isFiltered)
    return (
      <EmptyState
        level={2}
        title={t('phrase.no_results')}
        text={t('referrals.list.no_match')}
        action={<LinkButton href={path}>{t('referrals.list.all')}</LinkButton>}
      />
    );
  return (
    <EmptyState
      level={2}
      title={t('referrals.list.none')}
      text={t(mayWrite ? 'referrals.list.none_text' : 'referrals.list.none_reader')}
      action={mayWrite && <LinkButton href="/app/referrals/new">{t('referrals.ui.new')}</LinkButton>}
    />
  );
}
