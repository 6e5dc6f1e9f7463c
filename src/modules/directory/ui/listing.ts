/** The state of a list is its address: what it is filtered by, its order and its page. Pure. */
export type Listing = Readonly<Record<string, string>>;

/** What an address asks of a list that knows these names; anything else is left out. */
export const listingOf = (search: Readonly<Record<string, unknown>>, names: readonly string[]): Listing =>
  Object.fromEntries(
    [...names, 'sort', 'cursor'].flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );

export function addressOf(path: string, listing: Listing): string {
  const query = new URLSearchParams(Object.entries(listing).filter(([, value]) => value !== '')).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The list from its first page on. */
export const withoutPage = (listing: Listing): Listing =>
  Object.fromEntries(Object.entries(listing).filter(([name]) => name !== 'cursor'));

/** The same list as a file. */
export const fileAddress = (path: string, listing: Listing, file: { format: string; locale: string }): string =>
  addressOf(`/api${path}`, { ...withoutPage(listing), ...file });
