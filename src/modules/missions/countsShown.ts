import { hidden, least, shownAlone, type ShownNumber } from '../../platform/smallNumbers.ts';

/** What everybody may read of totals. Pure. */
const isSmall = (value: number): boolean => value > 0 && value < least;

/** People seen, of whom some were treated and some of those operated, together so many times. */
export type Totals = { people: number; treated: number; operated: number; operations: number };

/**
 * What everybody may read of totals of which one is part of another. A total is not said where, taken from one that is, it would leave
 * one to four: how few were not treated, were treated and not operated, or were operated more than once.
 */
export function shownTotals({ people, treated, operated, operations }: Totals): Record<keyof Totals, ShownNumber> {
  const unless = (isTold: boolean, value: number): ShownNumber =>
    isTold && !isSmall(value) ? hidden : shownAlone(value);
  return {
    people: shownAlone(people),
    operations: shownAlone(operations),
    operated: unless([people - operated, operations - operated].some(isSmall), operated),
    treated: unless(
      [people - treated, treated - operated, treated - operations].some((rest) => isSmall(Math.abs(rest))),
      treated,
    ),
  };
}
