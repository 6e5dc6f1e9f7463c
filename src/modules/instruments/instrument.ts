import type { Day } from '../../platform/time/calendar.ts';
import { boundsOf } from '../../platform/time/edtf.ts';

/** What an instrument is, and how it goes from a proposal to its end. Pure: no clock, no database, no HTTP. */
export const instrumentKinds = [
  'memorandum',
  'intergovernmental_agreement',
  'exchange_of_notes',
  'cooperation_plan',
  'grant_agreement',
  'protocol',
  'not_stated',
] as const;
export type InstrumentKind = (typeof instrumentKinds)[number];
export const bindings = ['binding', 'not_binding', 'not_stated'] as const;
export type Binding = (typeof bindings)[number];
/** What it is to its parent. */
export const relations = ['carries_out', 'amends', 'replaces', 'belongs_to'] as const;
export type Relation = (typeof relations)[number];
/** What a document is to the instrument. */
export const documentParts = ['text', 'annex', 'tells_of'] as const;

export const instrumentStates = [
  'proposed',
  'under_negotiation',
  'initialled',
  'signed',
  'in_force',
  'suspended',
  'completed',
  'expired',
  'terminated',
] as const;
export type InstrumentState = (typeof instrumentStates)[number];
export const instrumentActions = [
  'negotiate',
  'initial',
  'sign',
  'enter_into_force',
  'resume',
  'suspend',
  'complete',
  'expire',
  'terminate',
  'restate',
] as const;
export type InstrumentAction = (typeof instrumentActions)[number];

/**
 * The one table of states. Sources skip steps, so forward is always possible among the first five; what has not been
 * signed cannot be suspended or ended. `restate`: a later source still finds it there.
 */
const moves: Readonly<Record<InstrumentState, Partial<Record<InstrumentAction, InstrumentState>>>> = {
  proposed: {
    negotiate: 'under_negotiation',
    initial: 'initialled',
    sign: 'signed',
    enter_into_force: 'in_force',
    restate: 'proposed',
  },
  under_negotiation: {
    initial: 'initialled',
    sign: 'signed',
    enter_into_force: 'in_force',
    restate: 'under_negotiation',
  },
  initialled: { sign: 'signed', enter_into_force: 'in_force', restate: 'initialled' },
  signed: {
    enter_into_force: 'in_force',
    suspend: 'suspended',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'signed',
  },
  in_force: {
    suspend: 'suspended',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'in_force',
  },
  suspended: {
    resume: 'in_force',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'suspended',
  },
  completed: {},
  expired: {},
  terminated: {},
};

/** What may be recorded of an instrument in this state: the page asks here for its buttons. */
export const actionsFrom = (state: InstrumentState): InstrumentAction[] =>
  instrumentActions.filter((action) => moves[state][action] !== undefined);

/** Where an action leads; null where it cannot be taken. The only way from one state to another. */
export const stateAfter = (state: InstrumentState, action: InstrumentAction): InstrumentState | null =>
  moves[state][action] ?? null;

export const mayFollow = (from: InstrumentState, to: InstrumentState): boolean =>
  Object.values(moves[from]).includes(to);

/** The action as the name of an event: `enter_into_force` happens as `enterIntoForce`. */
export const eventOf = (action: InstrumentAction): string =>
  action.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());

/** Whether the text is still being agreed. */
export const isDraft = (state: InstrumentState): boolean =>
  ['proposed', 'under_negotiation', 'initialled'].includes(state);
/** Whether nothing more can come. */
export const isEnded = (state: InstrumentState): boolean => actionsFrom(state).length === 0;

/** When a step was taken, and when a source said that the instrument stood there: EDTF, as exact as the source. */
export type StepDates = { taken: string | null; knownOn: string | null };
/** A step as it was recorded. `corrects` names the first telling of a step; a void correction says it never happened. */
export type RecordedStep = StepDates & {
  id: string;
  position: number;
  state: InstrumentState;
  corrects: string | null;
  isVoid: boolean;
};
export type StandingStep<Step extends RecordedStep = RecordedStep> = Step & {
  /** The id under which it is corrected: of its first telling. */
  root: string;
  corrections: Step[];
};

/** The steps as they stand now: each in the place of its first telling, with what its newest correction says. */
export function standingSteps<Step extends RecordedStep>(recorded: readonly Step[]): StandingStep<Step>[] {
  const inOrder = recorded.toSorted((one, other) => one.position - other.position);
  return inOrder.flatMap((first) => {
    if (first.corrects !== null) return [];
    const corrections = inOrder.filter(({ corrects }) => corrects === first.id);
    const said = corrections.at(-1) ?? first;
    return said.isVoid ? [] : [{ ...said, root: first.id, corrections }];
  });
}

