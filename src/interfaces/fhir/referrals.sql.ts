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

type ShellVersion = { version: number; changed_at: Date; row: Record<string, unknown> };
/** Moments of a row that was kept as JSON. */
const withMoments = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
    ]),
  );

/** What one side of a referral said, the newest first; none where it is not theirs to see. */
export async function shellVersions(tx: Tx, type: 'ServiceRequest' | 'Task', id: string): Promise<ShellVersion[]> {
  if (!isUuid(id)) return [];
  const { rows } = await sql<ShellVersion>`
    select version::int as version, changed_at, said as row from fhir_shell_version
    where type = ${type} and id = ${id}::uuid order by version desc limit 1000`.execute(tx);
  return rows.map((each) => ({ ...each, row: withMoments(each.row) }));
}
