import type { ClaimRow } from '../documents/index.ts';
import { claimsOf } from '../documents/index.ts';
import { partnershipOf, type Partnership } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { type AmountRefusal, wholeOf } from './amount.ts';
import { checkCommitment, type CommitmentRefusal } from './commitment.ts';
import { findCommitment, insertCommitment, sameWithoutTarget } from './commitment.sql.ts';
import { insertCapacity } from './capacity.sql.ts';
import { deliveryFromRecord, insertDelivery, sameDelivery } from './delivery.sql.ts';
import { commitmentRestingOn, knownMeasure } from './ground.sql.ts';
import { findFigure, layGround, type Ladder, takeTurns, type CommitmentTable } from './ledger.sql.ts';
import type { CapacityInput, CommitmentInput, DeliveryInput, Entry } from './schemas.ts';

/** Enters figures in the ledger for the own side, each with the claims it rests on. */
export type EntryRefusal =
  | CommitmentRefusal
  | 'measure-unknown'
  | 'not-found'
  | 'not-own-side'
  | 'nothing-to-restate'
  | 'claim-not-accepted';
type Refused<Reason extends EntryRefusal = EntryRefusal> = { refused: Reason };
type Entered = { id: string; isKnown: boolean };
export type EnteredFigures = {
  commitment: string | null;
  delivery: string | null;
  capacity: string | null;
  isKnown: boolean;
};

/** Where the actor's organisation enters things in a partnership; undefined when it sits on no side of it. */
export function ladderIn(context: Served, { id, ownSide, isDemo }: Partnership): Ladder | undefined {
  if (ownSide === null) return undefined;
  const owner_organisation = context.actor.organisation;
  return { owner_organisation, partnership_id: id, side_id: ownSide, visibility: 'own_side', is_demo: isDemo };
}

type Place = { partnership: Partnership; ladder: Ladder };

async function placeOf(context: Served, partnership: string): Promise<Place | Refused<'not-found' | 'not-own-side'>> {
  const found = await partnershipOf(context.tx, partnership);
  if (!found) return { refused: 'not-found' };
  const ladder = ladderIn(context, found);
  return ladder ? { partnership: found, ladder } : { refused: 'not-own-side' };
}

export const seatedIn = ({ sides }: Partnership): Set<string> =>
  new Set(sides.flatMap(({ organisations }) => organisations));

/** A new commitment; one without a target is looked for first, so that two results of one measure meet. */
async function enterCommitment(
  context: Served,
  asked: CommitmentInput,
  { partnership, ladder }: Place,
): Promise<Entered | Refused> {
  const checked = checkCommitment(asked, seatedIn(partnership));
  if ('refused' in checked) return checked;
  const { checked: commitment } = checked;
  if (commitment.measure !== null && !(await knownMeasure(context.tx, commitment.measure)))
    return { refused: 'measure-unknown' };
  await takeTurns(context.tx, `commitments of ${ladder.side_id}`);
  const same = await sameWithoutTarget(context.tx, ladder.side_id, commitment);
  return { id: same ?? (await insertCommitment(context, commitment, ladder)), isKnown: same !== undefined };
}

/** The accepted claims of these ids, of the partnership; refused when one is not there or not accepted. */
export async function acceptedClaims(
  { tx }: Served,
  ids: readonly string[],
  partnership: string,
): Promise<ClaimRow[] | Refused<'claim-not-accepted'>> {
  const claims = await claimsOf(tx, ids);
  const isWhole = claims.length === new Set(ids).size;
  const areAccepted = claims.every((claim) => claim.state === 'accepted' && claim.partnership === partnership);
  return isWhole && areAccepted ? claims : { refused: 'claim-not-accepted' };
}

/** A commitment entered by hand, on claims that were accepted before. */
export async function recordCommitment(
  context: Served,
  { commitment, claims }: { commitment: CommitmentInput; claims: readonly string[] },
  partnership: Partnership,
): Promise<Entered | Refused> {
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  const accepted = await acceptedClaims(context, claims, partnership.id);
  if ('refused' in accepted) return accepted;
  const entered = await enterCommitment(context, commitment, { partnership, ladder });
  if ('refused' in entered) return entered;
  const part = commitment.target === null ? 'statement' : 'target';
  for (const { id } of accepted) await layGround(context.tx, id, { type: 'commitment', id: entered.id, part });
  return entered;
}

export type RecordedDelivery = DeliveryInput & {
  commitment: string;
  /** The accepted claims it rests on. */
  claims?: readonly string[];
  /** The record of another module that it is counted from: counted once, however often it is sent. */
  sourceRecord?: string;
};

/**
 * Records what was done for a commitment. The same amount, period and place of another source is the same delivery:
 * it counts once, and the claims become further grounds of it.
 */
