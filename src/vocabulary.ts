/** The product's words that every part must spell alike. They are also the values of the database. */

/** How strongly something was said, weakest first: the one ladder. */
export const strengths = [
  'discussed',
  'proposed',
  'considered',
  'agreed_to_consider',
  'planned',
  'promised',
  'agreed',
  'signed',
] as const;
export type Strength = (typeof strengths)[number];

/** `gt` more than, `ge` at least, `lt` less than, `le` up to. */
export const comparators = ['eq', 'gt', 'ge', 'lt', 'le', 'approx'] as const;
export type Comparator = (typeof comparators)[number];

/** How a commitment stands, in the order in which the states are explained. */
export const statuses = [
  'kept',
  'on_track',
  'at_risk',
  'overdue',
  'not_reported',
  'not_started',
  'withdrawn',
  'no_target',
] as const;
export type Status = (typeof statuses)[number];
