import type { ClaimRow } from '../documents/index.ts';
import type { Partnership } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import { wholeOf } from '../../platform/money/amount.ts';
import { insertCapacity } from './capacity.sql.ts';
import { checkCommitment, type CommitmentRefusal } from './commitment.ts';
import { findCommitment, insertCommitment, type Origin, sameWithoutTarget } from './commitment.sql.ts';
import { deliver, isAhead } from './deliver.server.ts';
import { commitmentRestingOn, knownMeasure } from './ground.sql.ts';
import { isOriginSeen } from './origin.sql.ts';
import { findFigure, layGround, takeTurns } from './ledger.sql.ts';
import { layableClaims, ladderIn, type Place, placeOf, seatedIn } from './place.server.ts';
import { whyUnrelated } from './relations.server.ts';
import type { CapacityInput, CommitmentInput, Entry } from './schemas.ts';

/** Enters figures in the ledger for the own side, each with the claims it rests on. */
export type EntryRefusal =
  | CommitmentRefusal
  | 'measure-unknown'
  | 'related-elsewhere'
  | 'goes-round'
  | 'ground-missing'
  | 'not-found'
  | 'not-own-side'
  | 'nothing-to-restate'
  | 'day-in-future'
  | 'claim-not-accepted';
type Refused<Reason extends EntryRefusal = EntryRefusal> = { refused: Reason };
type Entered = { id: string; isKnown: boolean };
export type EnteredFigures = {
  commitment: string | null;
  delivery: string | null;
  capacity: string | null;
  isKnown: boolean;
};

/** A new commitment; one without a target is looked for first, so that two results of one measure meet. */
async function enterCommitment(
  context: Served,
  asked: CommitmentInput,
  { partnership, ladder, origin }: Place & { origin?: Origin },
): Promise<Entered | Refused> {
  if (isAhead(context, asked.statedOn)) return { refused: 'day-in-future' };
  const checked = checkCommitment(asked, seatedIn(partnership));
  if ('refused' in checked) return checked;
  const { checked: commitment } = checked;
  if (commitment.measure !== null && !(await knownMeasure(context.tx, commitment.measure)))
    return { refused: 'measure-unknown' };
  const unrelated = await whyUnrelated(context, commitment, { partnership: partnership.id });
  if (unrelated) return { refused: unrelated };
  const entered = async () => insertCommitment(context, commitment, { ...ladder, ...(origin && { origin }) });
  // Only one without a target may be there already.
  if (commitment.target !== null || commitment.kind === 'act') return { id: await entered(), isKnown: false };
  await takeTurns(context.tx, `commitments of ${ladder.side_id}`);
  const same = await sameWithoutTarget(context.tx, ladder.side_id, commitment);
  return { id: same ?? (await entered()), isKnown: same !== undefined };
}

export type Grounded = {
  commitment: CommitmentInput;
  /** The accepted claims it rests on. */
  claims?: readonly string[];
  /** Where it was agreed, and by what: a commitment rests on these, or on claims, or on both. */
  meeting?: string | undefined;
  instrument?: string | undefined;
  article?: string | undefined;
};

/** A commitment entered by hand, on claims that were accepted before or on what was agreed at a meeting or by an instrument. */
export async function recordCommitment(
  context: Served,
  { commitment, claims = [], meeting, instrument, article }: Grounded,
  partnership: Partnership,
): Promise<Entered | Refused> {
  const ladder = ladderIn(context, partnership);
  if (!ladder) return { refused: 'not-own-side' };
  const origin = { meeting_id: meeting ?? null, instrument_id: instrument ?? null, article_id: article ?? null };
  if (claims.length === 0 && !meeting && !instrument) return { refused: 'ground-missing' };
  if (!(await isOriginSeen(context.tx, origin, partnership.id))) return { refused: 'not-found' };
  const accepted = await layableClaims(context, claims, ladder);
  if ('refused' in accepted) return accepted;
  const entered = await enterCommitment(context, commitment, { partnership, ladder, origin });
  if ('refused' in entered) return entered;
  const part = commitment.target === null ? 'statement' : 'target';
  const saidOn = entered.isKnown ? commitment.statedOn : null;
  for (const { id } of accepted) await layGround(context.tx, id, { type: 'commitment', id: entered.id, part, saidOn });
  return entered;
}

/**
 * Several commitments of one meeting or instrument, in the transaction of who calls: all are entered, or none is.
 *
 * @returns their ids in the order given; or why the one at `index` is refused (what was entered before it goes with the
 *   transaction, which the caller then has to abandon by throwing)
 */
export async function recordCommitments(
  context: Served,
  partnership: Partnership,
  asked: readonly Grounded[],
): Promise<{ recorded: string[] } | (Refused & { index: number })> {
  const recorded: string[] = [];
  for (const [index, each] of asked.entries()) {
    const entered = await recordCommitment(context, each, partnership);
    if ('refused' in entered) return { ...entered, index };
    recorded.push(entered.id);
  }
  return { recorded };
}

async function enterCapacity(
  context: Served,
  { claim, place }: Claimed,
  asked: CapacityInput,
): Promise<Entered | Refused> {
  const amount = wholeOf({ amount: asked.amount, currency: null }, null);
  if ('refused' in amount) return amount;
  const { title, comparator, per, kind = 'capacity', asOf = null, place: where = null, placeKey = null } = asked;
  const said = { title, comparator, per, kind, as_of: asOf, place: where, place_key: placeKey };
  const id = await insertCapacity(context, { ...said, amount: amount.whole }, place.ladder);
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

/** The day on which a source says it, as far as its citation tells: the first that its date may mean. */
const saidOn = ({ citation: { publishedOn } }: ClaimRow): string | null =>
  publishedOn !== null && whyNotEdtf(publishedOn) === null ? boundsOf(publishedOn).first : null;

async function enterGround(
  context: Served,
  { claim }: Claimed,
  { of, part }: Extract<Entry, { enter: 'ground' }>,
): Promise<EnteredFigures | Refused> {
  const figure = await findFigure(context.tx, of);
  if (!figure || figure.partnership_id !== claim.partnership) return { refused: 'not-found' };
  await layGround(context.tx, claim.id, { ...of, part, saidOn: saidOn(claim) });
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
