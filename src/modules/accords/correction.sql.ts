import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { personActing } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database.ts';
import type { Acting } from '../../platform/serve.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { type DeliveryTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

export type CorrectionTable = Ladder & {
  id: string;
  commitment_id: string | null;
  delivery_id: string | null;
  capacity_id: string | null;
  fields: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  replacement_id: string | null;
  reasons: LocalisedText;
  /** Null: counted again by itself. */
  person: string | null;
  at: Date;
};

const corrections = (tx: Tx) => tx.withTables<{ correction: CorrectionTable }>();

type Logged = Pick<CorrectionTable, 'fields' | 'before' | 'after' | 'reasons'> & {
  /** Null: of a capacity. */
  commitment: string | null;
  delivery?: string;
  capacity?: string;
  replacement?: string | null;
};

/** Writes into the log of corrections, for whoever sees what is corrected (`shared`). */
export async function insertCorrection(context: Acting, logged: Logged, shared: Ladder): Promise<string> {
  const { tx, actor, now, newId } = context;
  const id = newId();
  const { commitment, delivery = null, capacity = null, replacement = null, fields, before, after, reasons } = logged;
  const owned = { ...ladderOf(shared), owner_organisation: actor.organisation };
  const about = {
    commitment_id: commitment,
    delivery_id: delivery,
    capacity_id: capacity,
    replacement_id: replacement,
  };
  await corrections(tx)
    .insertInto('correction')
    .values({ id, ...about, ...owned, fields, before, after, reasons, person: personActing(actor), at: now })
    .execute();
  return id;
}

/** What a delivery says, as the log keeps it. */
export const saidBy = (row: DeliveryTable, currency: string | null): Record<string, unknown> => ({
  amount: amountOf(row.amount, currency),
  comparator: row.comparator,
  period: row.period,
  place: row.place,
  reportedOn: row.reported_on,
});

type Countered = {
  before: DeliveryTable;
  reasons: LocalisedText;
  /** The id of the right entry, if there is one. */
  replacement: string | null;
  currency?: string | null;
};

/** Takes a delivery of the own side out of the count; its row, its grounds and its confirmations stay to be read. */
export async function counterEntry(
  context: Acting,
  { before, reasons, replacement, currency = null }: Countered,
): Promise<string> {
  const { tx, now } = context;
  await ledger(tx)
    .updateTable('delivery')
    .set({ corrected_at: now, version: before.version + 1, changed_at: now })
    .where('id', '=', before.id)
    .execute();
  const logged = { commitment: before.commitment_id, delivery: before.id, replacement, reasons };
  const said = { fields: ['amount'], before: saidBy(before, currency), after: null };
  const id = await insertCorrection(context, { ...logged, ...said }, before);
  const happening = { subject: 'delivery', subjectId: before.id, action: 'correct', fields: ['correctedAt'] };
  await happened(context, ladderOf(before), happening);
  return id;
}

/** The log of what places can do and of what is so around them, in a partnership; the newest first. */
export const capacityCorrectionsIn = (tx: Tx, partnership: string) =>
  corrections(tx)
    .selectFrom('correction')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .where('capacity_id', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();

/** The log of a commitment and its deliveries, the newest first. */
export const correctionsOf = (tx: Tx, commitment: string) =>
  corrections(tx)
    .selectFrom('correction')
    .selectAll()
    .where('commitment_id', '=', commitment)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
