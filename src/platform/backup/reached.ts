import { z } from 'zod';

/** What a server says of itself at a moment. */
export type Sample = {
  at: Date;
  /** The next number of a writing transaction, and whether every one before has ended. */
  next: bigint;
  isQuiet: boolean;
  /** The piece of the log that is being written. */
  segment: string;
};

/** How far the log in a target reaches: every transaction that ended before `at` can be restored. */
export const ReachedSchema = z.object({ at: z.iso.datetime(), segment: z.string() });

/** What is known of how far it reaches, and what waits to be known. */
export type Reach = { at: Date | undefined; reached: Sample | undefined; waiting: readonly Sample[] };
export const nothingReached: Reach = { at: undefined, reached: undefined, waiting: [] };

/**
 * Takes in a sample and the last piece that is in the target. A moment is reached when the piece that was being written then
 * is there; and when nothing was written since a moment that is reached, now is reached as well.
 */
export function reachedBy(before: Reach, sample: Sample, lastKept: string | undefined): Reach {
  const all = [...before.waiting, sample];
  const isKept = ({ segment }: Sample): boolean => lastKept !== undefined && segment <= lastKept;
  const newest = all.findLast(isKept) ?? before.reached;
  const isIdle = newest !== undefined && newest.isQuiet && sample.isQuiet && newest.next === sample.next;
  const reached = isIdle ? { ...sample, segment: newest.segment } : newest;
  const waiting = all.filter((each) => !isKept(each) && (!reached || each.at > reached.at));
  // Of many that wait in one piece only the newest matters.
  const last = waiting.filter((each, at) => waiting[at + 1]?.segment !== each.segment);
  return { at: reached?.at, reached, waiting: last };
}
