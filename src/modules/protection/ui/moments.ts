import { instantOf, localTimeAt } from '../../../platform/time/zone.ts';

/** Where the clocks of these pages hang. */
export const zone = 'Asia/Almaty';

/** What a field of date and time holds, as the endpoints want it; null where it is empty or no such time exists. */
export const momentOf = (typed: string): string | null =>
  typed === '' ? null : (instantOf(typed.slice(0, 16), zone)?.toISOString() ?? null);

/** A moment as a field of date and time shows it. */
export const typedOf = (moment: string | null): string => (moment === null ? '' : localTimeAt(new Date(moment), zone));
