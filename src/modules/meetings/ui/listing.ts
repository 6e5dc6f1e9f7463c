import { isDay } from '../../../platform/time/calendar.ts';
import { addressIn, fileAddressIn, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { cooperationFields } from '../../directory/partnership.ts';
import { states } from '../meeting.ts';

export const path = '/app/meetings';
export const sorts = ['held', 'title', '-changed'] as const;

/** What the list is asked for: exactly what stands in its address, so that a link shows the same list. */
export type Listing = {
  q?: string;
  partnership?: string;
  state?: (typeof states)[number];
  field?: (typeof cooperationFields)[number];
  place?: string;
  from?: string;
  until?: string;
  sort?: (typeof sorts)[number];
  cursor?: string;
};

const dayOf = (value: unknown): string | undefined => (typeof value === 'string' && isDay(value) ? value : undefined);

/** Reads an address; what it does not know is left out. */
export function listingOf(search: Readonly<Record<string, unknown>>): Listing {
  const found = {
    q: textOf(search['q']),
    partnership: textOf(search['partnership']),
    state: oneOf(search['state'], states),
    field: oneOf(search['field'], cooperationFields),
    place: textOf(search['place']),
    from: dayOf(search['from']),
    until: dayOf(search['until']),
    sort: oneOf(search['sort'], sorts),
    cursor: textOf(search['cursor']),
  };
  return said(found);
}

/** The address of a listing. */
export const addressOf = (listing: Listing): string => addressIn(path, listing);

/** The same list as a file. */
export const fileAddress = (listing: Listing, format: string, locale: string): string =>
  fileAddressIn('/meetings/file', listing, { format, locale });
