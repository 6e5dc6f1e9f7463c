import { v7 } from 'uuid';

/** What the store takes from outside, so that a test can hold it still. */
export type World = {
  now: () => number;
  /** A UUIDv7. */
  newId: () => string;
  /** One writer at a time, among all tabs of this browser. */
  exclusive: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  setTimer: (work: () => void, ms: number) => () => void;
};

/** Web Locks where the browser has them; else one after another within this tab, and a store that notices the other tabs. */
function exclusively(): World['exclusive'] {
  if (typeof navigator !== 'undefined' && navigator.locks)
    return async (name, work) => await navigator.locks.request(name, work);
  let last: Promise<unknown> = Promise.resolve();
  return (_, work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

export const realWorld = (): World => ({
  now: () => Date.now(),
  newId: () => v7(),
  exclusive: exclusively(),
  setTimer: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});
