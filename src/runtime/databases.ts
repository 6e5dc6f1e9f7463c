import pg from 'pg';
import { CannotStart } from '../platform/cannotStart.ts';
import type { Config } from '../platform/config.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { loginsOn, type RuntimeRole, runtimeRoles } from '../platform/logins.ts';
import { migrate, setPasswords } from '../platform/migrate.ts';
import { settleAuditClock } from './installation.sql.ts';
import { checkServer, reachEmbeddedPostgres, startEmbeddedPostgres } from '../platform/postgres/index.ts';

/** Where each role of the application signs in, and where the owner does. */
export type Databases = { ownerUrl: string; urls: Readonly<Record<RuntimeRole, string>>; stop: () => Promise<void> };
type Setup = { config: Config; secret: string; say: (line: string) => void };

export const databaseName = 'yntymaq';
const byRole = <T>(valueOf: (role: RuntimeRole) => T): Record<RuntimeRole, T> =>
  Object.fromEntries(runtimeRoles.map((role) => [role, valueOf(role)])) as Record<RuntimeRole, T>;

/** Opens the external server that was set, or starts our own, and brings the database up to date. */
export async function openDatabases(setup: Setup): Promise<Databases> {
  const { databaseUrl } = setup.config;
  const databases = databaseUrl === undefined ? await embedded(setup) : await external(setup, databaseUrl);
  try {
    for (const name of await migrate(databases.ownerUrl)) setup.say(`Database: ran ${name}`);
    await settleAuditClock(databases.ownerUrl);
    await migrateJobs(databases.ownerUrl);
    await databases.letIn();
    return databases;
  } catch (error) {
    await databases.stop();
    throw error;
  }
}

/** Starts the embedded Postgres for this moment, or uses that of a running program: for the command line. */
export async function reachDatabases(config: Config, secret: string, say: (line: string) => void) {
  try {
    const { ownerUrl, urls, stop } = await openDatabases({ config, secret, say });
    return { ownerUrl, authUrl: urls.auth, stop };
  } catch (error) {
    if (!(error instanceof CannotStart && / is in use by process /.test(error.message))) throw error;
    const { urlFor } = reachEmbeddedPostgres(config.dataFolder);
    return {
      ownerUrl: urlFor('postgres', databaseName),
      authUrl: urlFor('yntymaq_auth', databaseName),
      stop: async () => {},
    };
  }
}

async function embedded({ config, say }: Setup) {
  const server = await startEmbeddedPostgres(config.dataFolder, {
    log: say,
    isArchiving: config.backup.folder !== undefined,
  });
  await createDatabase(server.urlFor('postgres', 'postgres')).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    ownerUrl: server.urlFor('postgres', databaseName),
    urls: byRole((role) => server.urlFor(`yntymaq_${role}`, databaseName)),
    stop: () => server.stop(),
    // Its socket is in a folder closed to other users, so it asks for no password.
    letIn: async () => {},
  };
}

export async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rows.length === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function external({ config, secret }: Setup, ownerUrl: string) {
  const checked = await checkServer(ownerUrl);
  if ('refused' in checked) throw new CannotStart(checked.refused);
  const logins = loginsOn(ownerUrl, { loginUrls: config.loginUrls, secret });
  const passwords = runtimeRoles.flatMap((role) => {
    const { password } = logins[role];
    return password === undefined ? [] : [[`yntymaq_${role}`, password] as const];
  });
  return {
    ownerUrl,
    urls: byRole((role) => logins[role].url),
    stop: async () => {},
    letIn: () => setPasswords(ownerUrl, Object.fromEntries(passwords)),
  };
}
