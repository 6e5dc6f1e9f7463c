/** When all that is known of a person may be erased. Pure. */
export const erasureAskers = ['patient', 'representative', 'law'] as const;
export type ErasureAsker = (typeof erasureAskers)[number];

/** Why something must be kept, and the last day on which it must. Null: there is no such day, as long as it stands. */
export type Keeping = { why: string; until: string | null };

/** What still stands against an erasure on a day (`YYYY-MM-DD`). */
export const stillKept = (keepings: readonly Keeping[], today: string): Keeping[] =>
  keepings.filter(({ until }) => until === null || until >= today);

export type DecisionRefusal = 'second-person-needed' | 'decided-already' | 'must-be-kept';
type Asked = { requestedBy: string; isDecided: boolean };

/** Why this person may not decide so; null where they may. Who asked for it never approves it. */
export function whyNotDecided(
  { requestedBy, isDecided }: Asked,
  { person, decision, kept }: { person: string; decision: 'approved' | 'refused'; kept: readonly Keeping[] },
): DecisionRefusal | null {
  if (isDecided) return 'decided-already';
  if (decision === 'refused') return null;
  if (requestedBy === person) return 'second-person-needed';
  return kept.length > 0 ? 'must-be-kept' : null;
}
