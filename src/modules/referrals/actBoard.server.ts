import { boardNamed, casesAbout, decideCase, openCase, withdrawCase } from '../boards/index.ts';
import { ageGroupOf, sexOf } from '../encounters/index.ts';
import { patientsOf } from '../patients/index.ts';
import { quotaOf } from '../quotas/index.ts';
import { placeOf, regionsOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import type { Step } from './act.server.ts';
import type { ActRefusal } from './contract.referral.ts';
import { stepOf } from './path.ts';
import type { Stage } from './referral.ts';
import type { Found } from './referral.sql.ts';
import type { ActInput } from './schemas.ts';

type Refused = { refused: ActRefusal };
const decidedStages: readonly Stage[] = ['commission', 'board'];
const liesBefore = (stage: Stage): boolean => decidedStages.includes(stage);

type Deciding = Extract<ActInput, { reasons: object }>;
const outcomeOf = (does: Deciding) => {
  if (does.act === 'referOnward') return 'refer_onward';
  if (does.act === 'decline' || does.act === 'declineHome') return 'decline';
  return does.act === 'accept' && does.condition !== undefined ? 'accept_on_condition' : 'accept';
};

/** Why a board has not decided so, in the words of an act. */
function refusalOf(decided: Awaited<ReturnType<typeof decideCase>>): Refused | null {
  if (!('refused' in decided)) return null;
  return { refused: decided.refused === 'not-found' ? 'referral-act-impossible' : decided.refused };
}

/** The question that lies before the board of this step. What others are asked about the same referral decides nothing here. */
async function openBefore({ tx }: Served, { config, referral }: Found) {
  const board = stepOf(config, referral.stage)?.board;
  const cases = await casesAbout(tx, referral.id);
  return cases.find((each) => each.board === board && each.state === 'open');
}

/**
 * Says what the board decided, where the act speaks for one: in the same transaction, by who presides, as the votes allow. A return is
 * decided where neither side carries; a coordinator returns without asking the board, for want of papers, and takes the question back.
 */
export async function decideBoard(context: Served, { found, line, does }: Step): Promise<Refused | null> {
  if (does.act === 'returnForRevision' && liesBefore(found.referral.stage)) return returned(context, found, does);
  if (line.decides === undefined || !('reasons' in does)) return null;
  const open = await openBefore(context, found);
  if (!open) return { refused: 'referral-act-impossible' };
  const { reasons, brought } = does;
  const condition = 'condition' in does ? does.condition : undefined;
  const deciding = { case: open.id, round: open.round, outcome: outcomeOf(does), reasons, condition, brought } as const;
  return refusalOf(await decideCase(context, deciding));
}

const forWant: readonly string[] = ['not-chair', 'care-closed', 'quorum-missing', 'majority-missing', 'tally-missing'];
async function returned(
  context: Served,
  found: Found,
  { words, brought, language }: Extract<ActInput, { act: 'returnForRevision' }>,
): Promise<Refused | null> {
  const open = await openBefore(context, found);
  const mayAlone = context.actor.kind === 'token' || context.actor.may.has('referrals.decide');
  if (!open) return mayAlone ? null : { refused: 'not-own-part' };
  const said = language ?? (await boardNamed(context.tx, open.board))?.languages[0] ?? 'kk';
  const reasons = { [said]: words };
  const decided = await decideCase(context, { case: open.id, round: open.round, outcome: 'return', reasons, brought });
  if (!('refused' in decided)) return null;
  if (!forWant.includes(decided.refused)) return refusalOf(decided);
  if (!mayAlone) return { refused: 'not-chair' };
  await withdrawCase(context, { subjectId: found.referral.id });
  return null;
}

/** The region of a place; of one that the place table does not know, nothing. */
function regionOf(id: string | null | undefined, today: string): string | null {
  const place = placeOf(id ?? '');
  return place ? (regionsOf(place, today)[0]?.id ?? place.id) : null;
}

/** For the report on fairness: groups, and nobody's name. Of whom the actor does not see the record, nothing is known. */
async function factsOf(context: Served, { referral }: Found) {
  const [patient] = await patientsOf(context, [referral.patient_id]);
  const quota = await quotaOf(context.tx, referral.quota_id);
  return {
    region: regionOf(patient?.identity.address?.place, context.today),
    sex: sexOf(patient?.identity.sex),
    ageGroup: ageGroupOf(patient?.identity.birthDate?.slice(0, 4), context.today),
    disease: quota && { code: quota.diseaseGroup, names: quota.diseaseNames },
  };
}

/** Puts the question to the board before which the referral has come, and takes back the one that is no longer to be answered. */
export async function boardAfter(context: Served, { step, now }: { step: Step; now: Found }): Promise<Refused | null> {
  const { referral } = now;
  const before = step.found.referral.stage;
  if (before === referral.stage) return null;
  if (liesBefore(before)) await withdrawCase(context, { subjectId: referral.id });
  if (!liesBefore(referral.stage)) return null;
  const board = stepOf(now.config, referral.stage)?.board;
  if (board === undefined || board === null) throw new Error('a path that was approved names its boards');
  const { owner_organisation: sender, commission_organisation: commission } = referral;
  const opened = await openCase(context, {
    board,
    subject: 'referral',
    subjectId: referral.id,
    patient: referral.patient_id,
    priority: referral.priority,
    ...(referral.due_at && { dueAt: referral.due_at }),
    ...(referral.asked_at && { waitingSince: referral.asked_at }),
    parties: [sender, ...(commission === null ? [] : [commission])],
    facts: await factsOf(context, now),
  });
  return 'refused' in opened ? { refused: 'board-closed' } : null;
}
