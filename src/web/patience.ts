import { Problem } from '../platform/clientProblem.ts';

/** Milliseconds until the next try, where so much was asked that the server hears nothing more in this minute. */
const breath = 5000;
const triesInAMinute = 13;

const isTooMuch = (error: Error): boolean => error instanceof Problem && error.status === 429;
const isAway = (error: Error): boolean => error instanceof Problem && (error.status === 0 || error.status === 503);

/**
 * When what is shown is asked for again: where no answer came or the server was away for a moment, and where a minute is full. Who decides
 * claim after claim by keyboard may fill one; what is shown then is not how it is, so it is asked for until it comes.
 */
export const patient = {
  retry: (failures: number, error: Error): boolean =>
    isTooMuch(error) ? failures < triesInAMinute : isAway(error) && failures < 2,
  retryDelay: (failures: number, error: Error): number => (isTooMuch(error) ? breath : 1000 * 2 ** failures),
};
