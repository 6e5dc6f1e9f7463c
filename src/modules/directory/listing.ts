import * as page from '../../platform/table/page.ts';

export { cursorOf, type Position } from '../../platform/table/page.ts';

/** What a list of this module is asked for, and where its next page begins. Pure. */
export const sorts = ['name', 'country', 'changed'] as const;
export type Sort = (typeof sorts)[number];
export type Order = page.Order<Sort>;

/** @param sort a sort, with a minus before it for the other way round */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'name', isDescending: false });

/** The position that a cursor of this order names; null for one that was not made here. */
export const positionOf = (order: Order, cursor: string): page.Position | null =>
  page.positionIn(order, cursor, page.keyShapes.text)?.at ?? null;
