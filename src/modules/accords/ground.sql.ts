import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { anyOf, type Figure, type GroundTable, ledger } from './ledger.sql.ts';
import type { Measure } from './schemas.ts';

type MeasureTable = { key: string; names: Measure['names']; aggregation: Measure['aggregation'] };
const measures = (tx: Tx) => tx.withTables<{ measure: MeasureTable }>().selectFrom('measure');

export const allMeasures = (tx: Tx): Promise<Measure[]> =>
  measures(tx).select(['key', 'names', 'aggregation']).orderBy('key').execute();

export const knownMeasure = async (tx: Tx, key: string): Promise<boolean> =>
  (await measures(tx).select('key').where('key', '=', key).executeTakeFirst()) !== undefined;

const columns = ['claim_id', 'commitment_id', 'delivery_id', 'capacity_id', 'part', 'said_on'] as const;

/** What a commitment and its deliveries rest on. */
export const groundsUnder = (tx: Tx, commitment: string): Promise<GroundTable[]> =>
  ledger(tx)
    .selectFrom('ground')
    .select(columns)
    .where('commitment_id', '=', commitment)
    .unionAll((from) =>
      from
        .selectFrom('ground')
        .innerJoin('delivery', 'delivery.id', 'ground.delivery_id')
        .select(columns.map((column) => `ground.${column}` as const))
        .where('delivery.commitment_id', '=', commitment)
        .where('delivery.retracted_at', 'is', null)
        .where('delivery.corrected_at', 'is', null),
    )
    .limit(2000)
    .execute();

/** The claims under one delivery, whether it counts or not. */
export const claimsUnderDelivery = async (tx: Tx, delivery: string): Promise<string[]> =>
  (await ledger(tx).selectFrom('ground').select('claim_id').where('delivery_id', '=', delivery).execute()).map(
    ({ claim_id }) => claim_id,
  );

/** All that one claim carries. */
export const groundsOfClaims = (tx: Tx, claims: readonly string[]): Promise<GroundTable[]> =>
  ledger(tx).selectFrom('ground').select(columns).where('claim_id', '=', anyOf(claims)).execute();

/** How many grounds of these figures are left: of one with none there is no entry. */
export async function groundsLeft(tx: Tx, type: Figure, id: string): Promise<number> {
  const { left } = await ledger(tx)
    .selectFrom('ground')
    .select(sql<number>`count(*)::int`.as('left'))
    .where(`${type}_id`, '=', id)
    .executeTakeFirstOrThrow();
  return left;
}

export const takeUpGrounds = (tx: Tx, claim: string) =>
  ledger(tx).deleteFrom('ground').where('claim_id', '=', claim).execute();

/** The commitment whose amount rests on this claim. */
export async function commitmentRestingOn(tx: Tx, claim: string, partnership: string): Promise<string | undefined> {
  const found = await ledger(tx)
    .selectFrom('ground')
    .innerJoin('commitment', 'commitment.id', 'ground.commitment_id')
    .select('commitment.id')
    .where('ground.claim_id', '=', claim)
    .where('ground.part', 'in', ['target', 'statement'])
    .where('commitment.partnership_id', '=', partnership)
    .where('commitment.retracted_at', 'is', null)
    .orderBy('commitment.id')
    .executeTakeFirst();
  return found?.id;
}
