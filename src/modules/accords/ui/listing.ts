import { addressIn, fileAddressIn, manyOf, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { kinds } from './choices.ts';
import { statuses } from '../status.ts';
import { strengthKeys } from '../../../design/keys.ts';

export const path = '/app/commitments';
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
  return said(found);
}

/** The address of a listing. */
export const addressOf = (listing: Listing): string => addressIn(path, listing);

/** The same list as a file. */
export const fileAddress = (listing: Listing, format: 'csv' | 'xlsx', locale: string): string =>
  fileAddressIn('/commitments/file', listing, { format, locale });
