import { sql } from 'kysely';
import type { Tx } from './database.ts';

/**
 * Does `work`, and undoes in the transaction all that it wrote where it answers with a refusal: whoever goes on after that, or commits
 * by mistake, finds nothing of it. An error is thrown on, and ends the transaction as a whole.
 */
export async function orNothing<T extends object>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint or_nothing`.execute(tx);
  const done = await work();
  const end = 'refused' in done ? sql`rollback to savepoint or_nothing` : sql`release savepoint or_nothing`;
  await end.execute(tx);
  return done;
}
