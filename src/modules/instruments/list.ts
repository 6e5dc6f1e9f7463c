import * as page from '../../platform/table/page.ts';

export { cursorOf, type Position, wordsOf } from '../../platform/table/page.ts';

/** What a list of instruments is asked for, and where its next page begins. Pure. */
export const sorts = ['changed', 'title', 'state', 'covers'] as const;
export type Sort = (typeof sorts)[number];
export type Order = page.Order<Sort>;

/** What was changed last comes first, unless asked otherwise. */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'changed', isDescending: true });

const { day, moment, text } = page.keyShapes;
const shapes: Record<Sort, RegExp> = { changed: moment, title: text, state: /^\d$/, covers: day };

/** The position that a cursor of this order names; null for one that was not made here. */
export const positionOf = (order: Order, cursor: string): page.Position | null =>
  page.positionIn(order, cursor, shapes[order.sort])?.at ?? null;
