import type { ClaimRow } from '../documents/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Visibility } from '../../platform/event.sql.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import { type AmountRefusal, wholeOf } from '../../platform/money/amount.ts';
import { periodKeyOf } from './cell.ts';
import { findCommitment } from './commitment.sql.ts';
import { counterEntry } from './correction.sql.ts';
import { deliveryFromRecord, insertDelivery, type NewDelivery, sameDelivery, sawAgain } from './delivery.sql.ts';
import { type CommitmentTable, layGround, type Ladder, takeTurns } from './ledger.sql.ts';
import { layableClaims, placeOf } from './place.server.ts';
import { type RecordRefusal, whyNotRecordSet } from './record.ts';
import type { DeliveryInput } from './schemas.ts';

/** Counts what was done. */
type Refused<Reason extends string> = { refused: Reason };
type Entered = { id: string; isKnown: boolean };
type CountRefusal = AmountRefusal | 'day-in-future';
type DeliveryRefusal =
  | (CountRefusal | RecordRefusal | 'not-found' | 'not-own-side')
  | ('claim-not-accepted' | 'may-not-publish');

export type RecordedDelivery = DeliveryInput & {
  commitment: string;
  /** The accepted claims it rests on. */
  claims?: readonly string[];
  /**
   * The set of records of another module that it is counted from, `<module>:<set>:<cell>`: counted once, however often it
   * is sent. Never one person's record: see `whyNotRecordSet`.
   */
  sourceRecord?: string;
  /** Who sees it, where this set was not counted before but others beside it were, which are seen so. */
  shownAs?: Visibility;
};

/**
 * Records what was done for a commitment. The same amount, period and place from another source of the own side is the
 * same delivery: it counts once, and the claims become further grounds of it. A source record that has been counted with
 * another figure is corrected by a counter-entry and counted anew; zero takes it out. What others see is corrected by whoever
 * may publish, as by hand.
 */
export async function recordDelivery(
  context: Acting,
  { commitment: id, claims = [], sourceRecord, shownAs, ...delivery }: RecordedDelivery,
): Promise<Entered | Refused<DeliveryRefusal>> {
  const commitment = await findCommitment(context.tx, id);
  if (!commitment) return { refused: 'not-found' };
  const place = await placeOf(context, commitment.partnership_id);
  if ('refused' in place) return place;
  const accepted = await layableClaims(context, claims, place.ladder);
  if ('refused' in accepted) return accepted;
  const delivering = { commitment, ladder: place.ladder, claims: accepted };
  if (sourceRecord === undefined) return deliver(context, delivering, delivery);
  const refused = whyNotRecordSet(sourceRecord);
  return refused ? { refused } : countRecord(context, { ...delivering, sourceRecord, shownAs }, delivery);
}

/** Whether something is said to have been told on a day that is still to come. */
export const isAhead = ({ today }: Pick<Served, 'today'>, day: string | null): boolean => day !== null && day > today;

export type Delivering = { commitment: CommitmentTable; ladder: Ladder; claims: readonly ClaimRow[] };

/** As the table holds it. */
export const asCounted = (commitment: string, amount: bigint, input: DeliveryInput): NewDelivery => {
  const { comparator, period, place, placeKey = null, reportedOn: reported_on } = input;
  const cell = { period, place, place_key: placeKey, period_key: periodKeyOf(period) };
  return { commitment, amount, comparator, ...cell, reported_on, source_record: null, settlement_id: null };
};

/** A delivery of the own side; one that says the same is found instead. */
export async function deliver(
  context: Acting,
  { commitment, ladder, claims }: Delivering,
  delivery: DeliveryInput,
): Promise<Entered | Refused<CountRefusal>> {
  const { tx } = context;
  if (isAhead(context, delivery.reportedOn)) return { refused: 'day-in-future' };
  const amount = wholeOf(delivery.amount, commitment.currency);
  if ('refused' in amount) return amount;
  await takeTurns(tx, `deliveries of ${commitment.id}`);
  const entered = asCounted(commitment.id, amount.whole, delivery);
  const same = await sameDelivery(tx, entered, ladder.side_id);
  const id = same?.id ?? (await insertDelivery(context, entered, { ...ladder, is_demo: commitment.is_demo }));
  const saidOn = same ? delivery.reportedOn : null;
  for (const claim of claims) await layGround(tx, claim.id, { type: 'delivery', id, part: 'delivered', saidOn });
  return { id, isKnown: same !== undefined };
}

/** What the log says of a record that was counted again: no person wrote it. */
const recounted: LocalisedText = {
  kk: { text: 'Жазбалар қайта саналды', by: 'machine' },
  ru: { text: 'Записи пересчитаны', by: 'machine' },
  en: { text: 'The records were counted again', by: 'machine' },
};

type Counted = { sourceRecord: string; shownAs: Visibility | undefined };

async function countRecord(
  context: Acting,
  { commitment, ladder, claims, sourceRecord, shownAs }: Delivering & Counted,
  delivery: DeliveryInput,
): Promise<Entered | Refused<CountRefusal | 'may-not-publish'>> {
  if (isAhead(context, delivery.reportedOn)) return { refused: 'day-in-future' };
  const { tx, actor } = context;
  const { currency } = commitment;
  await takeTurns(tx, `record ${actor.organisation} ${sourceRecord}`);
  const before = await deliveryFromRecord(tx, actor.organisation, sourceRecord);
  const isNothing = /^0+(\.0+)?$/.test(delivery.amount.amount);
  const visibility = before?.visibility ?? shownAs ?? ladder.visibility;
  const mayCorrect = visibility === 'own_side' || actor.may.has('accords.publish');
  if (isNothing && before) {
    if (!mayCorrect) return { refused: 'may-not-publish' };
    await counterEntry(context, { before, reasons: recounted, replacement: null, currency });
    return { id: before.id, isKnown: true };
  }
  const amount = wholeOf(delivery.amount, commitment.currency);
  if ('refused' in amount) return amount;
  const entered = { ...asCounted(commitment.id, amount.whole, delivery), source_record: sourceRecord };
  if (before && isSame(before, entered)) {
    await sawAgain(context, before, delivery.reportedOn);
    return { id: before.id, isKnown: true };
  }
  if (!mayCorrect) return { refused: 'may-not-publish' };
  const replacement = context.newId();
  if (before) await counterEntry(context, { before, reasons: recounted, replacement, currency });
  const shared = { ...ladder, is_demo: commitment.is_demo, visibility };
  const id = await insertDelivery(context, { ...entered, id: replacement }, shared);
  for (const claim of claims) await layGround(tx, claim.id, { type: 'delivery', id, part: 'delivered' });
  return { id, isKnown: false };
}

type Compared = Pick<NewDelivery, 'amount' | 'comparator' | 'period_key' | 'place' | 'place_key'>;
const isSame = (before: Compared & { commitment_id: string }, after: Compared & { commitment: string }): boolean =>
  before.commitment_id === after.commitment &&
  (['amount', 'comparator', 'period_key', 'place', 'place_key'] as const).every(
    (field) => before[field] === after[field],
  );
