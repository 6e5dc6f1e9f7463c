import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { ledger } from './ledger.sql.ts';

type Tied = { instrument_id: string | null; article_id: string | null; version: number; changed_at: Date };

/** Writes under which instrument and article a locked commitment stands. */
export const saveTie = (tx: Tx, commitment: string, tied: Tied) =>
  ledger(tx).updateTable('commitment').set(tied).where('id', '=', commitment).execute();

/** Whether a meeting or an instrument rests on a claim: they are proven by it, so it is taken up there. */
export async function carriesRecord(tx: Tx, claim: string): Promise<boolean> {
  const { rows } = await sql`
    select from ground where claim_id = ${claim} and num_nonnulls(meeting_id, instrument_id) > 0 limit 1`.execute(tx);
  return rows.length > 0;
}
