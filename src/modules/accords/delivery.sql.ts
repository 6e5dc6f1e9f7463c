import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Acting } from '../../platform/serve.ts';
import type { Part } from './commitment.ts';
import { type DeliveryTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

type Counted = 'amount' | 'comparator' | 'period' | 'period_key' | 'place' | 'place_key' | 'reported_on';
/** A delivery before it has a place in the table; `amount` in whole units of its commitment. */
export type NewDelivery = Pick<DeliveryTable, Counted | 'source_record' | 'settlement_id'> & {
  commitment: string;
  id?: string;
};

/** Those that count, or counted until they are settled. */
const live = (tx: Tx) =>
  ledger(tx)
    .selectFrom('delivery')
    .where('retracted_at', 'is', null)
    .where('corrected_at', 'is', null)
    .where('settled_at', 'is', null);

/** The own side's delivery that says the same. What another side says is its own, and counts once with it. */
export const sameDelivery = (tx: Tx, entered: NewDelivery, side: string) =>
  live(tx)
    .select(['id', 'visibility'])
    .where('commitment_id', '=', entered.commitment)
    .where('side_id', '=', side)
    .where('amount', '=', entered.amount)
    .where('comparator', '=', entered.comparator)
    .where(sql<boolean>`coalesce(period_key, period) is not distinct from ${entered.period_key}::text`)
    .where(sql<boolean>`coalesce(place_key, fold_letters(place)) is not distinct from
      coalesce(${entered.place_key}::text, fold_letters(${entered.place}::text))`)
    .where('source_record', 'is', null)
    .where('settlement_id', 'is', null)
    .orderBy('id')
    .executeTakeFirst();

/** The delivery that the organisation counts from this record of another module, which nobody else changes meanwhile. */
export const deliveryFromRecord = (tx: Tx, organisation: string, sourceRecord: string) =>
  live(tx)
    .selectAll()
    .where('owner_organisation', '=', organisation)
    .where('source_record', '=', sourceRecord)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** The same was counted again, on a later day: it is reported anew, and nothing else has changed. */
export async function sawAgain(context: Acting, before: DeliveryTable, day: string | null): Promise<void> {
  const { numUpdatedRows: updated } = await ledger(context.tx)
    .updateTable('delivery')
    .set({ reported_on: day })
    .where('id', '=', before.id)
    .where(sql<boolean>`${day}::date > coalesce(reported_on, '-infinity')`)
    .executeTakeFirstOrThrow();
  if (!updated) return;
  const happening = { subject: 'delivery', subjectId: before.id, action: 'report', fields: ['reportedOn'] };
  await happened(context, before, happening);
}

/** Enters a delivery for the own side, and returns its id. */
export async function insertDelivery(context: Acting, entered: NewDelivery, ladder: Ladder): Promise<string> {
  const { commitment, id = context.newId(), ...counted } = entered;
  const frame = {
    ...ladderOf(ladder),
    retracted_at: null,
    corrected_at: null,
    settled_at: null,
    version: 1,
    changed_at: context.now,
  };
  await ledger(context.tx)
    .insertInto('delivery')
    .values({ id, commitment_id: commitment, ...counted, ...frame })
    .execute();
  const fields = ['amount', 'comparator', 'period', 'place', 'reportedOn'];
  await happened(context, ladder, { subject: 'delivery', subjectId: id, action: 'record', fields });
  return id;
}

/** A delivery that the actor may see, with the parties of its commitment. */
export const findDelivery = (tx: Tx, id: string) =>
  ledger(tx)
    .selectFrom('delivery')
    .innerJoin('commitment', 'commitment.id', 'delivery.commitment_id')
    .selectAll('delivery')
    .select(['commitment.debtors', 'commitment.creditors'])
    .where('delivery.id', '=', id)
    .where('delivery.retracted_at', 'is', null)
    .where('delivery.corrected_at', 'is', null)
    .where('delivery.settled_at', 'is', null)
    .where('commitment.retracted_at', 'is', null)
    .executeTakeFirst();

/** A delivery of the own side that counts, whole, which nobody else changes until this request ends. */
export const lockDelivery = (tx: Tx, id: string) =>
  live(tx).selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** Organisations that have confirmed a delivery. */
export const confirmersOf = async (tx: Tx, delivery: string): Promise<string[]> =>
  (
    await ledger(tx).selectFrom('confirmation').select('organisation_id').where('delivery_id', '=', delivery).execute()
  ).map(({ organisation_id }) => organisation_id);

type Confirmed = { delivery: string; as: Part; ladder: Ladder };

/** Confirms once: a second time changes nothing. */
export async function insertConfirmation(context: Acting, { delivery, as, ladder }: Confirmed): Promise<void> {
  const { tx, actor, now: at } = context;
  const { person, organisation: organisation_id } = actor;
  const { numInsertedOrUpdatedRows: inserted } = await ledger(tx)
    .insertInto('confirmation')
    .values({ delivery_id: delivery, organisation_id, confirmed_as: as, person, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return;
  await happened(context, ladder, {
    subject: 'delivery',
    subjectId: delivery,
    action: 'confirm',
    fields: ['confirmations'],
  });
}

export async function deleteConfirmation(context: Acting, { delivery, as, ladder }: Confirmed): Promise<void> {
  const { numDeletedRows: deleted } = await ledger(context.tx)
    .deleteFrom('confirmation')
    .where('delivery_id', '=', delivery)
    .where('organisation_id', '=', context.actor.organisation)
    .where('confirmed_as', '=', as)
    .executeTakeFirstOrThrow();
  if (!deleted) return;
  const happening = {
    subject: 'delivery',
    subjectId: delivery,
    action: 'takeBackConfirmation',
    fields: ['confirmations'],
  };
  await happened(context, ladder, happening);
}
