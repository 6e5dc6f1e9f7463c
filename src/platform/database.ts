import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { permissionsOf, type Role } from '../permissions.ts';
import type { Actor, Credentials } from './actor.ts';
import { countQuery } from './measured.ts';
import { openPool } from './pool.ts';

/** Knows no table: each .sql.ts file names its own with `withTables`, so it cannot query another module's by mistake. */
type NoTables = Record<never, never>;
export type Database = Kysely<NoTables>;
export type Tx = Transaction<NoTables>;

// A calendar day is text. node-postgres would make it midnight in this machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
// Counts and minor units are exact.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);

/** At most `max` connections as the role that the address names. */
export const openDatabase = (url: string, max = 10): Database =>
  new Kysely({ dialect: new PostgresDialect({ pool: openPool(url, max) }), log: countQuery });

type Entered = { person: string | null; organisation: string | null; role: Role | null };
export type Entry = { actor: Actor } | { refused: 'sign-in-first' | 'forbidden' };

/**
 * Does `work` in one transaction whose row policies know who asks. Who that is, the database itself finds out from the
 * session's token; it forgets with the end of the transaction, so a pooled connection never carries one person into
 * another's request. `work` hears a refusal when the session has ended or the person has no part in the organisation.
 */
export const asPerson = <T>(
  db: Database,
  { token, organisation }: Credentials,
  work: (tx: Tx, entry: Entry) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<Entered>`select * from enter(${token}, ${organisation}::uuid)`.execute(tx);
    return work(tx, entryOf(rows[0]));
  });

function entryOf(entered: Entered | undefined): Entry {
  if (!entered) return { refused: 'sign-in-first' };
  const { person, organisation, role } = entered;
  if (!person || !organisation || !role) return { refused: 'forbidden' };
  return { actor: { person, organisation, role, may: permissionsOf(role) } };
}

/** Reads for the public site: one snapshot, in which nothing can be written. */
export const asPublic = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);

/** Does the work of a named service for one organisation, under the same row policies as a person's. */
export const asService = <T>(
  db: Database,
  { service, organisation }: { service: string; organisation: string | null },
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (tx) => {
    await sql`select enter_as_service(${service}, ${organisation}::uuid)`.execute(tx);
    return work(tx);
  });
