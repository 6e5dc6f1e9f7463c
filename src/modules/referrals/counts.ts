import { type CountedCell, peopleOf, speakerOf } from '../../platform/counted.ts';

/** A treatment that has begun, as it is counted: nothing by which anybody could be found. */
export type Treated = {
  quota: string;
  /** Who gives the quota, and so enters what it comes to. */
  owner: string;
  /** In which it began: `2026-05`. */
  month: string;
  /** Keyed hashes. Whoever shares one is one person. */
  people: readonly string[];
};

/** What can be counted from referrals. Whoever began to be treated was treated, however it ended. */
export const isCountedByReferrals = (measure: string): boolean => measure === 'people_treated';

/**
 * What the treatments under all quotas of one promise come to: how many different people, one figure, entered by whoever gives the
 * first of these quotas alone. Pure.
 */
export function treatedFrom(rows: readonly Treated[], giver: string): CountedCell[] {
  if (speakerOf(rows.map(({ quota: set, owner }) => ({ set, owner }))) !== giver) return [];
  return peopleOf(rows.map(({ month: day, people }) => ({ place: null, day, people })));
}
