import { type Partnership, partnershipOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from './amount.ts';
import { type Assessment, insertAssessment } from './assessment.sql.ts';
import { checkCommitment, type CommitmentRefusal, isWider, type Part, partsOf } from './commitment.ts';
import { findCommitment, lockCommitment, saveCommitment, withdrawCommitment } from './commitment.sql.ts';
import { deleteConfirmation, findDelivery, insertConfirmation } from './delivery.sql.ts';
import { acceptedClaims, ladderIn, seatedIn } from './entry.server.ts';
import { type CommitmentTable, layGround, type Ladder, ladderOf, lockFigure } from './ledger.sql.ts';
import { retract } from './retract.sql.ts';
import type { CommitmentInput } from './schemas.ts';
import { whyDeliveryStays } from './undo.server.ts';

/** What a person does with what is in the ledger: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-own-side' | 'stale';

/** The own side's commitment, locked, at the version that the person saw. */
async function ownCommitment(
  { tx }: Served,
  { id, version }: { id: string; version: number },
): Promise<{ found: CommitmentTable } | Refused<Missing>> {
  const found = await lockCommitment(tx, id);
  if (!found) return { refused: (await findCommitment(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

const asInput = (row: CommitmentTable): CommitmentInput => ({
  kind: row.kind,
  title: row.title,
  currency: row.currency,
  comparator: row.comparator,
  strength: row.strength,
  debtors: row.debtors,
  creditors: row.creditors,
  term: row.term,
  condition: row.condition,
  place: row.place,
  beneficiaries: row.beneficiaries,
  measure: row.measure_key,
  target: row.target === null ? null : amountOf(row.target, row.currency),
  conditionState: row.condition_state,
  statedOn: row.stated_on,
});

type Change = { [K in keyof CommitmentInput]?: CommitmentInput[K] | undefined };
const stated = (change: Change): Partial<CommitmentInput> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

export async function changeCommitment(
  context: Served,
  { change, ...at }: { id: string; version: number; change: Change },
): Promise<{ changed: string } | Refused<Missing | CommitmentRefusal>> {
  const own = await ownCommitment(context, at);
  if ('refused' in own) return own;
  const partnership = await partnershipOf(context.tx, own.found.partnership_id);
  if (!partnership) return { refused: 'not-found' };
  const checked = checkCommitment({ ...asInput(own.found), ...stated(change) }, seatedIn(partnership));
  if ('refused' in checked) return checked;
  await saveCommitment(context, own.found, checked.checked);
  return { changed: at.id };
}

export async function withdraw(
  context: Served,
  { on, claim, ...at }: { id: string; version: number; on: string; claim?: string | undefined },
): Promise<{ withdrawn: string } | Refused<Missing | 'day-in-future' | 'claim-not-accepted'>> {
  if (on > context.today) return { refused: 'day-in-future' };
  const own = await ownCommitment(context, at);
  if ('refused' in own) return own;
  const accepted = await acceptedClaims(context, claim ? [claim] : [], own.found.partnership_id);
  if ('refused' in accepted) return { refused: 'claim-not-accepted' };
  await withdrawCommitment(context, own.found, on);
  for (const { id } of accepted) await layGround(context.tx, id, { type: 'commitment', id: at.id, part: 'statement' });
  return { withdrawn: at.id };
}

export async function retractDelivery(
  context: Served,
  { id, version }: { id: string; version: number },
): Promise<{ retracted: string } | Refused<Missing | 'already-published' | 'confirmed-by-others'>> {
  const figure = { type: 'delivery' as const, id };
  const locked = await lockFigure(context.tx, figure);
  if (!locked) return { refused: (await findDelivery(context.tx, id)) ? 'not-own-side' : 'not-found' };
  if (locked.version !== version) return { refused: 'stale' };
  const refused = await whyDeliveryStays(context, locked);
  if (refused) return { refused };
  await retract(context, figure, locked);
  return { retracted: id };
}

/** The actor's own place in the partnership of a delivery, from which it speaks about it. */
async function partIn(
  context: Served,
  { id, as }: { id: string; as: Part },
): Promise<{ ladder: Ladder } | Refused<'not-found' | 'not-your-part'>> {
  const delivery = await findDelivery(context.tx, id);
  const partnership = delivery && (await partnershipOf(context.tx, delivery.partnership_id));
  if (!delivery || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder || !partsOf(delivery, sideOf(partnership)).includes(as)) return { refused: 'not-your-part' };
  return { ladder: { ...ladder, visibility: delivery.visibility, is_demo: delivery.is_demo } };
}

const sideOf = ({ sides, ownSide }: Partnership): readonly string[] =>
  sides.find(({ id }) => id === ownSide)?.organisations ?? [];

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
  | ('day-in-future' | 'may-not-publish' | 'wider-than-commitment');

/** A verdict stands on a claim or on reasons, and on the day on which it is true. Every side may have its own. */
export async function assess(
  context: Served,
  asked: Assessment,
): Promise<{ assessed: string } | Refused<AssessRefusal>> {
  const { tx, actor, today } = context;
  if (!asked.reasons && !asked.claim) return { refused: 'reasons-missing' };
  if (asked.trueOn > today) return { refused: 'day-in-future' };
  if (asked.visibility !== 'own_side' && !actor.may.has('accords.publish')) return { refused: 'may-not-publish' };
  const commitment = await findCommitment(tx, asked.id);
  const partnership = commitment && (await partnershipOf(tx, commitment.partnership_id));
  if (!commitment || !partnership) return { refused: 'not-found' };
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  if (isWider(asked.visibility, commitment.visibility)) return { refused: 'wider-than-commitment' };
  const accepted = await acceptedClaims(context, asked.claim ? [asked.claim] : [], commitment.partnership_id);
  if ('refused' in accepted) return { refused: 'claim-not-accepted' };
  const shared = { ...ladderOf(ladder), visibility: asked.visibility, is_demo: commitment.is_demo };
  return { assessed: await insertAssessment(context, asked, shared) };
}
