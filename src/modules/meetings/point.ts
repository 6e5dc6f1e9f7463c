import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Day } from '../../platform/time/calendar.ts';
import { type Strength, strengths } from '../../vocabulary.ts';
import type { PointKind } from './meeting.ts';
import type { PointInput, PromiseInput } from './schemas.ts';

/** What was said at a meeting, and what it would be as a commitment. Pure. */

/** How strongly a point was said, unless a person says otherwise: never more than its kind carries. */
export const strengthByKind: Readonly<Record<PointKind, Strength | null>> = {
  offered: 'proposed',
  asked: 'proposed',
  agreed: 'agreed',
  discussed: 'discussed',
  informed: null,
};

export type PointRefusal =
  | 'side-unknown'
  | 'point-unknown'
  | 'point-is-commitment'
  | 'informs-only'
  | 'offer-needs-side';
type Kept = { id: string; side: string | null; kind: PointKind; strength: Strength | null; wording: LocalisedText };
export type KeptPoint = Kept & { commitment: string | null };

/** Who offers or asks is one side; to agree, to tell and to talk takes no single one. Information has no strength. */
export function whyPointsRefused(
  asked: readonly PointInput[],
  { kept, sides }: { kept: readonly KeptPoint[]; sides: readonly string[] },
): PointRefusal | null {
  for (const point of asked) {
    if (point.side !== null && !sides.includes(point.side)) return 'side-unknown';
    if (point.id !== undefined && !kept.some(({ id }) => id === point.id)) return 'point-unknown';
    if (point.side === null && (point.kind === 'offered' || point.kind === 'asked')) return 'offer-needs-side';
    if (point.kind === 'informed' && point.strength !== null) return 'informs-only';
  }
  const ids = asked.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) return 'point-unknown';
  return kept.some((point) => point.commitment !== null && !staysAsItIs(point, asked)) ? 'point-is-commitment' : null;
}

/** What became a commitment is said in the ledger; its words here are no longer changed. */
function staysAsItIs(point: KeptPoint, asked: readonly PointInput[]): boolean {
  const same = asked.find(({ id }) => id === point.id);
  if (!same || same.side !== point.side || same.kind !== point.kind || same.strength !== point.strength) return false;
  const words = (text: LocalisedText) =>
    Object.entries(text)
      .map(([tag, { text: wording, by }]) => [tag, wording, by].join('\n'))
      .toSorted()
      .join('\n\n');
  return words(same.wording) === words(point.wording);
}

type Side = { id: string; organisations: readonly string[] };
type Around = {
  sides: readonly Side[];
  /** The organisations that were there, by side. */
  present: readonly { side: string | null; organisation: string | null }[];
  statedOn: Day | null;
};

/** The organisations that speak for a side at a meeting: those that were there, else all of it. */
function speakingFor({ id, organisations }: Side, { present }: Around): string[] {
  const there = present.flatMap(({ side, organisation }) =>
    side === id && organisation !== null ? [organisation] : [],
  );
  const seated = [...new Set(there)].filter((each) => organisations.includes(each));
  return seated.length > 0 ? seated : [...organisations];
}

/**
 * What a point would be as a commitment, for a person to look over: who offers owes, who asks is owed; what all agreed
 * all owe. No number, term or condition is made up.
 */
export function proposedPromise(point: Omit<Kept, 'id'>, around: Around): PromiseInput {
  const own = around.sides.find(({ id }) => id === point.side);
  const others = around.sides.filter(({ id }) => id !== point.side);
  const speakers = (sides: readonly Side[]) => sides.flatMap((side) => speakingFor(side, around));
  const [mine, theirs] = [own ? speakers([own]) : [], speakers(own ? others : around.sides)];
  const isAsked = point.kind === 'asked';
  return {
    kind: 'act',
    measure: null,
    currency: null,
    title: point.wording,
    target: null,
    comparator: 'eq',
    strength: point.strength ?? strengthByKind[point.kind],
    debtors: own && !isAsked ? mine : theirs,
    creditors: own ? (isAsked ? mine : theirs) : [],
    term: null,
    condition: null,
    conditionState: null,
    beneficiaries: null,
    place: null,
    statedOn: around.statedOn,
  };
}

export type PromiseRefusal = 'point-unknown' | 'informs-only' | 'point-is-commitment' | 'stronger-than-said';

/** Whether a point may be entered as this commitment. Nothing is entered more strongly than it was said. */
export function whyPromiseRefused(
  point: KeptPoint | undefined,
  promise: Pick<PromiseInput, 'strength'>,
): PromiseRefusal | null {
  if (!point) return 'point-unknown';
  if (point.commitment !== null) return 'point-is-commitment';
  if (point.kind === 'informed') return 'informs-only';
  const [said, asked] = [point.strength ?? strengthByKind[point.kind], promise.strength];
  const isStronger = said !== null && asked !== null && strengths.indexOf(asked) > strengths.indexOf(said);
  return isStronger ? 'stronger-than-said' : null;
}
