import { isOneOf } from './oneOf.ts';
import { kinds } from './choices.ts';
import { statuses } from '../status.ts';
import { strengthKeys } from '../../../design/keys.ts';

export const sorts = ['-changed', 'term', '-term', 'status', 'title', '-title'] as const;
export const conditions = ['met', 'unmet', 'unknown'] as const;
export const directions = ['we_owe', 'owed_to_us'] as const;

type Search = Readonly<Record<string, unknown>>;

/** What the list is asked for: exactly what stands in its address, so that a link shows the same list. */
export type Listing = {
  q?: string;
  status?: (typeof statuses)[number][];
  kind?: (typeof kinds)[number][];
  strength?: (typeof strengthKeys)[number];
  partnership?: string;
  direction?: (typeof directions)[number];
  condition?: (typeof conditions)[number];
  /** `true`: only those in which sides count differently. */
  differing?: 'true';
  meeting?: string;
  instrument?: string;
  sort?: (typeof sorts)[number];
  cursor?: string;
};

const oneOf = <T extends string>(value: unknown, values: readonly T[]): T | undefined =>
  isOneOf(values, value) ? value : undefined;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const manyOf = <T extends string>(value: unknown, values: readonly T[]): T[] =>
  (typeof value === 'string' ? value : '').split(',').filter((it): it is T => isOneOf(values, it));

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Search): Listing {
  const found = {
    q: textOf(search['q']),
    status: manyOf(search['status'], statuses),
    kind: manyOf(search['kind'], kinds),
    strength: oneOf(search['strength'], strengthKeys),
    partnership: textOf(search['partnership']),
    direction: oneOf(search['direction'], directions),
    condition: oneOf(search['condition'], conditions),
    differing: search['differing'] === true || search['differing'] === 'true' ? ('true' as const) : undefined,
    meeting: textOf(search['meeting']),
    instrument: textOf(search['instrument']),
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
  return query === '' ? '/app/commitments' : `/app/commitments?${query}`;
}

/** The list from its first page on. */
export function withoutPage({ cursor, ...listing }: Listing): Listing {
  return cursor === undefined ? listing : { ...listing };
}

/** The same list as a file. */
export function fileAddress(listing: Listing, format: 'csv' | 'xlsx', locale: string): string {
  const query = new URLSearchParams({ format, locale });
  for (const [name, value] of Object.entries(withoutPage(listing)))
    for (const one of [value].flat()) query.append(name, one);
  return `/api/commitments/file?${query}`;
}
