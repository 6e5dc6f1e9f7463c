import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Acting } from '../../platform/serve.ts';
import type { Strength } from '../../reader/claim.ts';
import type { Kind, parts, verdicts } from './schemas.ts';
import type { Comparator } from './status.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** Every row of the ledger belongs to a side of a partnership. */
export type Ladder = Shared & { partnership_id: string; side_id: string };
type Kept = Ladder & { id: string; retracted_at: Date | null; version: number; changed_at: Date };

export type CommitmentTable = Kept & {
  kind: Kind;
  title: LocalisedText;
  measure_key: string | null;
  currency: string | null;
  target: bigint | null;
  comparator: Comparator;
  strength: Strength | null;
  debtors: string[];
  creditors: string[];
  term: string | null;
  term_last: string | null;
  condition: LocalisedText | null;
  condition_state: 'met' | 'unmet' | 'unknown' | null;
  beneficiaries: LocalisedText | null;
  place: string | null;
  stated_on: string | null;
  withdrawn_on: string | null;
  per: string | null;
  due_after: string | null;
  condition_on: string | null;
  condition_reasons: LocalisedText | null;
  place_key: string | null;
  replaced_by: string | null;
  part_of: string | null;
  meeting_id: string | null;
  instrument_id: string | null;
  article_id: string | null;
};
export type DeliveryTable = Kept & {
  commitment_id: string;
  amount: bigint;
  comparator: Comparator;
  period: string | null;
  place: string | null;
  reported_on: string | null;
  source_record: string | null;
  place_key: string | null;
  period_key: string | null;
  corrected_at: Date | null;
  settlement_id: string | null;
  settled_at: Date | null;
};
export type CapacityTable = Kept & {
  title: LocalisedText;
  amount: bigint;
  comparator: Comparator;
  per: string | null;
  kind: 'capacity' | 'context';
  as_of: string | null;
  place: string | null;
  place_key: string | null;
  corrected_at: Date | null;
};
export type GroundTable = {
  claim_id: string;
  commitment_id: string | null;
  delivery_id: string | null;
  capacity_id: string | null;
  part: (typeof parts)[number];
  /** The day of a further source that says the same. */
  said_on: string | null;
};
type AssessmentTable = Ladder & {
  id: string;
  commitment_id: string;
  verdict: (typeof verdicts)[number];
  reasons: LocalisedText | null;
  claim_id: string | null;
  true_on: string;
  person: string;
  at: Date;
};
type ConfirmationTable = {
  delivery_id: string;
  organisation_id: string;
  confirmed_as: 'giver' | 'receiver';
  person: string;
  at: Date;
};
export type LedgerTables = {
  commitment: CommitmentTable;
  delivery: DeliveryTable;
  capacity: CapacityTable;
  ground: GroundTable;
  assessment: AssessmentTable;
  confirmation: ConfirmationTable;
};
export const ledger = (tx: Tx) => tx.withTables<LedgerTables>();

/** An array of ids as the database wants it. */
export const anyOf = (ids: Iterable<string>): RawBuilder<string> => sql<string>`any (${[...new Set(ids)]}::uuid[])`;

/** Makes everybody else who writes about the same thing wait until this request ends. */
export const takeTurns = (tx: Tx, thing: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${thing}, 0))`.execute(tx);

export const ladderOf = ({ owner_organisation, partnership_id, side_id, visibility, is_demo }: Ladder): Ladder => ({
  owner_organisation,
  partnership_id,
  side_id,
  visibility,
  is_demo,
});

export type Figure = 'commitment' | 'delivery' | 'capacity';
export type GroundOf = { type: Figure; id: string };

/** Lays a claim under a figure; a second time changes nothing. */
export async function layGround(
  tx: Tx,
  claim: string,
  { type, id, part, saidOn = null }: GroundOf & { part: GroundTable['part']; saidOn?: string | null },
): Promise<void> {
  const none = { commitment_id: null, delivery_id: null, capacity_id: null };
  await ledger(tx)
    .insertInto('ground')
    .values({ claim_id: claim, ...none, [`${type}_id`]: id, part, said_on: saidOn })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether the actor may see such a figure, and to whom it belongs. */
export const findFigure = (tx: Tx, { type, id }: GroundOf) =>
  ledger(tx)
    .selectFrom(type)
    .select(['id', 'owner_organisation', 'partnership_id', 'side_id', 'visibility', 'is_demo', 'version'])
    .select(sql<boolean>`side_id = any ((select actor_sides())::uuid[])`.as('isOwn'))
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .executeTakeFirst();

/** The same, for one of the own side, which nobody else changes until this request ends. */
export const lockFigure = (tx: Tx, { type, id }: GroundOf) =>
  ledger(tx)
    .selectFrom(type)
    .select(['id', 'owner_organisation', 'partnership_id', 'side_id', 'visibility', 'is_demo', 'version'])
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

type Happening = { subject: string; subjectId: string; action: string; fields: readonly string[] };

/** Says what happened to a thing, in the name of a side: one's own, also where the thing is another side's. */
export const happened = (context: Acting, shared: Ladder, happening: Happening): Promise<void> =>
  recordEvent(context, { ...happening, shared });
