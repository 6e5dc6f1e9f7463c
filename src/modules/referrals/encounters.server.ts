import { recordAtCentre, type SeenAtCentre, seenAtCentre } from '../encounters/index.ts';
import { quotaOf } from '../quotas/index.ts';
import type { Served } from '../../platform/serve.ts';
import { recordCaseOpened } from './caseRead.server.ts';
import { isOpen, nameOfActor } from './case.sql.ts';
import type { Stage } from './referral.ts';
import { findReferral, type Found, lockFound } from './referral.sql.ts';
import type { ActInput } from './schemas.ts';

/** Encounters at the centre: those that acts bring about, and what its clinicians write down of a visit. */
type Written = { kind: 'arrival' | 'fraction' | 'visit'; fraction: number | null; words: string | null };

async function record(context: Served, found: Found, { kind, fraction, words }: Written): Promise<string> {
  const { id, patient_id: patient, partnership_id: partnership, quota_id, is_demo: isDemo } = found.referral;
  const quota = await quotaOf(context.tx, quota_id);
  const [specialty, by] = [quota?.diseaseGroup ?? 'other', await nameOfActor(context)];
  const planned = found.task.fractions_planned ?? 0;
  const at = { referral: id, kind, words, fraction: fraction === null ? null : { number: fraction, planned } };
  return recordAtCentre(context, at, { patient, partnership, isDemo, specialty, by });
}

/** What an act of the receiver puts on record of the patient, in its own transaction: the arrival, and each fraction. */
export async function encounterOfAct(context: Served, found: Found, { act }: ActInput): Promise<void> {
  if (act === 'arrive') await record(context, found, { kind: 'arrival', fraction: null, words: null });
  if (act === 'recordFraction')
    await record(context, found, { kind: 'fraction', fraction: found.task.fractions_done + 1, words: null });
}

/** Between these the patient is at the centre. */
const atCentre: readonly Stage[] = ['arrived', 'in_treatment'];
const mayRecordIn = ({ actor }: Served, { referral, parties }: Found): boolean =>
  parties.includes('receiver') && atCentre.includes(referral.stage) && actor.may.has('referrals.write');

/** What was done at the centre, the newest first; null where the case is not open to who asks. */
export async function readEncounters(
  context: Served,
  id: string,
): Promise<{ items: SeenAtCentre[]; mayRecord: boolean } | null> {
  const found = await findReferral(context.tx, id);
  if (!found || !(await isOpen(context.tx, id))) return null;
  await recordCaseOpened(context, found);
  return { items: await seenAtCentre(context, id), mayRecord: mayRecordIn(context, found) };
}

/**
 * Writes down a visit, in the words of a clinician of the receiver, while the patient is there. Another system may, too: its scopes were asked
 * where it came in.
 */
export async function recordVisit(
  context: Served,
  { id, words }: { id: string; words: string },
): Promise<{ recorded: string } | { refused: 'not-found' | 'not-own-part' | 'not-at-the-centre' }> {
  const found = await lockFound(context.tx, id);
  if (!found || !(await isOpen(context.tx, id))) return { refused: 'not-found' };
  if (!found.parties.includes('receiver')) return { refused: 'not-own-part' };
  if (!atCentre.includes(found.referral.stage)) return { refused: 'not-at-the-centre' };
  await recordCaseOpened(context, found);
  return { recorded: await record(context, found, { kind: 'visit', fraction: null, words }) };
}
