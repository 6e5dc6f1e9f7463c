import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../database.ts';
import type { RunKind } from './backup.sql.ts';

type Asking = { kind: RunKind; now: Date; by?: string | null };

/** Asks for a backup or a drill; one that waits already is enough. */
export const askFor = (tx: Tx, { kind, now, by = null }: Asking): Promise<unknown> =>
  sql`insert into backup_run (id, kind, asked_at, asked_by) values (${uuidv7()}, ${kind}, ${now}, ${by})
      on conflict do nothing`.execute(tx);
