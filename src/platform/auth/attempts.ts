/**
 * How long to wait, in seconds, after so many wrong attempts in a row: nothing after the first four, then twice as long
 * each time, up to a quarter of an hour. From however many addresses, that is some hundred guesses a day.
 */
export const waits: readonly number[] = [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900];

/** Wrong attempts are forgotten after this many hours without another. */
export const forgottenAfter = 24;

/** The seconds to wait after so many wrong attempts. */
export const waitAfter = (failures: number): number => waits[Math.min(failures, waits.length - 1)] ?? 0;

/** The seconds that are left, or 0. */
export function secondsLeft({ failures, lastAt }: { failures: number; lastAt: Date }, now: Date): number {
  const until = lastAt.getTime() + waitAfter(failures) * 1000;
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
