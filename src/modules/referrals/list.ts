import * as page from '../../platform/table/page.ts';

/** What a list of referrals is sorted by, and where its next page begins. Pure. */
export const referralSorts = [
  'due',
  '-due',
  'changed',
  '-changed',
  'asked',
  '-asked',
  'number',
  '-number',
  'priority',
  '-priority',
] as const;
const sorts = ['due', 'changed', 'asked', 'number', 'priority'] as const;
export type ReferralSort = (typeof sorts)[number];
export type Order = page.Order<ReferralSort>;
export type Position = page.Position;

/** What is due first comes first, unless asked otherwise. */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'due', isDescending: false });

export const cursorOf = (order: Order, position: Position): string => page.cursorOf(order, position);

const moment = /^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/;
const shapes: Record<ReferralSort, RegExp> = {
  due: moment,
  changed: moment,
  asked: moment,
  number: page.keyShapes.text,
  priority: /^[123]$/,
};
/** The position that a cursor of this order names; null for one that was not made here. */
export const positionOf = (order: Order, cursor: string): Position | null =>
  page.positionIn(order, cursor, shapes[order.sort])?.at ?? null;
