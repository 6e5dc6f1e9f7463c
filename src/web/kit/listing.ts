/** The state of a list is its address: what it is filtered by, its order and its page. Pure. */

/** A filter's value, where the list knows it. */
export const oneOf = <T extends string>(value: unknown, values: readonly T[]): T | undefined =>
  values.find((each) => each === value);

/** The values of a filter of several, parted by commas; what the list does not know is left out. */
export const manyOf = <T extends string>(value: unknown, values: readonly T[]): T[] =>
  (typeof value === 'string' ? value : '').split(',').flatMap((it) => oneOf(it, values) ?? []);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isSaid = (value: unknown): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.length > 0 : false;

/** Only what is asked for. */
export const said = (found: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => isSaid(value)));

/** The address of a listing. */
export function addressIn(path: string, listing: object): string {
  const query = new URLSearchParams(
    Object.entries(said(listing)).map(([name, value]) => [name, String(value)]),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The list from its first page on. */
export function withoutPage<T extends { readonly cursor?: string }>({ cursor: _cursor, ...listing }: T) {
  return listing;
}

/** The same list as a file; `path` is the endpoint's. */
export function fileAddressIn(
  path: string,
  listing: { readonly cursor?: string },
  file: { format: string; locale: string },
): string {
  const query = new URLSearchParams(file);
  for (const [name, value] of Object.entries(said(withoutPage(listing))))
    for (const one of [value].flat()) query.append(name, String(one));
  return `/api${path}?${query}`;
}
