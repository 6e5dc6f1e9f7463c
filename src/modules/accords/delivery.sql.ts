import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { Part } from './commitment.ts';
import { type DeliveryTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

/** A delivery before it has a place in the table; `amount` in whole units of its commitment. */
export type NewDelivery = Pick<DeliveryTable, 'amount' | 'comparator' | 'period' | 'place' | 'reported_on'> & {
  commitment: string;
  source_record: string | null;
};

/** The delivery that says the same, of whichever side, if the actor may see it. */
export const sameDelivery = (tx: Tx, { commitment, amount, comparator, period, place }: NewDelivery) =>
  ledger(tx)
    .selectFrom('delivery')
    .select(['id', 'visibility'])
    .where('commitment_id', '=', commitment)
    .where('amount', '=', amount)
    .where('comparator', '=', comparator)
    .where('period', 'is not distinct from', period)
    .where('place', 'is not distinct from', place)
    .where('source_record', 'is', null)
    .where('retracted_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst();

/** The delivery that the organisation counted from this record of another module. */
export const deliveryFromRecord = (tx: Tx, organisation: string, sourceRecord: string) =>
  ledger(tx)
    .selectFrom('delivery')
    .select('id')
    .where('owner_organisation', '=', organisation)
    .where('source_record', '=', sourceRecord)
    .executeTakeFirst();

/** Enters a delivery for the own side, and returns its id; null where its record has been counted before. */
export async function insertDelivery(context: Served, entered: NewDelivery, ladder: Ladder): Promise<string | null> {
  const { commitment, ...counted } = entered;
  const id = context.newId();
  const frame = { ...ladderOf(ladder), retracted_at: null, version: 1, changed_at: context.now };
  const { numInsertedOrUpdatedRows: inserted } = await ledger(context.tx)
    .insertInto('delivery')
    .values({ id, commitment_id: commitment, ...counted, ...frame })
    .onConflict((conflict) => conflict.columns(['owner_organisation', 'source_record']).doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return null;
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
    .where('commitment.retracted_at', 'is', null)
    .executeTakeFirst();

/** Organisations that have confirmed a delivery. */
export const confirmersOf = async (tx: Tx, delivery: string): Promise<string[]> =>
  (
    await ledger(tx).selectFrom('confirmation').select('organisation_id').where('delivery_id', '=', delivery).execute()
  ).map(({ organisation_id }) => organisation_id);

type Confirmed = { delivery: string; as: Part; ladder: Ladder };

/** Confirms once: a second time changes nothing. */
export async function insertConfirmation(context: Served, { delivery, as, ladder }: Confirmed): Promise<void> {
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

export async function deleteConfirmation(context: Served, { delivery, as, ladder }: Confirmed): Promise<void> {
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
