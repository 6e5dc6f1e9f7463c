import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { databaseAt, query } from '../../test/postgres.ts';
import { startWorld, type World } from '../../test/world.ts';
import {
  BackupRefused,
  backupNow,
  folderTarget,
  type Keeping,
  keepOnce,
  manifestsIn,
  newShipping,
  restoreBackup,
  type TablesManifest,
} from '../platform/backup/index.ts';
import { names } from '../platform/backup/manifest.ts';
import { readKeyRing } from '../platform/crypto/keyRing.ts';
import { openVault, type Vault } from '../platform/crypto/vault.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { migrationNames } from '../platform/migrate.ts';
import { loadInto, verifyChain } from './backups.ts';

// Each migrates a database of its own from nothing, which takes long on a machine that has much to do.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
let folder: string;
let vault: Vault;
let keeping: Keeping;
const made: string[] = [];
const given = readKeyRing(`test:${Buffer.alloc(32, 7).toString('base64')}`);
if (!given) throw new Error('the ring of the tests');
const ring = given;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(path.join(tmpdir(), 'yntymaq-backup-'));
  await migrateJobs(world.ownerUrl);
  vault = openVault(path.join(folder, 'home', 'vault'), ring);
  keeping = {
    installation: {
      home: path.join(folder, 'home'),
      ownerUrl: world.ownerUrl,
      embedded: undefined,
      ring,
      vault,
      target: folderTarget(path.join(folder, 'backups')),
    },
    keep: { daily: 7, weekly: 5 },
    spoolLimit: 1_000_000,
    migrations: await migrationNames(),
    load: async () => undefined,
    verifyChain,
    now: () => new Date(),
  };
});

afterAll(async () => {
  vault.close();
  await world.stop();
  for (const name of made) await query(inject('ownerUrl'), `drop database if exists ${name} with (force)`);
  await rm(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  made.push(name);
  await query(inject('ownerUrl'), `create database ${name} template template0`);
  return databaseAt(inject('ownerUrl'), name);
}

/** Every row of every table and where every sequence stands, as text. */
async function everything(url: string): Promise<Record<string, string[]>> {
  const tables = await query(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') and tablename not in ('migration', 'backup_run') order by 1`,
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await query(url, `select t::text as row from ${name} t order by 1`);
    found[String(name)] = rows.map(({ row }) => String(row));
  }
  const sequences = await query(
    url,
    `select schemaname || '.' || sequencename || ' ' || coalesce(last_value::text, '-') as row from pg_sequences order by 1`,
  );
  return { ...found, sequences: sequences.map(({ row }) => String(row)) };
}

async function restoreInto(url: string, to: string): Promise<void> {
  const { target } = keeping.installation;
  const load = (manifest: TablesManifest) => loadInto({ target, ring }, manifest, url);
  await restoreBackup({ target, ring, into: to, migrations: keeping.migrations, now: new Date(), load });
}

const whyNot = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof BackupRefused ? error.why : String(error)),
  );

test('the database of an external server, its files and its keys are restored into a new one, row by row the same', async () => {
  const officer = await world.someone('coordinator', undefined, { isClinical: true });
  for (const kk of ['Алматы "облысы"', 'таб\tжәне\\жол\nсоңы', 'қ'.repeat(2000)])
    await world.as(officer).post('/organisations', { kind: 'hospital', country: 'KZ', names: { kk, ru: kk, en: kk } });
  vault.seal(`organisation:${officer.organisation}`, 'a key is made', 'test');
  await mkdir(path.join(folder, 'home', 'files', 'ab'), { recursive: true });
  await writeFile(path.join(folder, 'home', 'files', 'ab', `ab${'0'.repeat(62)}`), 'sealed bytes');

  expect(await backupNow(keeping)).toMatchObject({ outcome: 'done', files: 1 });
  const url = await emptyDatabase();
  await restoreInto(url, path.join(folder, 'restored'));
  expect(await everything(url)).toEqual(await everything(world.ownerUrl));
  expect(await readFile(path.join(folder, 'restored', 'files', 'ab', `ab${'0'.repeat(62)}`), 'utf8')).toBe(
    'sealed bytes',
  );
  const again = openVault(path.join(folder, 'restored', 'vault'), ring);
  expect(again.id).toBe(vault.id);
  again.close();
});

test('a restored database has its constraints and its triggers as before', async () => {
  const rules = `select conrelid::regclass::text as table, conname, convalidated, pg_get_constraintdef(oid) as text from pg_constraint
                 where contype in ('f', 'c', 'p', 'u') order by 1, 2`;
  const triggers = `select tgrelid::regclass::text as table, tgname, tgenabled from pg_trigger
                    where not tgisinternal and tgname <> 'demand_event' order by 1, 2`;
  const url = databaseAt(inject('ownerUrl'), made[0] ?? '');
  expect(await query(url, rules)).toEqual(await query(world.ownerUrl, rules));
  expect(await query(url, triggers)).toEqual(await query(world.ownerUrl, triggers));
});