export type StepRefusal =
  | 'step-undated'
  | 'day-in-future'
  | 'later-than-source'
  | 'step-not-possible'
  | 'step-out-of-order'
  | 'step-needed';

const firstDay = (edtf: string | null): Day | null => (edtf === null ? null : boundsOf(edtf).first);
const lastDay = (edtf: string | null): Day | null => (edtf === null ? null : boundsOf(edtf).last);
const isAfter = (one: Day | null, other: Day | null): boolean => one !== null && other !== null && one > other;

/**
 * Why the dates of a step cannot be so; null where they can.
 * @param sourceOn when the source that tells of it was published (EDTF): nothing is known later than its source. A month or
 *   year in which it was published may be said in its place
 */
export function whyDatesRefused(
  { taken, knownOn }: StepDates,
  { today, sourceOn }: { today: Day; sourceOn: string | null },
): StepRefusal | null {
  if (taken === null && knownOn === null) return 'step-undated';
  if (isAfter(firstDay(taken), today) || isAfter(firstDay(knownOn), today)) return 'day-in-future';
  const told = lastDay(sourceOn);
  return isAfter(firstDay(taken), told) || isAfter(firstDay(knownOn), told) ? 'later-than-source' : null;
}

type Told = StepDates & { state: InstrumentState };

/** Whether the second step is certain to have been before the first. What is only roughly known contradicts nothing. */
function runsBackwards(before: Told, after: Told): boolean {
  if (isAfter(firstDay(before.taken), lastDay(after.taken) ?? lastDay(after.knownOn))) return true;
  return isDraft(before.state) && isAfter(firstDay(before.knownOn), lastDay(after.taken));
}

/** Why steps cannot follow one another in this order; null where they can. */
export function whyHistoryRefused(steps: readonly Told[]): StepRefusal | null {
  if (steps.length === 0) return 'step-needed';
  for (const [index, after] of steps.entries()) {
    const before = steps[index - 1];
    if (!before) continue;
    if (!mayFollow(before.state, after.state)) return 'step-not-possible';
    if (runsBackwards(before, after)) return 'step-out-of-order';
  }
  return null;
}

/** Where an instrument stands, and since when or as of when that is known: never later than its source. */
export type Standing = { state: InstrumentState; since: string | null; asOf: string | null };

/** Of a state that several sources find, the beginning comes from the first and what is known last from the last. */
export function standingOf(steps: readonly Told[]): Standing | null {
  const last = steps.at(-1);
  if (!last) return null;
  let begin = steps.length - 1;
  while (begin > 0 && steps[begin - 1]?.state === last.state) begin -= 1;
  return { state: last.state, since: steps[begin]?.taken ?? null, asOf: last.knownOn };
}

export type ParentRefusal = 'instrument-above-itself' | 'instrument-parent-incomplete';

/** A relation needs a parent, one that is recorded or one in words, and no parent goes without saying what it is. */
export function whyParentRefused(
  id: string,
  parent: { relation: Relation | null; id: string | null; hasTitle: boolean },
  above: readonly string[],
): ParentRefusal | null {
  const isThere = parent.id !== null || parent.hasTitle;
  if (isThere !== (parent.relation !== null) || (parent.id !== null && parent.hasTitle))
    return 'instrument-parent-incomplete';
  return parent.id !== null && (parent.id === id || above.includes(id)) ? 'instrument-above-itself' : null;
}

export type PartyRefusal = 'party-unknown' | 'party-twice';

/** Parties and signatories take part in the partnership, and no party is named twice. */
export function whyPartiesRefused(
  { parties, signatories }: { parties: readonly string[]; signatories: readonly { organisation: string }[] },
  seated: ReadonlySet<string>,
): PartyRefusal | null {
  if (new Set(parties).size < parties.length) return 'party-twice';
  const named = [...parties, ...signatories.map(({ organisation }) => organisation)];
  return named.every((id) => seated.has(id)) ? null : 'party-unknown';
}

const ladder = ['own_side', 'partnership', 'public'] as const;
export type Rung = (typeof ladder)[number];
/** Whether more people see the first than the second. */
export const isWider = (one: Rung, other: Rung): boolean => ladder.indexOf(one) > ladder.indexOf(other);
