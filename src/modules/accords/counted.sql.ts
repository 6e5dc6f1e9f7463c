import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Visibility } from '../../platform/event.sql.ts';
import { ledger } from './ledger.sql.ts';

/** How many records a delivery was counted from, and how they are spread; `public…` is what everybody may read of it. */
export type DeliveryCountTable = {
  delivery_id: string;
  encounters: number;
  breakdown: unknown;
  public_encounters: unknown;
  public_breakdown: unknown;
  counted_at: Date;
};
const counts = (tx: Tx) => tx.withTables<{ delivery_count: DeliveryCountTable }>();

/** The sets under this name that the organisation counts for a commitment now. */
export const countedSets = async (
  tx: Tx,
  { organisation, commitment, set }: { organisation: string; commitment: string; set: string },
): Promise<{ name: string; visibility: Visibility }[]> =>
  (
    await ledger(tx)
      .selectFrom('delivery')
      .select(['source_record', 'visibility'])
      .where('owner_organisation', '=', organisation)
      .where('commitment_id', '=', commitment)
      .where(sql<boolean>`starts_with(source_record, ${`${set}:`})`)
      .where('retracted_at', 'is', null)
      .where('corrected_at', 'is', null)
      .where('settled_at', 'is', null)
      .orderBy('source_record')
      .execute()
  ).flatMap(({ source_record: name, visibility }) => (name === null ? [] : [{ name, visibility }]));

/** Says what a delivery was counted from, or says it anew. */
export async function saveCount(tx: Tx, { delivery_id, ...row }: DeliveryCountTable) {
  const asJson = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
  const said = {
    ...row,
    breakdown: asJson(row.breakdown),
    public_encounters: asJson(row.public_encounters),
    public_breakdown: asJson(row.public_breakdown),
  };
  await counts(tx)
    .insertInto('delivery_count')
    .values({ delivery_id, ...said })
    .onConflict((conflict) => conflict.column('delivery_id').doUpdateSet(said))
    .execute();
}

/** A commitment and its parts that have a measure, of one partnership, that still stand and that the actor sees. */
export const measuredWithParts = (tx: Tx, commitment: string) =>
  ledger(tx)
    .selectFrom('commitment')
    .select(['id', 'measure_key', 'partnership_id', 'is_demo'])
    .where((where) => where.or([where('id', '=', commitment), where('part_of', '=', commitment)]))
    .where('measure_key', 'is not', null)
    .where('retracted_at', 'is', null)
    .orderBy('id')
    .execute();
