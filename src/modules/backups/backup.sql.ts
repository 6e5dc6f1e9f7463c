import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { outcomes, runKinds } from './backup.ts';

export type RunRow = {
  id: string;
  kind: (typeof runKinds)[number];
  asked_at: Date;
  asked_by: string | null;
  started_at: Date | null;
  ended_at: Date | null;
  outcome: (typeof outcomes)[number] | null;
  why: string | null;
  backup: string | null;
  bytes: bigint | null;
  files: number | null;
  rows_read: bigint | null;
  is_chain_whole: boolean | null;
};
export type StateRow = {
  place: string | null;
  is_embedded: boolean;
  reached_at: Date | null;
  spool_pieces: number;
  spool_bytes: bigint;
  problem: string | null;
  problem_since: Date | null;
};
const tables = (tx: Tx) => tx.withTables<{ backup_run: RunRow; backup_state: StateRow }>();

/** The newest first. */
export const listRuns = (tx: Tx, limit: number): Promise<RunRow[]> =>
  tables(tx).selectFrom('backup_run').selectAll().orderBy('asked_at', 'desc').limit(limit).execute();

/** The last that ended: of backups the last good one. */
export const lastRun = (tx: Tx, kind: RunRow['kind']): Promise<RunRow | undefined> =>
  tables(tx)
    .selectFrom('backup_run')
    .selectAll()
    .where('kind', '=', kind)
    .where('ended_at', 'is not', null)
    .$if(kind === 'backup', (query) => query.where('outcome', '=', 'done'))
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export const findState = (tx: Tx): Promise<StateRow | undefined> =>
  tables(tx).selectFrom('backup_state').selectAll().executeTakeFirst();

/** The database's own clock, which wrote all these moments. */
export async function clockOf(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(tx);
  return rows[0]?.at ?? new Date();
}
