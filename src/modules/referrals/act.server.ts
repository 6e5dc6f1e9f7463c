import { shareForReferral } from '../patients/index.ts';
import { orNothing } from '../../platform/savepoint.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { boardAfter, decideBoard } from './actBoard.server.ts';
import { consentLack, isConsented } from './actConsent.server.ts';
import { moveSeat } from './actSeat.server.ts';
import { copyCase, papersLacking } from './caseDoor.server.ts';
import type { ActRefusal } from './contract.referral.ts';
import { shellOf } from './create.server.ts';
import { tellElsewhere } from './exchanged.server.ts';
import { referOnward } from './onward.sql.ts';
import { encounterOfAct } from './encounters.server.ts';
import { applyingIn, wantedAt } from './path.ts';
import type { Party, Stage } from './referral.ts';
import { type Found, findReferral, insertAct, lockFound, saveRequest, saveTask, tellEvent } from './referral.sql.ts';
import type { ActInput, Referral } from './schemas.ts';
import { type Said, sealSaid } from './sealed.server.ts';
import { turnIn, truthsOf } from './standing.server.ts';
import { tellOfAct } from './told.server.ts';
import { type Act, after, lineFor, linesOpen, type Transition } from './transitions.ts';
import { requestChange, taskChange } from './written.server.ts';

/** `lacks`: codes of the papers for want of which it was refused. What is refused has written nothing, even if the caller commits. */
export type Acted = { done: Referral } | { refused: ActRefusal; lacks?: string[] };
type Refused = { refused: ActRefusal; lacks?: string[] };
export type Doing = { id: string; version: number; does: ActInput };
/** What is done, to what, by which line of the table. */
export type Step = { found: Found; line: Transition; does: ActInput };

/**
 * The one way in which anything happens to a referral: screens, FHIR and exchange all come here. Stage, consent, papers, board, seat,
 * history, event and notices are one transaction.
 * @param doing.version that which the actor saw (`version` of the shell: both rows together)
 */
export async function performAct(context: Served, { id, version, does }: Doing): Promise<Acted> {
  const found = await lockFound(context.tx, id, { withOthers: does.act === 'recordDeath' });
  if (!found) return { refused: 'not-found' };
  if (found.referral.version + found.task.version !== version) return { refused: 'stale' };
  const line = lineOf(context, found, does.act);
  if ('refused' in line) return line;
  return orNothing(context.tx, () => tried(context, { found, line, does }));
}

/** What a referral that came onward from another wants of it is taken over first: its papers may be among them. */
async function tried(context: Served, step: Step): Promise<Acted> {
  const { id, previous_id: from, round } = step.found.referral;
  if (step.does.act === 'submit' && from !== null && round === 0) await copyCase(context, { from, to: id });
  const refused = (await consentLack(context, step)) ?? (await papersLack(context, step));
  return refused ?? carryOut(context, step);
}

/** The line of the table by which the actor may, or why there is none. A token’s scopes were asked where it came in. */
function lineOf({ actor }: Served, { config, parties, ...rows }: Found, act: Act): Transition | Refused {
  const standing = { truths: truthsOf(rows), applying: applyingIn(config) };
  const line = lineFor(act, { ...standing, as: parties });
  if (line) return actor.kind === 'token' || actor.may.has(line.needs) ? line : { refused: 'not-own-part' };
  if (linesOpen(standing).some((other) => other.act === act)) return { refused: 'not-own-part' };
  const isAsked = act === 'requestStop' && rows.referral.stage === 'in_treatment';
  return { refused: isAsked ? 'stop-pending' : 'referral-act-impossible' };
}

/** Acts after which a step is behind the referral: what it wants must be there. */
const advancing: readonly Act[] = [
  'submit',
  'check',
  'approveHome',
  'accept',
  'schedule',
  'arrive',
  'startTreatment',
  'discharge',
  'startFollowUp',
  'complete',
];
/** Whoever goes home takes these along; where the consent has ended meanwhile, nobody can write them any more. */
const withDischarge = ['discharge-letter', 'follow-up-plan'] as const;

