import { Kysely, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { type Permission, permissionsOf, type Role } from '../permissions.ts';
import type { Actor, Credentials, SessionCredentials } from './actor.ts';
import { countQuery } from './measured.ts';
import { openPool } from './pool.ts';
import { EagerPostgres, eagerClient } from './transactions.ts';

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
  new Kysely({ dialect: new EagerPostgres({ pool: openPool(url, max, eagerClient) }), log: countQuery });

type Entered = {
  person: string | null;
  organisation: string | null;
  role: Role | null;
  is_clinical: boolean | null;
  is_installation: boolean | null;
  is_fresh: boolean | null;
  session: string | null;
};
type EnteredByToken = { token: string; organisation: string; scopes: Permission[]; requests_per_minute: number };
export type Entry = { actor: Actor } | { refused: 'sign-in-first' | 'forbidden' };

/**
 * Does `work` in one transaction whose row policies know who asks. Who that is, the database itself finds out from the
 * session's token, in the same message with which the transaction begins; it forgets with the end of the transaction, so a
 * pooled connection never carries one person into another's request. `work` hears a refusal when the session has ended or the person has no part in the organisation.
 */
export const asPerson = <T>(
  db: Database,
  { cameFrom = null, ...credentials }: Credentials & { cameFrom?: string | null },
  work: (tx: Tx, entry: Entry) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (tx) => {
    if ('apiToken' in credentials) return work(tx, await enterByToken(tx, credentials.apiToken, cameFrom));
    return work(tx, await enter(tx, credentials, cameFrom));
  });

async function enter(tx: Tx, { token, organisation }: SessionCredentials, cameFrom: string | null): Promise<Entry> {
  const { rows } = await sql<Entered>`select * from enter(${token}, ${organisation}::uuid, ${cameFrom})`.execute(tx);
  return entryOf(rows[0]);
}

function entryOf(entered: Entered | undefined): Entry {
  if (!entered) return { refused: 'sign-in-first' };
  const { person, organisation, role, session, is_clinical, is_installation, is_fresh } = entered;
  if (!person || !organisation || !role) return { refused: 'forbidden' };
  const may = permissionsOf(role, { isClinical: is_clinical === true, isInstallation: is_installation === true });
  const fresh = { isFresh: is_fresh === true, session, requestsPerMinute: null };
  return { actor: { person, kind: 'person', organisation, role, may, ...fresh } };
}

async function enterByToken(tx: Tx, hash: string, cameFrom: string | null): Promise<Entry> {
  const { rows } = await sql<EnteredByToken>`select * from enter_by_token(${hash}, ${cameFrom})`.execute(tx);
  if (!rows[0]) return { refused: 'sign-in-first' };
  const { token, organisation, scopes, requests_per_minute: requestsPerMinute } = rows[0];
  const bounds = { may: new Set(scopes), isFresh: false, session: null, requestsPerMinute };
  return { actor: { person: token, kind: 'token', organisation, role: null, ...bounds } };
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
