import * as page from '../../platform/table/page.ts';

export { cursorOf, type Position, wordsOf } from '../../platform/table/page.ts';

/** What a list of meetings is asked for, and where its next page begins. Pure. */
export const sorts = ['held', 'title', 'changed'] as const;
export type Sort = (typeof sorts)[number];
export type Order = page.Order<Sort>;

/** The newest first, unless asked otherwise. */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'held', isDescending: true });

const { day, moment, text } = page.keyShapes;
const shapes: Record<Sort, RegExp> = { held: day, changed: moment, title: text };

/** The position that a cursor of this order names; null for one that was not made here. */
export const positionOf = (order: Order, cursor: string): page.Position | null =>
  page.positionIn(order, cursor, shapes[order.sort])?.at ?? null;
