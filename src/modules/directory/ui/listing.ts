import { fileAddressIn, textOf } from '../../../web/kit/listing.ts';

/** What a list of this module is asked for: exactly what stands in its address. Pure. */
export type Listing = Readonly<Record<string, string>>;

/** What an address asks of a list that knows these names; anything else is left out. */
export const listingOf = (search: Readonly<Record<string, unknown>>, names: readonly string[]): Listing =>
  Object.fromEntries(
    [...names, 'sort', 'cursor'].flatMap((name) => {
      const value = textOf(search[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The same list as a file. */
export const fileAddress = (path: string, listing: Listing, file: { format: string; locale: string }): string =>
  fileAddressIn(path, listing, file);
