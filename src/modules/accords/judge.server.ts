import { mayPublish, partnershipOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { type Assessment, insertAssessment } from './assessment.sql.ts';
import { isWider, type Part, partsOf } from './commitment.ts';
import { findCommitment } from './commitment.sql.ts';
import { deleteConfirmation, findDelivery, insertConfirmation } from './delivery.sql.ts';
import { type CommitmentTable, type Ladder, ladderOf } from './ledger.sql.ts';
import { acceptedClaims, ladderIn, ownSideOf } from './place.server.ts';
import { askToShow } from './publish.server.ts';

/** What a side confirms, and what it says of how it goes. */
type Refused<Reason extends string> = { refused: Reason };

/** The actor's own place in the partnership of a delivery, from which it speaks about it. */
async function partIn(
  context: Served,
  { id, as }: { id: string; as: Part },
): Promise<{ ladder: Ladder } | Refused<'not-found' | 'not-your-part'>> {
  const delivery = await findDelivery(context.tx, id);
  const partnership = delivery && (await partnershipOf(context.tx, delivery.partnership_id));
  if (!delivery || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder || !partsOf(delivery, ownSideOf(partnership)).includes(as)) return { refused: 'not-your-part' };
  return { ladder: { ...ladder, visibility: delivery.visibility, is_demo: delivery.is_demo } };
}

export async function confirmDelivery(context: Served, asked: { id: string; as: Part }) {
  const part = await partIn(context, asked);
  if ('refused' in part) return part;
  await insertConfirmation(context, { delivery: asked.id, as: asked.as, ladder: part.ladder });
  return { confirmed: asked.id };
}

export async function takeBackConfirmation(context: Served, asked: { id: string; as: Part }) {
  const part = await partIn(context, asked);
  if ('refused' in part) return { refused: 'not-found' as const };
  await deleteConfirmation(context, { delivery: asked.id, as: asked.as, ladder: part.ladder });
  return { takenBack: asked.id };
}

type AssessRefusal =
  | ('not-found' | 'not-own-side' | 'reasons-missing' | 'claim-not-accepted')
  | ('day-in-future' | 'may-not-publish' | 'side-may-not-publish' | 'wider-than-commitment');

/** A verdict stands on a claim or on reasons, and on the day on which it is true. Every side may have its own. */
export async function assess(
  context: Served,
  asked: Assessment,
): Promise<{ assessed: string; request: string | null } | Refused<AssessRefusal>> {
  const { actor, today } = context;
  if (!asked.reasons && !asked.claim) return { refused: 'reasons-missing' };
  if (asked.trueOn > today) return { refused: 'day-in-future' };
  const { visibility } = asked;
  // What accuses is asked for by anybody who may write, and shown by a second person who may publish.
  const isAccusing = asked.verdict === 'late' && visibility !== 'own_side';
  if (visibility !== 'own_side' && !isAccusing && !actor.may.has('accords.publish'))
    return { refused: 'may-not-publish' };
  const place = await placeAt(context, asked);
  if ('refused' in place) return place;
  const { commitment, ladder } = place;
  const shared = { ...ladderOf(ladder), is_demo: commitment.is_demo };
  const shown = isAccusing ? 'own_side' : visibility;
  const assessed = await insertAssessment(context, asked, { ...shared, visibility: shown });
  if (!isAccusing) return { assessed, request: null };
  const verdict = { ...shared, id: assessed, commitment_id: commitment.id };
  const [request = null] = await askToShow(context, verdict, visibility);
  return { assessed, request };
}

async function placeAt(
  context: Served,
  { id, claim, visibility }: Assessment,
): Promise<{ commitment: CommitmentTable; ladder: Ladder } | Refused<AssessRefusal>> {
  const { tx } = context;
  const commitment = await findCommitment(tx, id);
  const partnership = commitment && (await partnershipOf(tx, commitment.partnership_id));
  if (!commitment || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  if (isWider(visibility, commitment.visibility)) return { refused: 'wider-than-commitment' };
  if (visibility === 'public' && !(await mayPublish(context, partnership, 'verdicts')))
    return { refused: 'side-may-not-publish' };
  const accepted = await acceptedClaims(context, claim ? [claim] : [], commitment.partnership_id);
  return 'refused' in accepted ? { refused: 'claim-not-accepted' } : { commitment, ladder };
}
