/**
 * What may be read of a table of numbers of people. Fewer than five are not said; nor is any other number from which they could be
 * worked out, given the total. Pure.
 */

/** Fewer than this are never shown alone. */
export const least = 5;

export type ShownNumber =
  | { is: 'number'; value: number }
  /** One to four. */
  | { is: 'few' }
  /** Not said, so that others cannot be worked out. */
  | { is: 'hidden' };

export const few: ShownNumber = { is: 'few' };
export const hidden: ShownNumber = { is: 'hidden' };
export const shownAlone = (value: number): ShownNumber => (value > 0 && value < least ? few : { is: 'number', value });

/**
 * Whether each of the small numbers could still be anything from one to four, knowing what all that is not said adds up to: `small`
 * of them are said to be fewer than five, `large` are only hidden.
 */
export function isSafe(total: number, small: number, large: number): boolean {
  if (small === 0) return true;
  const others = small - 1;
  const isFourPossible = total >= 4 + others + least * large;
  const isOnePossible = large > 0 || total <= 1 + 4 * others;
  return isFourPossible && isOnePossible;
}

/**
 * A table of parts that add up to a total that is known. Small numbers are few; as many others as it takes are hidden, the smallest
 * first. Where that is not enough, nothing of the table is said at all.
 */
export function shownTable(values: readonly number[]): ShownNumber[] {
  const isSmall = (value: number) => value > 0 && value < least;
  const small = values.filter(isSmall);
  if (small.length === 0) return values.map((value) => ({ is: 'number', value }));
  const others = values.flatMap((value, at) => (value >= least ? [{ value, at }] : []));
  const inOrder = others.toSorted((one, other) => one.value - other.value || one.at - other.at);
  let total = small.reduce((sum, value) => sum + value, 0);
  const hiddenAt = new Set<number>();
  while (!isSafe(total, small.length, hiddenAt.size)) {
    const next = inOrder[hiddenAt.size];
    if (!next) return values.map(() => hidden);
    hiddenAt.add(next.at);
    total += next.value;
  }
  return values.map((value, at): ShownNumber => {
    if (isSmall(value)) return few;
    return hiddenAt.has(at) ? hidden : { is: 'number', value };
  });
}
