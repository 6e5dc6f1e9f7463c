/** What a list of meetings is asked for, and where its next page begins. Pure. */
export const sorts = ['held', 'title', 'changed'] as const;
export type Sort = (typeof sorts)[number];
export type Order = { sort: Sort; isDescending: boolean };

/** The last row of a page: `key` is what it is sorted by, as text. */
export type Position = { key: string; id: string };

/** The newest first, unless asked otherwise. */
export function orderOf(sort: string | undefined): Order {
  const [isDescending, name] = sort?.startsWith('-') ? [true, sort.slice(1)] : [false, sort];
  const known = sorts.find((each) => each === name);
  return known ? { sort: known, isDescending } : { sort: 'held', isDescending: true };
}

const nameOf = ({ sort, isDescending }: Order): string => `${isDescending ? '-' : ''}${sort}`;

/** Where the next page begins, as the address carries it. */
export const cursorOf = (order: Order, { key, id }: Position): string =>
  btoa(encodeURIComponent(JSON.stringify([nameOf(order), key, id]))).replaceAll('=', '');

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const keyShapes: Record<Sort, RegExp> = {
  held: /^(\d{4}-\d\d-\d\d|-infinity)$/,
  changed: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
  title: /^[^\0]{0,200}$/,
};

/** The position that a cursor of this order names; null for one that was not made here. */
export function positionOf(order: Order, cursor: string): Position | null {
  const [name, key, id] = partsOf(cursor);
  if (name !== nameOf(order) || key === undefined || id === undefined) return null;
  return keyShapes[order.sort].test(key) && uuid.test(id) ? { key, id } : null;
}

function partsOf(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch {
    return [];
  }
}

/** Words to look for. */
export const wordsOf = (q: string): string[] =>
  (q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 10).map((word) => word.slice(0, 60));
