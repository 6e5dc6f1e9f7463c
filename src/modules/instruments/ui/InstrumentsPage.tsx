import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Badge, DemoBadge, EmptyState, LinkButton } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { withoutPage } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { instrumentStates } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import { Filters } from './Filters.tsx';
import { addressOf, fileAddress, type Listing, listingOf, path } from './listing.ts';
import type { Instruments, Named, Row } from './types.ts';
import { useWords } from './useWords.ts';

const rowsOnAPage = 25;

/** /app/instruments: every memorandum, agreement and plan as it stands. Filter, order and page are in the address. */
export function InstrumentsPage() {
  const { t, locale } = useWords();
  const listing = listingOf(useSearch({ strict: false }));
  const { organisation } = useSession();
  const mayWrite = useMay('instruments.write');
  const query = useQuery({
    ...instrumentsApi.instruments.queryOptions({ input: { ...listing, limit: rowsOnAPage } }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('web.nav.instruments')}
        lead={t('instruments.ui.list.lead')}
        actions={
          <>
            {mayWrite && <LinkButton href="/app/instruments/new">{t('instruments.ui.new')}</LinkButton>}
            <ListTools name="instruments" addressOf={(format) => fileAddress(listing, format, locale)} />
          </>
        }
      />
      <Filters key={organisation} listing={listing} />
      <Loaded query={query}>{(found) => <Found found={found} listing={listing} />}</Loaded>
    </>
  );
}

function Found({ found: { items, organisations, next }, listing }: { found: Instruments; listing: Listing }) {
  const { t } = useWords();
  return (
    <>
      <Counted listing={listing} />
      {items.length === 0 ? (
        <Nothing listing={listing} />
      ) : (
        <section className="card" aria-label={t('web.nav.instruments')}>
          <ul className="plain stack">
            {items.map((row) => (
              <li key={row.id}>
                <InstrumentRow row={row} organisations={organisations} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
    </>
  );
}

/** One instrument of a list: what it is, between whom, where it stands. */
export function InstrumentRow({ row, organisations }: { row: Row; organisations: readonly Named[] }) {
  const { t, locale, text, names, standing, formats } = useWords();
  const title = text(row.title);
  const about = [t(`instruments.ui.kind.${row.kind}`), row.covers && formats.edtf(row.covers)]
    .filter(Boolean)
    .join(', ');
  return (
    <article className="stack-s">
      <h2 className="minor">
        <a href={`/app/instruments/${row.id}`} lang={title.language}>
          {title.text}
        </a>
      </h2>
      <p>{standing(row.standing)}</p>
      <p className="quiet">
        {about}. {names(row.parties, organisations).join(' · ')}
        <br />
        {nameIn(locale, row.partnership.names)}
      </p>
      <p className="row">
        {row.binding !== 'not_stated' && <Badge tone="line">{t(`instruments.ui.binding.${row.binding}`)}</Badge>}
        {row.visibility !== 'public' && (
          <Badge tone={row.visibility === 'own_side' ? 'sun' : 'sky'}>
            {t(`instruments.ui.visibility.${row.visibility}`)}
          </Badge>
        )}
        {row.isDemo && <DemoBadge label={t('instruments.ui.demo')} />}
      </p>
    </article>
  );
}

/** How many stand where; each is a filter. Demonstration is counted apart. */
function Counted({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const { state: chosen, ...rest } = withoutPage(listing);
  const { data: counts } = useQuery({
    ...instrumentsApi.instrumentCounts.queryOptions({ input: rest }),
    placeholderData: (before) => before,
  });
  if (!counts) return <div aria-busy="true" />;
  const present = instrumentStates.filter((state) => (counts.real[state] ?? 0) + (counts.demo[state] ?? 0) > 0);
  return (
    <nav className="row" aria-label={t('instruments.ui.list.counts')}>
      {present.map((state) => (
        <a
          key={state}
          className="count-link"
          href={addressOf({ ...rest, state: [state] })}
          aria-current={chosen?.includes(state) || undefined}
        >
          {t(`instruments.ui.standing.${state}`)} <b>{counts.real[state] ?? 0}</b>
          {(counts.demo[state] ?? 0) > 0 && <span className="quiet">+ {counts.demo[state]}</span>}
        </a>
      ))}
      {Object.keys(counts.demo).length > 0 && <span className="hint">{t('instruments.ui.list.demo_apart')}</span>}
    </nav>
  );
}

function Nothing({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const isFiltered = Object.keys(listing).some((name) => name !== 'sort');
  return isFiltered ? (
    <EmptyState
      level={2}
      title={t('phrase.no_results')}
      text={t('instruments.ui.list.no_match')}
      action={<LinkButton href="/app/instruments">{t('instruments.ui.list.all')}</LinkButton>}
    />
  ) : (
    <EmptyState level={2} title={t('instruments.ui.list.none')} text={t('instruments.ui.list.none_text')} />
  );
}
