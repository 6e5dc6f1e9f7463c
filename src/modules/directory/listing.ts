/** What a list of this module is asked for, and where its next page begins. Pure. */
export const sorts = ['name', 'country', 'changed'] as const;
export type Sort = (typeof sorts)[number];
export type Order = { sort: Sort; isDescending: boolean };
/** The last row of a page: `key` is the text by which it is sorted. */
export type Position = { key: string; id: string };

/** @param sort a sort, with a minus before it for the other way round */
export const orderOf = (sort: string | undefined): Order => {
  const [isDescending, name] = sort?.startsWith('-') ? [true, sort.slice(1)] : [false, sort];
  return { sort: sorts.find((each) => each === name) ?? 'name', isDescending };
};

const nameOf = ({ sort, isDescending }: Order): string => `${isDescending ? '-' : ''}${sort}`;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Where the next page begins, as the address carries it. */
export const cursorOf = (order: Order, { key, id }: Position): string =>
  btoa(encodeURIComponent(JSON.stringify([nameOf(order), key, id]))).replaceAll('=', '');

/** The position that a cursor of this order names; null for one that was not made here. */
export function positionOf(order: Order, cursor: string): Position | null {
  const [name, key, id, ...more] = partsOf(cursor);
  if (name !== nameOf(order) || key === undefined || id === undefined || more.length > 0) return null;
  return uuid.test(id) && key.length <= 1000 && !key.includes('\0') ? { key, id } : null;
}

function partsOf(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch {
    return [];
  }
}
