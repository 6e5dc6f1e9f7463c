import type { Comparator } from './status.ts';

/** What several reports come to, and where two sides count differently. Pure; the SQL twin is the view `standing_now`. */

/** One entry of the ledger. `cell` names its place and period; `amount` in whole units. */
export type Entry = { id: string; side: string; cell: string; amount: bigint; comparator: Comparator };
export type Figure = { amount: bigint; comparator: Comparator };
export type SideFigure = Figure & { side: string; deliveries: string[] };
export type Cell = { cell: string; sides: SideFigure[]; counted: Figure; isDifferent: boolean };

/** What a report proves at least: of "more than 2,700", 2,701; of "up to 100", one. */
export const leastOf = ({ amount, comparator }: Figure): bigint => {
  if (comparator === 'gt') return amount + 1n;
  return comparator === 'lt' || comparator === 'le' ? 1n : amount;
};

const compare = <T>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);
const largestFirst = (one: Figure, other: Figure): number =>
  compare(other.amount, one.amount) || compare(other.comparator, one.comparator);

/** How several reported amounts compare with the true total, the largest first. */
function comparatorOf(isDistinct: boolean, reported: readonly Comparator[]): Comparator {
  const [first = 'eq'] = reported;
  if (reported.length < 2) return first;
  if (isDistinct) return first === 'eq' ? 'ge' : first;
  const areAll = (...allowed: Comparator[]) => reported.every((one) => allowed.includes(one));
  if (areAll('eq')) return 'eq';
  if (areAll('eq', 'ge', 'gt')) return reported.includes('gt') ? 'gt' : 'ge';
  if (areAll('eq', 'le', 'lt')) return reported.includes('lt') ? 'lt' : 'le';
  return 'approx';
}

type Total = Figure & { least: bigint };

/** People are never added up: the largest report is the least that is true. */
function totalOf(figures: readonly (Figure & { least: bigint })[], isDistinct: boolean): Total {
  const sorted = figures.toSorted(largestFirst);
  const together = (values: readonly bigint[]) =>
    values.reduce((sum, value) => (isDistinct ? (value > sum ? value : sum) : sum + value), 0n);
  return {
    amount: together(sorted.map(({ amount }) => amount)),
    least: together(sorted.map(({ least }) => least)),
    comparator: comparatorOf(
      isDistinct,
      sorted.map(({ comparator }) => comparator),
    ),
  };
}

const groupsOf = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
};

const sidesIn = (entries: readonly Entry[], isDistinct: boolean): (SideFigure & { least: bigint })[] =>
  groupsOf(entries, ({ side }) => side).map((own) => ({
    ...totalOf(
      own.map((each) => ({ ...each, least: leastOf(each) })),
      isDistinct,
    ),
    side: own[0]?.side ?? '',
    deliveries: own.map(({ id }) => id).toSorted(),
  }));

/** What counts in one cell: one side's figure, or of several that differ no more than all of them prove, as a lower bound. */
function cellOf(entries: readonly Entry[], isDistinct: boolean): Cell & { least: bigint } {
  const sides = sidesIn(entries, isDistinct).toSorted(
    (one, other) =>
      compare(one.least, other.least) ||
      compare(one.amount, other.amount) ||
      compare(one.comparator, other.comparator) ||
      compare(one.side, other.side),
  );
  const [smallest] = sides;
  const isDifferent = sides.some(
    ({ amount, comparator }) => amount !== smallest?.amount || comparator !== smallest.comparator,
  );
  const { amount = 0n, comparator = 'eq', least = 0n } = smallest ?? {};
  const counted: Figure = { amount, comparator: isDifferent && comparator === 'eq' ? 'ge' : comparator };
  return { cell: entries[0]?.cell ?? '', sides, counted, isDifferent, least };
}

/** The places and periods of entries, each with what every side counts. */
export const cellsOf = (entries: readonly Entry[], isDistinct: boolean): Cell[] =>
  groupsOf(entries, ({ cell }) => cell).map((group) => cellOf(group, isDistinct));

/** What entries come to, in whatever order they came. */
export function countedFrom(
  entries: readonly Entry[],
  isDistinct: boolean,
): Figure & { proven: bigint; differences: number } {
  const cells = groupsOf(entries, ({ cell }) => cell).map((group) => cellOf(group, isDistinct));
  const total = totalOf(
    cells.map(({ counted, least }) => ({ ...counted, least })),
    isDistinct,
  );
  const { amount, comparator, least: proven } = total;
  return { amount, comparator, proven, differences: cells.filter(({ isDifferent }) => isDifferent).length };
}
