import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import { bindings, instrumentKinds, instrumentStates } from '../instrument.ts';

export const sorts = ['-changed', 'title', '-title', 'state', '-state', 'covers', '-covers'] as const;

/** What the list is asked for: exactly what stands in its address, so that a link shows the same list. */
export type Listing = {
  q?: string;
  kind?: (typeof instrumentKinds)[number][];
  state?: (typeof instrumentStates)[number][];
  binding?: (typeof bindings)[number];
  partnership?: string;
  party?: string;
  period?: string;
  sort?: (typeof sorts)[number];
  cursor?: string;
};
type Search = Readonly<Record<string, unknown>>;

const oneOf = <T extends string>(value: unknown, values: readonly T[]): T | undefined =>
  values.find((each) => each === value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const manyOf = <T extends string>(value: unknown, values: readonly T[]): T[] =>
  (typeof value === 'string' ? value : '').split(',').flatMap((it) => oneOf(it, values) ?? []);
const edtfOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text !== undefined && whyNotEdtf(text) === null ? text : undefined;
};

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Search): Listing {
  const found = {
    q: textOf(search['q']),
    kind: manyOf(search['kind'], instrumentKinds),
    state: manyOf(search['state'], instrumentStates),
    binding: oneOf(search['binding'], bindings),
    partnership: textOf(search['partnership']),
    party: textOf(search['party']),
    // An address may hold a plain year, which the router reads as a number.
    period: edtfOf(typeof search['period'] === 'number' ? String(search['period']) : search['period']),
    sort: oneOf(search['sort'], sorts),
    cursor: textOf(search['cursor']),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined && value.length > 0),
  ) as Listing;
}

/** The address of a listing. */
export function addressOf(listing: Listing): string {
  const query = new URLSearchParams(Object.entries(listing).map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '/app/instruments' : `/app/instruments?${query}`;
}

/** The list from its first page on. */
export function withoutPage({ cursor, ...listing }: Listing): Listing {
  return cursor === undefined ? listing : { ...listing };
}

/** The same list as a file. */
export function fileAddress(listing: Listing, format: string, locale: string): string {
  const query = new URLSearchParams({ format, locale });
  for (const [name, value] of Object.entries(withoutPage(listing)))
    for (const one of [value].flat()) query.append(name, one);
  return `/api/instruments/file?${query}`;
}
