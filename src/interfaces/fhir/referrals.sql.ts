import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { isUuid } from './table.ts';

/** A referral from the id of its task: one sign differs. */
export async function referralIdOf(tx: Tx, task: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select referral_id as id from fhir_task where id = ${task}::uuid`.execute(
    tx,
  );
  return rows[0]?.id;
}

/** What the module says of these, by their ids; the rows that the actor may see. */
export async function rowsOf<R extends { id: string }>(
  tx: Tx,
  view: 'fhir_service_request' | 'fhir_task',
  ids: readonly string[],
): Promise<Map<string, R>> {
  const known = ids.filter(isUuid);
  if (known.length === 0) return new Map();
  const { rows } = await sql<R>`select * from ${sql.table(view)} where id = any (${known}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
