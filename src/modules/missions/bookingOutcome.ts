import type { Visit } from './day/visit.ts';
import type { BookingMove } from './booking.ts';

/**
 * What a visit says of its booking: that they came, once somebody has let them in or examined them; that they did not, once they were
 * called and given up. Null: nothing yet. Pure.
 */
export function outcomeOf({
  arrived,
  encounters,
  turns,
}: Pick<Visit, 'arrived' | 'encounters' | 'turns'>): Extract<BookingMove, 'arrive' | 'miss'> | null {
  if (arrived !== null || encounters.length > 0) return 'arrive';
  return turns.some(({ state }) => state === 'given_up') ? 'miss' : null;
}

/** So long after the end of its day a booking of whom nobody heard is one of whom nobody came. */
export const graceAfterDay = 6 * 3_600_000;
