import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { openAuth } from '../../src/platform/auth/auth.ts';
import { openVault } from '../../src/platform/crypto/vault.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openFiles } from '../../src/platform/files/files.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/index.ts';
import { buildSurface } from '../../src/surface.ts';

export const today = '2026-11-21';

export type Loaded = Awaited<ReturnType<typeof openLoaded>>;
export type Ask = (n: number) => { method: 'GET' | 'POST'; url: string; cookie?: string; payload?: object };
export type Cookies = { ministry: string; region: string; abroad: string };

/** A Postgres as it comes (every commit reaches the disk), filled, with the whole application before it. */
export async function openLoaded(commitments: number, say: (line: string) => void) {
  return openServed((owner) => load(owner, commitments, say));
}
/** Nothing in it. `originOf` says under which address it is served. */
export const openEmptyServed = (originOf?: () => string) => openServed(async () => {}, originOf);

async function openServed(fill: (owner: pg.Client) => Promise<void>, originOf = () => 'http://bench.test') {
  const { folder, postgres, urlFor, owner } = await openEmpty();
  await fill(owner);
  const [db, publicDb] = [openDatabase(urlFor('yntymaq_app'), 20), openDatabase(urlFor('yntymaq_public'))];
  const signIn = openAuth({ databaseUrl: urlFor('yntymaq_auth'), secret: randomUUID(), newId: uuidv7 });
  const vault = openVault(path.join(folder, 'vault'), [{ id: 'bench', key: randomBytes(32) }]);
  const outside = {
    publicDb,
    signIn,
    log: openLog('silent'),
    isProduction: false,
    maxUpload: 1_000_000,
    vault,
    files: openFiles({ folder: path.join(folder, 'files'), secret: 'bench', vault }),
    clock: { now: () => new Date(), today: () => today, newId: uuidv7 },
    originOf,
    limits: () => ({ perAddress: 0, perPerson: 0 }),
  };
  /** The whole application over a database. */
  const surfaceOver = (over: Database) => buildSurface({ ...outside, db: over });
  const app = await surfaceOver(db);
  const stop = async () => {
    await app.close();
    await Promise.all([db.destroy(), publicDb.destroy(), signIn.close(), owner.end()]);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const opened = { app, db, owner, vault, urlFor, surfaceOver };
  return { ...opened, stop, cookieOf: (organisation: string, role: string) => signedIn(owner, organisation, role) };
}

/** A migrated database without anything in it, in a folder of its own, as it comes: every commit reaches the disk. */
export async function openEmpty() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-ledger-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(path.join(folder, 'data'));
  const urlFor = (user: string, database = 'bench') => postgres.urlFor(user, database);
  const admin = new pg.Client(postgres.urlFor('postgres', 'postgres'));
  await admin.connect();
  await admin.query('create database bench');
  await admin.end();
  await migrate(urlFor('postgres'));
  const owner = new pg.Client(urlFor('postgres'));
  await owner.connect();
  return { folder, postgres, urlFor, owner };
}

async function load(owner: pg.Client, commitments: number, say: (line: string) => void): Promise<void> {
  const began = performance.now();
  for (const part of ['load.sql', 'around.sql', 'standing.sql']) {
    const script = readFileSync(path.join(import.meta.dirname, part), 'utf8');
    await owner.query(script.replaceAll('{commitments}', String(commitments)));
  }
  await owner.query('vacuum analyze');
  say(`loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Somebody with that role in an organisation, as the cookie of their session. */
async function signedIn(owner: pg.Client, organisation: string, role: string): Promise<string> {
  const [person, token] = [uuidv7(), `t${randomUUID()}`];
  await owner.query(`insert into auth."user" values ($1, 'Somebody', $2, true)`, [person, `${person}@example.org`]);
  await owner.query(
    `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '9 hours', $2, now(), $3)`,
    [uuidv7(), token, person],
  );
  await owner.query('insert into membership (person, organisation_id, role) values ($1, $2, $3)', [
    person,
    organisation,
    role,
  ]);
  return `better-auth.session_token=${token}.signature`;
}
