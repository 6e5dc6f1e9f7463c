import type { ClaimRow } from '../documents/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import {
  insertStep,
  type InstrumentTable,
  type NewStep,
  saveInstrument,
  type Step,
  stepsOf,
} from './instrument.sql.ts';
import {
  eventOf,
  type StepRefusal,
  standingSteps,
  stateAfter,
  whyDatesRefused,
  whyHistoryRefused,
} from './instrument.ts';
import { acceptedClaims, type At, type Missing, ownInstrument, type Refused, type Saved } from './own.server.ts';
import { layGround } from './parts.sql.ts';
import type { FirstStep, NextStep } from './schemas.ts';

/** Records what happened to an instrument. Steps are only ever added: a wrong one is put right by a further one. */
export type SteppingRefusal = StepRefusal | 'claim-not-accepted';
type Proof = { claim: string | null };

/** The claim that proves a step, accepted and of the partnership; null where there is none. */
async function proofOf(
  context: Served,
  { claim }: Proof,
  partnership: string,
): Promise<{ proof: ClaimRow | null } | Refused<'claim-not-accepted'>> {
  const accepted = await acceptedClaims(context, claim === null ? [] : [claim], partnership);
  return 'refused' in accepted ? accepted : { proof: accepted[0] ?? null };
}

type Told = Pick<NewStep, 'state' | 'taken' | 'knownOn' | 'manner' | 'claim'>;

/** Whether a step may be told so: its proof, its dates, and its place among the others. */
async function checkTelling(
  context: Served,
  told: Told,
  { partnership, others }: { partnership: string; others: (step: Told) => Told[] },
): Promise<{ proof: ClaimRow | null } | Refused<SteppingRefusal>> {
  const found = await proofOf(context, told, partnership);
  if ('refused' in found) return found;
  const sourceOn = found.proof?.citation.publishedOn ?? null;
  const refused = whyDatesRefused(told, { today: context.today, sourceOn }) ?? whyHistoryRefused(others(told));
  return refused ? { refused } : found;
}

async function tellStep(
  context: Served,
  instrument: Pick<InstrumentTable, 'id'>,
  { step, position }: { step: NewStep; position: number },
): Promise<string> {
  const id = await insertStep(context, { instrument: instrument.id, position }, step);
  if (step.claim !== null) await layGround(context.tx, step.claim, instrument.id);
  return id;
}

/** The first step of an instrument that has just been recorded. */
export async function recordFirstStep(
  context: Served,
  instrument: { id: string; partnership: string },
  step: FirstStep,
): Promise<{ step: string } | Refused<SteppingRefusal>> {
  const checked = await checkTelling(context, step, { ...instrument, others: (told) => [told] });
  return 'refused' in checked ? checked : { step: await tellStep(context, instrument, { step, position: 1 }) };
}

/** The next step of a locked instrument. */
export async function addStep(
  context: Served,
  found: InstrumentTable,
  { action, ...said }: NextStep,
): Promise<{ version: number } | Refused<SteppingRefusal>> {
  const state = stateAfter(found.state, action);
  if (state === null) return { refused: 'step-not-possible' };
  const recorded = await stepsOf(context.tx, [found.id]);
  const step = { state, ...said };
  const others = (told: Told) => [...standingSteps(recorded), told];
  const checked = await checkTelling(context, step, { partnership: found.partnership_id, others });
  if ('refused' in checked) return checked;
  await tellStep(context, found, { step, position: recorded.length + 1 });
  return { version: await saveInstrument(context, found, { action: eventOf(action), fields: ['state'] }) };
}

export async function recordStep(
  context: Served,
  { step, ...at }: At & { step: NextStep },
): Promise<Saved | Refused<Missing | SteppingRefusal>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const added = await addStep(context, own.found, step);
  return 'refused' in added ? added : { id: at.id, version: added.version };
}

type Correction = { step: string; reason: LocalisedText; right: FirstStep | null };
type CorrectionRefusal = SteppingRefusal | 'not-found';

/** What would stand if a step were told otherwise, or not at all. */
const standingWith = (recorded: readonly Step[], root: string, told: Told | null): Told[] =>
  standingSteps(recorded).flatMap((step): Told[] => (step.root === root ? (told ? [told] : []) : [step]));

/** Puts a step of a locked instrument right. */
export async function putRight(
  context: Served,
  found: InstrumentTable,
  { step: root, reason, right }: Correction,
): Promise<{ version: number } | Refused<CorrectionRefusal>> {
  const recorded = await stepsOf(context.tx, [found.id]);
  const wrong = standingSteps(recorded).find((step) => step.root === root);
  if (!wrong) return { refused: 'not-found' };
  const position = recorded.length + 1;
  if (right === null) {
    const refused = whyHistoryRefused(standingWith(recorded, root, null));
    if (refused) return { refused };
    const { state, taken, knownOn, manner, claim } = wrong;
    const step = { state, taken, knownOn, manner, claim, corrects: root, isVoid: true, reason };
    await insertStep(context, { instrument: found.id, position }, step);
  } else {
    const others = (told: Told) => standingWith(recorded, root, told);
    const checked = await checkTelling(context, right, { partnership: found.partnership_id, others });
    if ('refused' in checked) return checked;
    await tellStep(context, found, { step: { ...right, corrects: root, reason }, position });
  }
  return { version: await saveInstrument(context, found, { action: 'correctStep', fields: ['steps'] }) };
}

export async function correctStep(
  context: Served,
  { step, reason, right, ...at }: At & Correction,
): Promise<Saved | Refused<Missing | CorrectionRefusal>> {
  const own = await ownInstrument(context, at);
  if ('refused' in own) return own;
  const corrected = await putRight(context, own.found, { step, reason, right });
  return 'refused' in corrected ? corrected : { id: at.id, version: corrected.version };
}
