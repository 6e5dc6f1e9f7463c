/** When to ask a server again that did not answer. Pure. */

const first = 1000;
const most = 5 * 60 * 1000;

/**
 * Twice as long after every failure, five minutes at most, and up to a half of it at random: thirty devices whose network comes back
 * do not all ask in the same second. `chance` is between 0 and 1.
 */
export function waitAfter(failures: number, chance: number): number {
  const whole = Math.min(most, first * 2 ** Math.min(Math.max(0, failures - 1), 20));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
