import type { Status } from './status.ts';

/** What a list of commitments is asked for, and where its next page begins. Pure. */
export const sorts = ['term', 'status', 'changed', 'title'] as const;
export type Sort = (typeof sorts)[number];

/** Most urgent first: the order of a list that is sorted by status. */
export const statusOrder: readonly Status[] = [
  'overdue',
  'not_reported',
  'at_risk',
  'not_started',
  'on_track',
  'no_target',
  'kept',
  'withdrawn',
];

/** The last row of a page: `key` is what it is sorted by, as text; `status` its status where that comes first. */
export type Position = { key: string; id: string; status?: Status };
export type Order = { sort: Sort; isDescending: boolean };

export const orderOf = (sort: string | undefined): Order => {
  const [isDescending, name] = sort?.startsWith('-') ? [true, sort.slice(1)] : [false, sort];
  return { sort: sorts.find((each) => each === name) ?? 'term', isDescending };
};

const toText = (value: object): string => btoa(encodeURIComponent(JSON.stringify(value)));
const nameOf = ({ sort, isDescending }: Order): string => `${isDescending ? '-' : ''}${sort}`;

/** Where the next page begins, as the address carries it. */
export const cursorOf = (order: Order, { key, id, status }: Position): string =>
  toText([nameOf(order), key, id, ...(status ? [status] : [])]).replaceAll('=', '');

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const keyShapes: Record<Sort, RegExp> = {
  term: /^(\d{4}-\d\d-\d\d|infinity)$/,
  status: /^(\d{4}-\d\d-\d\d|infinity)$/,
  changed: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
  title: /^[^\0]{0,200}$/,
};

/** The position that a cursor of this order names; null for one that was not made here. */
export function positionOf(order: Order, cursor: string): Position | null {
  const [name, key, id, status] = partsOf(cursor);
  if (name !== nameOf(order) || key === undefined || id === undefined) return null;
  if (!keyShapes[order.sort].test(key) || !uuid.test(id)) return null;
  if (order.sort !== 'status') return { key, id };
  const known = statusOrder.find((each) => each === status);
  return known ? { key, id, status: known } : null;
}

function partsOf(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    return Array.isArray(parts) ? parts.map(String) : [];
  } catch {
    return [];
  }
}

/** Words to look for, each as the beginning of a word: a list of them, safe for to_tsquery. */
export const wordsOf = (q: string): string[] =>
  (q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 10).map((word) => word.slice(0, 60));
