import type { Locale } from '../../../platform/i18n/locales.ts';
import type { TableFormat } from '../../../platform/table/columns.ts';
import { type DocumentFilter, type DocumentSort, documentSorts } from '../listing.ts';

/** What the list of documents is asked for: exactly what stands in its address. */
export type Listing = DocumentFilter & { sort?: DocumentSort; page?: number };

type Search = Readonly<Record<string, unknown>>;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
const line = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined;

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Search): Listing {
  const { state, page } = search;
  const found = {
    q: line(search['q'], 200),
    state: state === 'to_review' || state === 'reviewed' ? state : undefined,
    partnership: matching(search['partnership'], uuid),
    language: matching(search['language'], /^[a-z]{2,3}(?:-[A-Za-z]{4})?$/),
    publisher: line(search['publisher'], 300),
    from: matching(search['from'], day),
    until: matching(search['until'], day),
    sort: documentSorts.find((each) => each === search['sort']),
    page: /^[1-9]\d{0,4}$/.test(String(page)) && Number(page) > 1 ? Number(page) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const queryOf = (listing: Listing): URLSearchParams =>
  new URLSearchParams(Object.entries(listing).map(([name, value]) => [name, String(value)]));

/** The address of a listing. */
export function addressOf(listing: Listing): string {
  const query = queryOf(listing).toString();
  return query === '' ? '/app/documents' : `/app/documents?${query}`;
}

const without = <K extends keyof Listing>(listing: Listing, names: readonly K[]): Omit<Listing, K> =>
  Object.fromEntries(Object.entries(listing).filter(([name]) => !names.includes(name as K))) as Omit<Listing, K>;

/** The same list at another page; null is its beginning. */
export const withPage = (listing: Listing, page: number | null): Listing => ({
  ...without(listing, ['page']),
  ...(page !== null && { page }),
});

/** What narrows the list, without how it is sorted and which page of it is shown. */
export const filterOf = (listing: Listing): DocumentFilter => without(listing, ['sort', 'page']);

/** The whole list as a file. */
export function fileAddress(listing: Listing, format: TableFormat, locale: Locale): string {
  const query = queryOf(withPage(listing, null));
  query.set('format', format);
  query.set('locale', locale);
  return `/api/documents/file?${query.toString()}`;
}
