import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import { addressIn, fileAddressIn, manyOf, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { bindings, instrumentKinds, instrumentStates } from '../instrument.ts';

export const path = '/app/instruments';
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
  return said(found);
}

/** The address of a listing. */
export const addressOf = (listing: Listing): string => addressIn(path, listing);

/** The same list as a file. */
export const fileAddress = (listing: Listing, format: string, locale: string): string =>
  fileAddressIn('/instruments/file', listing, { format, locale });
