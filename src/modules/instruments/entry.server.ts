import { commitmentsUnder } from '../accords/index.ts';
import { acceptClaim, claimsOf, reopenClaim, type ClaimRow } from '../documents/index.ts';
import { type Partnership, partnershipOf, peopleOf } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { locales } from '../../platform/i18n/locales.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import {
  findInstrument,
  insertInstrument,
  lockInstrument,
  parentsAbove,
  saveInstrument,
  stepsOf,
  type InstrumentTable,
} from './instrument.sql.ts';
import {
  type ParentRefusal,
  type PartyRefusal,
  standingSteps,
  whyParentRefused,
  whyPartiesRefused,
} from './instrument.ts';
import { acceptedClaims, ladderIn, type Missing, ownInstrument, type Refused } from './own.server.ts';
import { dependentsOf, layGround, replaceSignatories, restingOn, takeUpGround } from './parts.sql.ts';
import type { FirstStep, InstrumentEntry, InstrumentInput } from './schemas.ts';
import { addStep, putRight, recordFirstStep, type SteppingRefusal } from './steps.server.ts';

/** Enters instruments for the own side, each with the claims it rests on, and takes them out again. */
export type DescribingRefusal = PartyRefusal | ParentRefusal | 'instrument-parent-unknown' | 'signatory-unknown';
type RecordingRefusal = DescribingRefusal | SteppingRefusal | 'not-own-side';
type Made = { id: string; version: number };

/** Why an instrument cannot be described so; null where it can. */
export async function whyDescriptionRefused(
  { tx }: Served,
  { id, asked }: { id: string; asked: InstrumentInput },
  partnership: Partnership,
): Promise<DescribingRefusal | null> {
  const { parent, signatories } = asked;
  const seated = new Set(partnership.sides.flatMap(({ organisations }) => organisations));
  const refused = whyPartiesRefused(asked, seated);
  if (refused) return refused;
  const people = new Set(signatories.flatMap(({ person }) => person ?? []));
  if ((await peopleOf(tx, [...people])).length < people.size) return 'signatory-unknown';
  const above = parent?.id ? await parentsAbove(tx, parent.id) : [];
  if (parent?.id && above.length === 0) return 'instrument-parent-unknown';
  const named = { relation: parent?.relation ?? null, id: parent?.id ?? null, hasTitle: Boolean(parent?.title) };
  return whyParentRefused(id, named, above);
}

type Recording = { instrument: InstrumentInput; step: FirstStep; claims: readonly string[] };

/** Records an instrument with its first step, on claims that were accepted before. */
export async function recordInstrument(
  context: Served,
  { instrument, step, claims }: Recording,
  partnership: Partnership,
): Promise<Made | Refused<RecordingRefusal>> {
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  const refused = await whyDescriptionRefused(context, { id: '', asked: instrument }, partnership);
  if (refused) return { refused };
  const accepted = await acceptedClaims(context, claims, partnership.id);
  if ('refused' in accepted) return accepted;
  const id = await insertInstrument(context, instrument, ladder);
  await replaceSignatories(context, id, instrument.signatories);
  const first = await recordFirstStep(context, { id, partnership: partnership.id }, step);
  if ('refused' in first) return first;
  for (const claim of accepted) await layGround(context.tx, claim.id, id);
  return { id, version: 1 };
}

type EntryRefusal = RecordingRefusal | Missing;

async function enter(
  context: Served,
  claim: ClaimRow,
  entry: InstrumentEntry,
): Promise<string | Refused<EntryRefusal>> {
  if (entry.enter === 'instrument') {
    const partnership = await partnershipOf(context.tx, claim.partnership);
    if (!partnership) return { refused: 'not-found' };
    const step = { ...entry.step, claim: claim.id };
    const made = await recordInstrument(context, { instrument: entry.instrument, step, claims: [] }, partnership);
    return 'refused' in made ? made : made.id;
  }
  const found = await findInstrument(context.tx, entry.of);
  if (!found || found.partnership_id !== claim.partnership) return { refused: 'not-found' };
  if (entry.enter === 'ground') {
    await layGround(context.tx, claim.id, found.id);
    return found.id;
  }
  const own = await ownInstrument(context, { id: entry.of, version: entry.instrumentVersion });
  if ('refused' in own) return own;
  const added = await addStep(context, own.found, { ...entry.step, claim: claim.id });
  return 'refused' in added ? added : found.id;
}

