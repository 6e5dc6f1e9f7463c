import { claimsOf } from '../documents/index.ts';
import { partnershipOf } from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { isWider, type Rung } from './commitment.ts';
import { findCommitment } from './commitment.sql.ts';
import { groundsUnder } from './ground.sql.ts';
import { type CommitmentTable, type Ladder, takeTurns } from './ledger.sql.ts';
import { ladderIn } from './place.server.ts';
import {
  type AnswerTable,
  type DisputeTable,
  disputesOf,
  endDisputeOf,
  insertAnswer,
  insertDispute,
  lockDispute,
} from './voice.sql.ts';

/** A side says that a claim is not so; a named party answers. */
type Refused<Reason extends string> = { refused: Reason };

type Placed = { commitment: CommitmentTable; ladder: Ladder };

async function placeAt(context: Served, id: string): Promise<Placed | Refused<'not-found' | 'not-own-side'>> {
  const commitment = await findCommitment(context.tx, id);
  const partnership = commitment && (await partnershipOf(context.tx, commitment.partnership_id));
  if (!commitment || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  return ladder ? { commitment, ladder: { ...ladder, is_demo: commitment.is_demo } } : { refused: 'not-own-side' };
}

type Disputing = { id: string; claim: string; reasons: LocalisedText; visibility: Rung };
type DisputeRefusal = 'not-found' | 'not-own-side' | 'may-not-publish' | 'wider-than-commitment' | 'already-asked';

/** Marks a claim under a commitment or its deliveries as disputed, with reasons. The claim stays where it is. */
export async function disputeClaim(
  context: Served,
  { id, claim, reasons, visibility }: Disputing,
): Promise<{ disputed: string } | Refused<DisputeRefusal>> {
  const { tx, actor } = context;
  if (visibility !== 'own_side' && !actor.may.has('accords.publish')) return { refused: 'may-not-publish' };
  const place = await placeAt(context, id);
  if ('refused' in place) return place;
  if (isWider(visibility, place.commitment.visibility)) return { refused: 'wider-than-commitment' };
  const under = await groundsUnder(tx, id);
  const [known] = under.some((each) => each.claim_id === claim) ? await claimsOf(tx, [claim]) : [];
  if (!known) return { refused: 'not-found' };
  await takeTurns(tx, `disputes of ${id}`);
  const own = (await disputesOf(tx, id)).filter((each) => each.isOwn);
  if (own.some((each) => each.claim_id === claim)) return { refused: 'already-asked' };
  return {
    disputed: await insertDispute(context, { commitment: id, claim, reasons }, { ...place.ladder, visibility }),
  };
}

export async function endDispute(
  context: Served,
  { id }: { id: string },
): Promise<{ ended: string } | Refused<'not-found' | 'may-not-publish'>> {
  const found = await lockDispute(context.tx, id);
  if (!found) return { refused: 'not-found' };
  if (found.visibility !== 'own_side' && !context.actor.may.has('accords.publish'))
    return { refused: 'may-not-publish' };
  await endDisputeOf(context, found);
  return { ended: id };
}

/** Whether the organisation is named in a commitment: as who owes, or as who is owed. */
export const isNamed = (
  { debtors, creditors }: { debtors: readonly string[]; creditors: readonly string[] },
  organisation: string,
): boolean => debtors.includes(organisation) || creditors.includes(organisation);

type AnswerRefusal = 'not-found' | 'not-your-part' | 'not-shown-yet';

/** What the acting organisation says of a commitment in which it is named, seen by whoever sees the commitment. */
export async function answerCommitment(
  context: Served,
  { id, wording }: { id: string; wording: LocalisedText },
): Promise<{ answered: AnswerTable } | Refused<AnswerRefusal>> {
  const place = await placeAt(context, id);
  if ('refused' in place) return { refused: place.refused === 'not-found' ? 'not-found' : 'not-your-part' };
  const { commitment, ladder } = place;
  if (!isNamed(commitment, context.actor.organisation)) return { refused: 'not-your-part' };
  const { visibility } = commitment;
  if (visibility === 'own_side') return { refused: 'not-shown-yet' };
  await takeTurns(context.tx, `answers to ${id} of ${context.actor.organisation}`);
  return { answered: await insertAnswer(context, { commitment: id, wording, visibility }, ladder) };
}

export const disputeShown = (found: DisputeTable & { isOwn: boolean }) => ({
  id: found.id,
  claim: found.claim_id,
  organisation: found.owner_organisation,
  reasons: found.reasons,
  visibility: found.visibility,
  at: new Date(found.at).toISOString(),
  isOwn: found.isOwn,
});

export const answerShown = (found: AnswerTable) => ({
  id: found.id,
  organisation: found.owner_organisation,
  number: found.number,
  wording: found.wording,
  visibility: found.visibility,
  at: new Date(found.at).toISOString(),
});
