/**
 * `node bench/backup.ts [megabytes]`: fills an own Postgres with that much, backs it up while rows are written, restores it
 * elsewhere to a moment in between, and prints how long each took, how much memory was held at most, how much of the log was
 * behind, and what follows from it for 10 GB.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  type Keeping,
  backupNow,
  folderTarget,
  keepOnce,
  newShipping,
  restoreBackup,
} from '../src/platform/backup/index.ts';
import { readKeyRing } from '../src/platform/crypto/keyRing.ts';
import { openVault } from '../src/platform/crypto/vault.ts';
import { migrate, migrationNames } from '../src/platform/migrate.ts';
import { placeFor, spoolOf, startEmbeddedPostgres } from '../src/platform/postgres/index.ts';

const megabytes = Number(process.argv[2] ?? 1000);
const ring = readKeyRing(`bench:${randomBytes(32).toString('base64')}`);
if (!ring) throw new Error('a ring');
const work = await mkdtemp(join(tmpdir(), 'yntymaq-bench-'));
const home = join(work, 'data');

let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 50);
/** Seconds, and the most memory that was held meanwhile, in MB. */
async function timed<T>(what: string, job: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  most = process.memoryUsage.rss();
  const before = most;
  const began = performance.now();
  const result = await job();
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${what}: ${seconds.toFixed(1)} s, memory ${(before / 1e6).toFixed(0)} MB before, ${(most / 1e6).toFixed(0)} MB at most`,
  );
  return { seconds, result };
}

/** Rows like those of a ledger: texts that repeat, numbers, and bytes that were sealed and so cannot be compressed. */
async function fill(client: pg.Client): Promise<number> {
  await client.query(
    'create table bulk (id bigint generated always as identity primary key, at timestamptz, words text, sealed bytea)',
  );
  for (;;) {
    await client.query(
      `insert into bulk (at, words, sealed)
       select now(), repeat('Клиника екі жылда адамдарды тегін қарады. ', 3) || n, decode(md5(random()::text) || md5(random()::text) || md5(random()::text), 'hex')
       from generate_series(1, 100000) n`,
    );
    const { rows } = await client.query<{ bytes: string }>(
      'select pg_database_size(current_database())::text as bytes',
    );
    if (Number(rows[0]?.bytes) > megabytes * 1e6) return Number(rows[0]?.bytes);
  }
}

async function fillFiles(bytes: number): Promise<number> {
  const each = 500_000;
  for (let number = 0; number * each < bytes; number += 1) {
    const name = randomBytes(32).toString('hex');
    await mkdir(join(home, 'files', name.slice(0, 2)), { recursive: true });
    await writeFile(join(home, 'files', name.slice(0, 2), name), randomBytes(each));
  }
  return bytes;
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}

const server = await startEmbeddedPostgres(home, { isArchiving: true, log: () => undefined });
let isStopped = false;
try {
  const ownerUrl = server.urlFor('postgres', 'yntymaq');
  const root = new pg.Client(server.urlFor('postgres', 'postgres'));
  await root.connect();
  await root.query('create database yntymaq');
  await root.end();
  await migrate(ownerUrl);
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const database = await fill(client);
  const files = await fillFiles(megabytes * 1e5);
  console.log(`${(database / 1e6).toFixed(0)} MB of database, ${(files / 1e6).toFixed(0)} MB of files`);

  const place = placeFor(home);
  const vault = openVault(join(home, 'vault'), ring);
  const target = folderTarget(join(work, 'backups'));
  const migrations = await migrationNames();
  const installation = {
    home,
    ownerUrl,
    embedded: { cluster: place.cluster, spool: spoolOf(place) },
    ring,
    vault,
    target,
  };
  const rest = { migrations, load: async () => undefined, verifyChain: async () => null, now: () => new Date() };
  const keeping: Keeping = { installation, keep: { daily: 7, weekly: 5 }, spoolLimit: 1e12, ...rest };

  // Rows go on being written, so many that no second is without.
  const ends = new AbortController();
  const writing = (async () => {
    for (; !ends.signal.aborted; await delay(20))
      await client.query('insert into bulk (at) select clock_timestamp() from generate_series(1, 20)');
  })();
  const taken = await timed('backup while rows are written', () => backupNow(keeping));
  await delay(1000);
  const moment = new Date();
  await delay(1000);
  ends.abort();
  await writing;

  const { rows: log } = await client.query<{ count: string }>('select count(*)::text as count from pg_ls_dir($1)', [
    spoolOf(place),
  ]);
  const shipped = await timed(`the log, ${log[0]?.count} pieces of 16 MB`, async () => {
    let shipping = newShipping();
    for (;;) {
      await client.query('select pg_switch_wal()');
      shipping = (await keepOnce(keeping, shipping)).shipping;
      if (shipping.reach.at && shipping.reach.at > moment) return shipping;
      await delay(200);
    }
  });
  const size = await sizeOf(join(work, 'backups'));
  console.log(
    `${(size / 1e6).toFixed(0)} MB in the folder for backups; the log reached ${shipped.result.reach.at?.toISOString()}`,
  );
  await client.end();
  vault.close();
  await server.stop();
  isStopped = true;

  const into = join(work, 'restored');
  const restored = await timed('restore to a moment, until it serves', () =>
    restoreBackup({ target, ring, into, to: moment, migrations, now: new Date(), load: rest.load }),
  );
  const gigabytes = (database + files) / 1e9;
  const minutes = (seconds: number) => ((seconds / gigabytes) * 10) / 60;
  console.log(
    `extrapolated to 10 GB: backup ${minutes(taken.seconds).toFixed(1)} min, restore ${minutes(restored.seconds).toFixed(1)} min`,
  );
} finally {
  clearInterval(watch);
  if (!isStopped) await server.stop();
  await rm(work, { recursive: true, force: true });
}
