/** How lists are sorted and where their next pages begin, as addresses carry it. Pure. */
export type Order<Sort extends string> = { sort: Sort; isDescending: boolean };
/** The last row of a page: `key` is what it is sorted by, as text. */
export type Position = { key: string; id: string };

/**
 * @param asked a sort, with a minus before it for the other way round
 * @param usual where none that the list knows is asked for
 */
export function orderIn<Sort extends string>(
  sorts: readonly Sort[],
  asked: string | undefined,
  usual: Order<Sort>,
): Order<Sort> {
  const [isDescending, name] = asked?.startsWith('-') ? [true, asked.slice(1)] : [false, asked];
  const sort = sorts.find((each) => each === name);
  return sort ? { sort, isDescending } : usual;
}

const nameOf = ({ sort, isDescending }: Order<string>): string => `${isDescending ? '-' : ''}${sort}`;

/** Where the next page begins; `more` is what else the order needs to find the place again. */
export const cursorOf = (order: Order<string>, { key, id }: Position, more: readonly string[] = []): string =>
  btoa(encodeURIComponent(JSON.stringify([nameOf(order), key, id, ...more]))).replaceAll('=', '');

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
/** What the keys of common orders look like. */
export const keyShapes = {
  day: /^(\d{4}-\d\d-\d\d|-?infinity)$/,
  moment: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
  text: /^[^\0]{0,1000}$/,
} as const;

/**
 * The position that a cursor of this order names, with what else stands in it; null for one that was not made here.
 * @param shape what the key looks like
 */
export function positionIn(
  order: Order<string>,
  cursor: string,
  shape: RegExp,
): { at: Position; more: readonly string[] } | null {
  const [name, key, id, ...more] = partsOf(cursor);
  if (name !== nameOf(order) || key === undefined || id === undefined) return null;
  return shape.test(key) && uuid.test(id) ? { at: { key, id }, more } : null;
}

function partsOf(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch {
    return [];
  }
}

/** Words to look for: letters and digits only, at most ten. */
export const wordsOf = (q: string): string[] =>
  (q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 10).map((word) => word.slice(0, 60));
