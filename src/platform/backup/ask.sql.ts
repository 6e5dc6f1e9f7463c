import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../database.ts';
import type { RunKind } from './backup.sql.ts';

type Asking = { kind: RunKind; now: Date; by?: string | null };

/** Asks for a backup or a drill; one that waits already is enough. Returns the id of the run when this asked for it. */
export async function askFor(tx: Tx, { kind, now, by = null }: Asking): Promise<string | undefined> {
  const id = uuidv7();
  const { numAffectedRows } = await sql`
    insert into backup_run (id, kind, asked_at, asked_by) values (${id}, ${kind}, ${now}, ${by})
    on conflict do nothing`.execute(tx);
  return numAffectedRows ? id : undefined;
}
