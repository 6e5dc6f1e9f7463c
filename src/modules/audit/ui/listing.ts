import { isDay } from '../../../platform/time/calendar.ts';
import { fileAddressIn, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { isNetwork, kinds, purposes } from '../entry.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const name = /^[A-Za-z_]{1,60}$/;

/** What the audit is asked for: exactly what stands in its address. */
export type Listing = {
  kind?: (typeof kinds)[number];
  person?: string;
  record?: string;
  subject?: string;
  action?: string;
  from?: string;
  until?: string;
  origin?: string;
  purpose?: (typeof purposes)[number];
  cursor?: string;
};

/** Reads an address; what the list does not know is left out. */
export function listingOf(search: Readonly<Record<string, unknown>>): Listing {
  const text = (of: string, is: (value: string) => boolean) => {
    const value = textOf(search[of])?.trim();
    return value !== undefined && is(value) ? value : undefined;
  };
  return said({
    kind: oneOf(search['kind'], kinds),
    person: text('person', (value) => uuid.test(value)),
    record: text('record', (value) => uuid.test(value)),
    subject: text('subject', (value) => name.test(value)),
    action: text('action', (value) => name.test(value)),
    from: text('from', isDay),
    until: text('until', isDay),
    origin: text('origin', isNetwork),
    purpose: oneOf(search['purpose'], purposes),
    cursor: text('cursor', (value) => value.length <= 300),
  });
}

/** The same list as a file. */
export const fileAddress = (listing: Listing, file: { format: string; locale: string }): string =>
  fileAddressIn('/audit/file', listing, file);
