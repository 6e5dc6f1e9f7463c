import { sql } from 'kysely';
import { asPerson, type Database, type Tx } from '../../src/platform/database.ts';
import type { Asking } from './actors.ts';

type Actor = Pick<Asking, 'session' | 'tokenHash' | 'organisation' | 'kind'>;

/** Runs in an actor's name, as the application's role; nobody's work runs without an actor. */
export function runAs<T>(db: Database, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { session, tokenHash, organisation, kind } = actor;
  if (kind === 'nobody') return db.transaction().execute(work);
  return tokenHash ? asPerson(db, { apiToken: tokenHash }, work) : asPerson(db, { token: session, organisation }, work);
}

/** How many rows a statement reaches; none where it is refused. The transaction goes on after a refusal. */
export async function reached(tx: Tx, statement: string): Promise<number> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const { rows, numAffectedRows } = await sql.raw(statement).execute(tx);
    return numAffectedRows === undefined ? rows.length : Number(numAffectedRows);
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    if ((error as { code?: string }).code === '42501') return 0;
    throw error;
  }
}
