/** For how long an answer is fresh, and until when it may be shown while it is found anew; milliseconds. */
export type Keeping = { fresh: number; usable: number };

type Kept<T> = { at: number; value: T };

/** So many answers are kept; the one asked for longest ago goes first. */
const mostKept = 32;

/**
 * Asks once for many readers. A fresh answer is given at once; one that is no longer fresh but usable too, while the next is
 * fetched; anything older is waited for. A failure is not kept.
 * @param ask what a key stands for; whatever else it needs may come with the request that happens to ask
 */
export function remembering<T, With = void>(
  ask: (key: string, context: With) => Promise<T>,
  { fresh, usable }: Keeping,
  now: () => number,
) {
  const kept = new Map<string, Kept<T>>();
  const asking = new Map<string, Promise<T>>();
  const keep = (key: string, answer: Kept<T>): void => {
    kept.delete(key);
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  const askAnew = (key: string, context: With): Promise<T> => {
    const underWay = asking.get(key);
    if (underWay) return underWay;
    const begun = now();
    const answer = ask(key, context)
      .then((value) => {
        keep(key, { at: begun, value });
        return value;
      })
      .finally(() => asking.delete(key));
    asking.set(key, answer);
    return answer;
  };
  return async (key: string, context: With): Promise<T> => {
    const known = kept.get(key);
    const age = known ? now() - known.at : Number.POSITIVE_INFINITY;
    if (known && age < fresh) return known.value;
    if (!known || age >= usable) return askAnew(key, context);
    askAnew(key, context).catch(() => {});
    return known.value;
  };
}
