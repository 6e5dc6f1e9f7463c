/** PINs and how often one may try. Pure. */

/** Wrong PINs since the last right one, and when the last of them was tried, by the clock of this device. */
export type Attempts = { wrong: number; lastAt: number };
export const noAttempts: Attempts = { wrong: 0, lastAt: 0 };

const seconds = 1000;
const minutes = 60 * seconds;
/** How long to wait after so many wrong ones. The last holds for all that follow. Nothing is ever wiped: what is not safe elsewhere must not be lost by play. */
const delays = [0, 0, 0, 5 * seconds, 30 * seconds, 2 * minutes, 10 * minutes, 30 * minutes, 60 * minutes] as const;

/** How many milliseconds must pass before the next try. A clock set back makes nobody wait for longer than the whole delay. */
export function waitBeforePin({ wrong, lastAt }: Attempts, now: number): number {
  const delay = delays[Math.min(wrong, delays.length - 1)] ?? 0;
  const passed = now - lastAt;
  return passed < 0 ? delay : Math.max(0, delay - passed);
}

/** Counted before the PIN is looked at: a phone switched off in the middle has used up its try. */
export const oneMore = ({ wrong }: Attempts, now: number): Attempts => ({ wrong: wrong + 1, lastAt: now });

const isRun = (pin: string): boolean => {
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at])));
  const [only = 2] = steps;
  return steps.size === 1 && Math.abs(only) <= 1;
};

/** Six digits at least, and neither one digit again and again nor a row of them. */
export const isStrongPin = (pin: string): boolean => /^\d{6,32}$/.test(pin) && !isRun(pin);
