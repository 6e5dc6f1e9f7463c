import * as page from '../../platform/table/page.ts';

/** What the lists of people are asked for. Pure. */
export const states = ['invited', 'active', 'temporary', 'upcoming', 'ended', 'deactivated', 'expired'] as const;
export type PersonState = (typeof states)[number];
export const sorts = ['name', 'seen', 'since'] as const;
export type Sort = (typeof sorts)[number];
export type Order = page.Order<Sort>;

/** @param sort a sort, with a minus before it for the other way round */
export const orderOf = (sort: string | undefined): Order =>
  page.orderIn(sorts, sort, { sort: 'name', isDescending: false });

/** The position that a cursor of this order names; null for one that was not made here. */
export const positionOf = (order: Order, cursor: string): page.Position | null =>
  page.positionIn(order, cursor, page.keyShapes.text)?.at ?? null;
export { cursorOf, type Position, wordsOf } from '../../platform/table/page.ts';

/** Why the database refuses an act, with the status of the answer. */
export const refusals = {
  'not-found': 404,
  'own-role': 409,
  'above-own-rank': 403,
  deactivated: 409,
  'not-deactivated': 409,
  'days-wrong': 422,
  'last-administrator': 409,
  'last-installation-administrator': 409,
  'ended-already': 409,
  'held-already': 409,
  'member-already': 409,
  'too-many-invitations': 429,
  'scope-not-allowed': 422,
  'invitation-gone': 404,
  'invitation-of-another': 403,
} as const;
export type Refusal = keyof typeof refusals;
