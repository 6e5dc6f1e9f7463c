import { least, type ShownNumber, shownAlone, shownTable } from '../../platform/smallNumbers.ts';

/**
 * How long people waited for a decision, by the groups to which they belong. No number of people below five is said, nor one from which
 * it could be worked out; and nothing of how long they waited is said where the number is not. Pure.
 */
export const dimensions = ['region', 'sex', 'age', 'disease'] as const;
export type Dimension = (typeof dimensions)[number];
/** One decided case: whole days from when the subject was waiting to the decision. */
export type Waited = { days: number } & Readonly<Record<Dimension, string>>;
export type Waits = { cases: ShownNumber; median: number | null; ninetieth: number | null };

/** Fewer than this, and the ninetieth of a hundred would be somebody's own waiting. */
const leastForNinetieth = 2 * least;

/** The day by which `share` of the cases were decided: the nearest rank, so always a number of days that was waited. */
export function percentile(days: readonly number[], share: number): number {
  const sorted = days.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function waitsOf(days: readonly number[], cases: ShownNumber): Waits {
  if (cases.is !== 'number' || days.length < least) return { cases, median: null, ninetieth: null };
  const ninetieth = days.length < leastForNinetieth ? null : percentile(days, 0.9);
  return { cases, median: percentile(days, 0.5), ninetieth };
}

export const whole = (all: readonly Waited[]): Waits =>
  waitsOf(
    all.map(({ days }) => days),
    shownAlone(all.length),
  );

/** The rows of one dimension, in the order of their keys. */
export function tableBy(all: readonly Waited[], dimension: Dimension): (Waits & { key: string })[] {
  const groups = [...Map.groupBy(all, (each) => each[dimension])].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const numbers = shownTable(groups.map(([, rows]) => rows.length));
  return groups.map(([key, rows], at) => ({
    key,
    ...waitsOf(
      rows.map(({ days }) => days),
      numbers[at] ?? { is: 'hidden' },
    ),
  }));
}
