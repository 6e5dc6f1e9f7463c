import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { isUuid, type Row } from './table.ts';

/** What a view says of these, by their ids; the rows that the actor may see. */
export async function rowsIn(tx: Tx, view: string, ids: readonly string[]): Promise<Map<string, Row>> {
  const known = ids.filter(isUuid);
  if (known.length === 0) return new Map();
  const { rows } = await sql<Row>`select * from ${sql.table(view)} where id = any (${known}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The day of a referral, as a row of its view. */
export async function arrivalRow<R extends Row>(tx: Tx, referral: string): Promise<R | undefined> {
  const { rows } = await sql<R>`select * from fhir_arrival where referral_id = ${referral}::uuid`.execute(tx);
  return rows[0];
}

/** From now on a module holds what was only kept; that is a version of its own. */
export async function bindStored(tx: Tx, { type, id }: { type: string; id: string }, at: Date): Promise<void> {
  await sql`select fhir_bind(${type}, ${id}::uuid, ${at})`.execute(tx);
}