export async function recordDelivery(
  context: Served,
  { commitment: id, claims = [], sourceRecord, ...delivery }: RecordedDelivery,
): Promise<Entered | Refused<DeliveryRefusal>> {
  const commitment = await findCommitment(context.tx, id);
  if (!commitment) return { refused: 'not-found' };
  const place = await placeOf(context, commitment.partnership_id);
  if ('refused' in place) return place;
  const accepted = await acceptedClaims(context, claims, commitment.partnership_id);
  if ('refused' in accepted) return accepted;
  return deliver(context, { commitment, ladder: place.ladder, claims: accepted, sourceRecord }, delivery);
}

type DeliveryRefusal = AmountRefusal | 'not-found' | 'not-own-side' | 'claim-not-accepted';
type Delivering = {
  commitment: CommitmentTable;
  ladder: Ladder;
  claims: readonly ClaimRow[];
  sourceRecord: string | undefined;
};

async function deliver(
  context: Served,
  { commitment, ladder, claims, sourceRecord }: Delivering,
  delivery: DeliveryInput,
): Promise<Entered | Refused<AmountRefusal>> {
  const { tx, actor } = context;
  const amount = wholeOf(delivery.amount, commitment.currency);
  if ('refused' in amount) return amount;
  await takeTurns(tx, `deliveries of ${commitment.id}`);
  const { comparator, period, place, reportedOn: reported_on } = delivery;
  const figures = { amount: amount.whole, comparator, period, place, reported_on };
  const entered = { commitment: commitment.id, ...figures, source_record: sourceRecord ?? null };
  const same = sourceRecord
    ? await deliveryFromRecord(tx, actor.organisation, sourceRecord)
    : await sameDelivery(tx, entered);
  const id = same?.id ?? (await insertDelivery(context, entered, { ...ladder, is_demo: commitment.is_demo }));
  if (!id) throw new Error('a record is counted by one request at a time');
  for (const claim of claims) await layGround(tx, claim.id, { type: 'delivery', id, part: 'delivered' });
  return { id, isKnown: same !== undefined };
}

async function enterCapacity(
  context: Served,
  { claim, place }: Claimed,
  asked: CapacityInput,
): Promise<Entered | Refused> {
  const amount = wholeOf({ amount: asked.amount, currency: null }, null);
  if ('refused' in amount) return amount;
  const id = await insertCapacity(context, { ...asked, amount: amount.whole }, place.ladder);
  await layGround(context.tx, claim.id, { type: 'capacity', id, part: 'capacity' });
  return { id, isKnown: false };
}

const nothingYet: EnteredFigures = { commitment: null, delivery: null, capacity: null, isKnown: false };
type Claimed = { claim: ClaimRow; place: Place };

async function enterDelivery(
  context: Served,
  { claim, place }: Claimed,
  { of, delivery }: Extract<Entry, { enter: 'delivery' }>,
): Promise<EnteredFigures | Refused> {
  const made = typeof of === 'string' ? { id: of } : await enterCommitment(context, of, place);
  if ('refused' in made) return made;
  const commitment = await findCommitment(context.tx, made.id);
  if (!commitment || commitment.partnership_id !== claim.partnership) return { refused: 'not-found' };
  const delivering = { commitment, ladder: place.ladder, claims: [claim], sourceRecord: undefined };
  const recorded = await deliver(context, delivering, delivery);
  if ('refused' in recorded) return recorded;
  return { ...nothingYet, commitment: made.id, delivery: recorded.id, isKnown: recorded.isKnown };
}

async function enterGround(
  context: Served,
  { claim }: Claimed,
  { of, part }: Extract<Entry, { enter: 'ground' }>,
): Promise<EnteredFigures | Refused> {
  const figure = await findFigure(context.tx, of);
  if (!figure || figure.partnership_id !== claim.partnership) return { refused: 'not-found' };
  await layGround(context.tx, claim.id, { ...of, part });
  return { ...nothingYet, [of.type]: of.id, isKnown: true };
}

/** What an accepted claim of the own side enters in the ledger. */
export async function enter(context: Served, claim: ClaimRow, entry: Entry): Promise<EnteredFigures | Refused> {
  if (entry.enter === 'nothing') return nothingYet;
  const place = await placeOf(context, claim.partnership);
  if ('refused' in place) return place;
  const claimed = { claim, place };
  switch (entry.enter) {
    case 'delivery':
      return enterDelivery(context, claimed, entry);
    case 'ground':
      return enterGround(context, claimed, entry);
    case 'commitment': {
      const { commitment } = entry;
      const entered = await recordCommitment(context, { commitment, claims: [claim.id] }, place.partnership);
      return 'refused' in entered ? entered : { ...nothingYet, commitment: entered.id, isKnown: entered.isKnown };
    }
    case 'capacity': {
      const entered = await enterCapacity(context, claimed, entry.capacity);
      return 'refused' in entered ? entered : { ...nothingYet, capacity: entered.id };
    }
    case 'equivalent': {
      const commitment = await commitmentRestingOn(context.tx, entry.ofClaim, claim.partnership);
      if (!commitment) return { refused: 'nothing-to-restate' };
      await layGround(context.tx, claim.id, { type: 'commitment', id: commitment, part: 'equivalent' });
      return { ...nothingYet, commitment, isKnown: true };
    }
    default:
      return entry satisfies never;
  }
}
