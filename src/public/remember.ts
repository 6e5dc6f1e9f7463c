/** For how long an answer is fresh, and until when it may be shown while it is found anew; milliseconds. */
export type Keeping = { fresh: number; usable: number };

type Kept<T> = { key: string; at: number; value: T };

/**
 * Asks once for many readers. A fresh answer is given at once; one that is no longer fresh but usable too, while the next is
 * fetched; anything older is waited for. A failure is not kept.
 */
export function remembering<T>(ask: (key: string) => Promise<T>, { fresh, usable }: Keeping, now: () => number) {
  let kept: Kept<T> | undefined;
  let asking: { key: string; answer: Promise<T> } | undefined;
  const askAnew = (key: string): Promise<T> => {
    if (asking?.key === key) return asking.answer;
    const begun = now();
    const answer = ask(key)
      .then((value) => {
        kept = { key, at: begun, value };
        return value;
      })
      .finally(() => {
        if (asking?.answer === answer) asking = undefined;
      });
    asking = { key, answer };
    return answer;
  };
  return async (key: string): Promise<T> => {
    const age = kept?.key === key ? now() - kept.at : Number.POSITIVE_INFINITY;
    if (kept && age < fresh) return kept.value;
    if (!kept || age >= usable) return askAnew(key);
    askAnew(key).catch(() => {});
    return kept.value;
  };
}
