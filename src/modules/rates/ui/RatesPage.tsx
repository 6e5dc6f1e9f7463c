import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { DemoBadge, EmptyState, Pager, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ImportSteps } from '../../../web/kit/ImportSteps.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { type RateRow, ratesApi } from './client.ts';
import { Converter } from './Converter.tsx';
import { Filters } from './Filters.tsx';
import { addressOf, fileAddress, type Listing, listingOf } from './listing.ts';
import { useRateWords } from './useRateWords.ts';

/** /app/rates: the rates of currencies, a small converter, and rates from a file. */
export function RatesPage() {
  const { t, locale } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }));
  const mayWrite = useMay('rates.write');
  const query = useQuery({
    ...ratesApi.rates.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('rates.ui.title')}
        lead={t('rates.ui.lead')}
        actions={<ListTools name="rates" addressOf={(format) => fileAddress(listing, format, locale)} />}
      />
      <Converter />
      <Filters key={addressOf(listing)} listing={listing} />
      <Loaded query={query}>{({ items, next }) => <Found items={items} next={next} listing={listing} />}</Loaded>
      {mayWrite && <ImportSteps id="rates" preview={ratesApi.previewRates.call} apply={ratesApi.importRates.call} />}
    </>
  );
}

function Found({ items, next, listing }: { items: readonly RateRow[]; next: string | null; listing: Listing }) {
  const { t, formats } = useLanguage();
  const { plain } = useRateWords();
  if (items.length === 0) return <EmptyState level={2} title={t('rates.ui.none')} text={t('rates.ui.none_text')} />;
  const { cursor, ...first } = listing;
  return (
    <>
      <Table
        id="rates"
        caption={t('rates.ui.title')}
        captionHidden
        columns={[
          { key: 'pair', label: t('rates.ui.currency') },
          { key: 'rate', label: t('rates.ui.rate'), numeric: true },
          { key: 'day', label: t('rates.ui.date') },
          { key: 'source', label: t('rates.ui.source') },
        ]}
        rows={items.map(({ id, base, quote, rate, day, source, isDemo }) => ({
          key: id,
          cells: [
            `1 ${base}`,
            `${plain(rate)} ${quote}`,
            formats.edtf(day),
            <>
              {source} {isDemo && <DemoBadge label={t('rates.ui.demo')} />}
            </>,
          ],
        }))}
      />
      {(next !== null || cursor !== undefined) && (
        <Pager
          label={t('rates.ui.pages')}
          summary={t('phrase.results', { count: items.length })}
          previous={cursor === undefined ? undefined : { href: addressOf(first), label: t('rates.ui.first') }}
          next={next === null ? undefined : { href: addressOf({ ...first, cursor: next }), label: t('action.next') }}
        />
      )}
    </>
  );
}