/** Which papers a step wants before it is left by an act. */
export function wantedFor({ config, referral }: Pick<Found, 'config' | 'referral'>, act: Act): string[] {
  if (!advancing.includes(act)) return [];
  const stage: Stage = referral.stage === 'returned' ? 'draft' : referral.stage;
  return [...new Set([...wantedAt(config, stage), ...(act === 'discharge' ? withDischarge : [])])];
}

async function papersLack(context: Served, { found, does }: Step): Promise<Refused | null> {
  const isWritable = does.act !== 'discharge' || (await isConsented(context, found)) !== false;
  const wanted = isWritable ? wantedFor(found, does.act) : [];
  const lacks = wanted.length === 0 ? [] : await papersLacking(context, found, wanted);
  return lacks.length === 0 ? null : { refused: 'papers-missing', lacks };
}

/** Decides, writes, opens and tells. The seat comes last: it holds up everybody else of its quota. */
async function carryOut(context: Served, step: Step): Promise<Acted> {
  const { found, line, does } = step;
  const decided = await decideBoard(context, step);
  if (decided) return decided;
  const written = await write(context, step);
  if (written) return written;
  const now = await findReferral(context.tx, found.referral.id);
  if (!now) throw new Error('a referral is seen by who acted on it');
  await keepAct(context, step, now.referral.stage);
  await encounterOfAct(context, found, does);
  const refused = (await boardAfter(context, { step, now })) ?? (await follow(context, step));
  if (refused) return refused;
  await tellEvent(context, now.referral, { action: does.act, fields: [line.writes] });
  const by: Party =
    line.writes === 'task' ? 'receiver' : (line.by.find((party) => found.parties.includes(party)) ?? 'sender');
  const { id, number, stage, is_demo: isDemo } = now.referral;
  await tellOfAct(context, { referral: id, number, act: does.act, stage, by, isDemo, turn: turnIn(now) });
  await tellElsewhere(context, step, now);
  const seat = await moveSeat(context, step);
  return seat ?? { done: shellOf(context, now) };
}

async function write(context: Served, { found, line, does }: Step): Promise<Refused | null> {
  const applying = applyingIn(found.config);
  const truths = after(line, truthsOf(found), applying);
  if (line.writes === 'request') {
    const saved = await saveRequest(context, found, requestChange(found, { does, truths, now: context.now }));
    return saved ? null : { refused: 'not-own-part' };
  }
  const change = taskChange(found, { does, truths, now: context.now });
  if ('refused' in change) return change;
  return (await saveTask(context, found, change)) ? null : { refused: 'not-own-part' };
}

/** Puts the act on record; what was said is sealed under the patient's key. */
async function keepAct(context: Served, { found, does }: Step, to: Stage): Promise<void> {
  const { referral } = found;
  const said: Said = {
    words: 'words' in does ? (does.words ?? null) : null,
    reasons: 'reasons' in does ? does.reasons : null,
    condition: 'condition' in does ? (does.condition ?? null) : null,
    on: 'on' in does ? (does.on ?? null) : null,
  };
  const isSaid = Object.values(said).some((each) => each !== null);
  await insertAct(context, {
    referral_id: referral.id,
    act: does.act,
    from_stage: referral.stage,
    to_stage: to,
    reason: 'reason' in does ? does.reason : null,
    words: isSaid ? sealSaid(context.vault, referral.patient_id, said) : null,
  });
}

/** What an act brings about outside of its own rows: the care is opened at submission, a draft is made where it goes onward. */
async function follow(context: Served, { found, does }: Step): Promise<Refused | null> {
  const { id, patient_id: patient, is_demo: isDemo } = found.referral;
  if (does.act === 'submit') await shareForReferral(context, { referral: id, patient, isDemo });
  if (does.act !== 'referOnward') return null;
  return (await referOnward(context, { referral: id, quota: does.quota })) ? null : { refused: 'quota-unknown' };
}
