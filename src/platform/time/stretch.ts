import { addDays } from './calendar.ts';

/**
 * Days as the moments between which a consent or an office stands, by the calendar of UTC: a beginning that is not later than today is
 * null, so that it stands at once; an end is the first moment after its last day. Pure.
 */
export const momentsOf = (
  { from, until }: { from: string | null; until: string | null },
  today: string,
): { stands_from: Date | null; stands_until: Date | null } => ({
  stands_from: from === null || from <= today ? null : new Date(`${from}T00:00:00Z`),
  stands_until: until === null ? null : new Date(`${addDays(until, 1)}T00:00:00Z`),
});