test('a database that somebody has used is not written over', async () => {
  const before = await everything(world.ownerUrl);
  expect(await whyNot(restoreInto(world.ownerUrl, path.join(folder, 'over')))).toBe('not-empty');
  expect(await everything(world.ownerUrl)).toEqual(before);
  expect(await readFile(path.join(folder, 'over')).catch(() => 'nothing')).toBe('nothing');
});

test('a backup of which a byte was changed is not loaded, and nothing of it stays in the database', async () => {
  const [manifest] = await manifestsIn(keeping.installation);
  if (!manifest) throw new Error('a backup was taken');
  const data = path.join(folder, 'backups', names.data(manifest));
  const whole = await readFile(data);
  const url = await emptyDatabase();
  for (const place of [100, Math.floor(whole.length / 2), whole.length - 1]) {
    const changed = Buffer.from(whole);
    changed[place] = (changed[place] ?? 0) ^ 4;
    await writeFile(data, changed);
    expect(['damaged', 'wrong-key']).toContain(await whyNot(restoreInto(url, path.join(folder, 'damaged'))));
  }
  await writeFile(data, whole);
  expect(await query(url, 'select * from organisation')).toEqual([]);
  await restoreInto(url, path.join(folder, 'damaged'));
  expect((await query(url, 'select * from organisation')).length).toBeGreaterThan(2);
});

test('a key that was destroyed after a backup opens nothing that is restored from it', async () => {
  const subject = `patient:${randomUUID()}` as const;
  const sealed = vault.seal(subject, 'Ақан', 'patient.name');
  await backupNow(keeping);
  vault.destroy(subject);
  expect(await keepOnce(keeping, newShipping())).toMatchObject({ problem: undefined });
  await backupNow(keeping);
  for (const [number, manifest] of (await manifestsIn(keeping.installation)).entries()) {
    const to = path.join(folder, `erased ${number}`);
    const { target } = keeping.installation;
    const only = {
      ...target,
      folders: async (at: string) =>
        (await target.folders(at)).filter((id) => !id.includes('Z-') || id === manifest.id),
    };
    const url = await emptyDatabase();
    const load = (of: TablesManifest) => loadInto({ target, ring }, of, url);
    await restoreBackup({ target: only, ring, into: to, migrations: keeping.migrations, now: new Date(), load });
    const restored = openVault(path.join(to, 'vault'), ring);
    expect(() => restored.open(subject, sealed, 'patient.name')).toThrow('destroyed');
    expect(restored.isDestroyed(subject)).toBe(true);
    restored.close();
  }
});

test('what stands on the page is written down: the last good backup, and what is wrong since when', async () => {
  const away = {
    ...keeping,
    installation: { ...keeping.installation, target: folderTarget(path.join(folder, 'a file', 'no folder')) },
  };
  await writeFile(path.join(folder, 'a file'), '');
  await keepOnce(away, newShipping());
  const [state] = await world.seeAll('select problem, problem_since from backup_state');
  expect(state).toMatchObject({ problem: 'target-away', problem_since: expect.any(Date) });
  await keepOnce(away, newShipping());
  expect(await world.seeAll('select problem_since from backup_state')).toEqual([
    { problem_since: state?.['problem_since'] },
  ]);
  await keepOnce(keeping, newShipping());
  expect(await world.seeAll('select problem, problem_since, is_embedded from backup_state')).toEqual([
    { problem: null, problem_since: null, is_embedded: false },
  ]);
  const runs = await world.seeAll(`select outcome from backup_run where kind = 'backup' group by 1`);
  expect(runs).toEqual([{ outcome: 'done' }]);
});

test('backups of another installation, or of something else, are not written over', async () => {
  const other = openVault(path.join(folder, 'other', 'vault'), ring);
  const foreign = {
    ...keeping,
    installation: { ...keeping.installation, vault: other, home: path.join(folder, 'other') },
  };
  expect(await whyNot(backupNow(foreign))).toBe('other-installation');
  await mkdir(path.join(folder, 'full'));
  await writeFile(path.join(folder, 'full', 'letter.txt'), 'not ours');
  const target = folderTarget(path.join(folder, 'full'));
  expect(await whyNot(backupNow({ ...foreign, installation: { ...foreign.installation, target } }))).toBe('not-empty');
  other.close();
});

test('a folder that has lost its backups, as a disk that is not mounted, is not taken for a new one', async () => {
  const place = path.join(folder, 'disk');
  const target = folderTarget(place);
  const own = openVault(path.join(folder, 'third', 'vault'), ring);
  const third = {
    ...keeping,
    installation: { ...keeping.installation, home: path.join(folder, 'third'), vault: own, target },
  };
  expect(await backupNow(third)).toMatchObject({ outcome: 'done' });
  await rm(place, { recursive: true });
  await mkdir(place);
  expect(await whyNot(backupNow(third))).toBe('target-away');
  own.close();
});

test('a full disk is said, and nothing half is left on it', async () => {
  const place = path.join(folder, 'full disk');
  const full = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(1000);
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  expect(await whyNot(folderTarget(place).put('files/ab/cd', full()))).toBe('disk-full');
  expect(await folderTarget(place).list('files/ab')).toEqual([]);
  expect(await folderTarget(path.join(place, '.drafts')).list('')).toEqual([]);
});
