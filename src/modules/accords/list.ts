import * as page from '../../platform/table/page.ts';
import type { Status } from './status.ts';

export { wordsOf } from '../../platform/table/page.ts';

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

/** The last row of a page; `status` its status where that comes first. */
export type Position = page.Position & { status?: Status };
export type Order = page.Order<Sort>;

/** What is due first comes first, unless asked otherwise. */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'term', isDescending: false });

/** Where the next page begins, as the address carries it. */
export const cursorOf = (order: Order, position: Position): string =>
  page.cursorOf(order, position, position.status && [position.status]);

const { day, moment, text } = page.keyShapes;
const shapes: Record<Sort, RegExp> = { term: day, status: day, changed: moment, title: text };

/** The position that a cursor of this order names; null for one that was not made here. */
export function positionOf(order: Order, cursor: string): Position | null {
  const { at, more: [status] = [] } = page.positionIn(order, cursor, shapes[order.sort]) ?? {};
  if (!at || order.sort !== 'status') return at ?? null;
  const known = statusOrder.find((each) => each === status);
  return known ? { ...at, status: known } : null;
}
