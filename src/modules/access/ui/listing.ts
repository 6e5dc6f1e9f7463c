import { roles } from '../../../permissions.ts';
import { fileAddressIn, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { states } from '../person.ts';

/** What the lists of people are asked for: exactly what stands in their address. Pure. */
const sorts = ['name', '-name', 'seen', '-seen', 'since', '-since'] as const;
export type Listing = {
  q?: string;
  state?: (typeof states)[number];
  role?: (typeof roles)[number];
  sort?: (typeof sorts)[number];
  cursor?: string;
};

/** Reads an address; what the list does not know is left out. */
export const listingOf = (search: Readonly<Record<string, unknown>>): Listing =>
  said({
    q: textOf(search['q'])?.slice(0, 200),
    state: oneOf(search['state'], states),
    role: oneOf(search['role'], roles),
    sort: oneOf(search['sort'], sorts),
    cursor: textOf(search['cursor']),
  });

/** The same list as a file. */
export const fileAddress = (listing: Listing, file: { format: string; locale: string }): string =>
  fileAddressIn('/access/people/file', listing, file);
