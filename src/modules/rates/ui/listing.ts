import { isCurrency } from '../../../platform/money/currencies.ts';
import { isDay } from '../../../platform/time/calendar.ts';
import { type Sort, sorts } from '../rate.ts';

/** What the list is asked for: exactly what stands in its address. */
export type Listing = {
  currency?: string;
  from?: string;
  until?: string;
  source?: string;
  sort?: Sort;
  cursor?: string;
};
type Search = Readonly<Record<string, unknown>>;

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Search): Listing {
  const text = (name: string, is: (value: string) => boolean): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value !== '' && is(value) ? value : undefined;
  };
  const found = {
    currency: text('currency', isCurrency),
    from: text('from', isDay),
    until: text('until', isDay),
    source: text('source', (value) => value.length <= 200),
    sort: sorts.find((sort) => sort === search['sort']),
    cursor: text('cursor', () => true),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Listing;
}

const withQuery = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);

/** The address of a listing. */
export const addressOf = (listing: Listing): string =>
  withQuery('/app/rates', new URLSearchParams(Object.entries(listing)).toString());

/** The same list as a file, from its first row to its last. */
export function fileAddress({ cursor: _cursor, ...listing }: Listing, format: string, locale: string): string {
  return withQuery('/api/rates/file', new URLSearchParams({ ...listing, format, locale }).toString());
}