type Entering = { claim: string; version: number; value?: Record<string, unknown> | undefined; entry: InstrumentEntry };

/** Accepts a claim and enters what it says of an instrument, in one transaction. */
export async function enterInstrumentClaim(
  context: Served,
  { entry, value, ...decision }: Entering,
): Promise<{ claim: string; version: number; instrument: string } | Refused<EntryRefusal | 'already-decided'>> {
  const decided = await acceptClaim(context, { ...decision, ...(value && { value }) });
  if ('refused' in decided) return decided;
  const entered = await enter(context, decided.accepted, entry);
  if (typeof entered !== 'string') return entered;
  return { claim: decision.claim, version: decided.accepted.version, instrument: entered };
}

/** In every language the reason for which a step goes when its claim is taken back. */
const reasonInWords = (): LocalisedText =>
  Object.fromEntries(
    locales.map((locale) => [
      locale,
      { text: translatorFor(locale)('instruments.reason.claim_taken_back'), by: 'approved' as const },
    ]),
  );

export type UndoRefusal = Missing | 'not-accepted' | 'still-needed' | 'already-published';

/** Takes out what one claim had entered in an instrument: its step, or the instrument when there is nothing more to it. */
async function takeOut(
  context: Served,
  found: InstrumentTable,
  claim: string,
): Promise<{ retracted: boolean } | Refused<UndoRefusal>> {
  const standing = standingSteps(await stepsOf(context.tx, [found.id]));
  const proven = standing.filter((step) => step.claim === claim);
  if (proven.length > 0 && proven.length === standing.length) {
    if (found.visibility !== 'own_side') return { refused: 'already-published' };
    const tied = await commitmentsUnder(context, { instrument: found.id });
    if ((await dependentsOf(context.tx, found.id)) + tied.items.length > 0) return { refused: 'still-needed' };
    await saveInstrument(context, found, {
      action: 'retract',
      fields: ['retractedAt'],
      changed: { retracted_at: context.now },
    });
    return { retracted: true };
  }
  let current = found;
  for (const { root } of proven.toReversed()) {
    const right = await putRight(context, current, { step: root, reason: reasonInWords(), right: null });
    if ('refused' in right) return { refused: 'still-needed' };
    current = { ...current, version: right.version };
  }
  return { retracted: false };
}

/** Makes an accepted claim a draft again, where nothing but instruments of the own side rests on it. */
export async function undoInstrumentEntry(
  context: Served,
  decision: { claim: string; version: number },
): Promise<{ claim: string; version: number; retracted: string[] } | Refused<UndoRefusal>> {
  const { tx } = context;
  const [claim] = await claimsOf(tx, [decision.claim]);
  if (!claim) return { refused: 'not-found' };
  if (claim.state !== 'accepted') return { refused: 'not-accepted' };
  if (claim.shared.visibility === 'public') return { refused: 'already-published' };
  const resting = await restingOn(tx, claim.id);
  if (resting.others > 0) return { refused: 'still-needed' };
  const retracted: string[] = [];
  for (const id of resting.instruments.toSorted()) {
    const found = await lockInstrument(tx, id);
    if (!found) return { refused: 'not-own-side' };
    const taken = await takeOut(context, found, claim.id);
    if ('refused' in taken) return taken;
    if (taken.retracted) retracted.push(id);
    await takeUpGround(tx, claim.id, id);
  }
  const reopened = await reopenClaim(context, decision);
  if ('refused' in reopened) return { refused: reopened.refused === 'already-decided' ? 'stale' : reopened.refused };
  return { claim: claim.id, version: reopened.reopened.version, retracted };
}
