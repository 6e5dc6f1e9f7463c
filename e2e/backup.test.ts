import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reachEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { query } from '../test/postgres.ts';
import { type Program, startProgram } from '../test/program.ts';
import { sealNow, type Staff, signIn } from './staff.ts';

// A path with a space, and one with what a shell would take for its own.
let root: string;
const at = (...parts: string[]): string => path.join(root, ...parts);
const settings = (): Record<string, string> => ({
  YNTYMAQ_DATA: at('data folder'),
  YNTYMAQ_BACKUP: at("back'ups"),
  YNTYMAQ_REQUESTS_PER_PERSON: '0',
  YNTYMAQ_REQUESTS_PER_ADDRESS: '0',
});
let program: Program;
let staff: Staff;
const acknowledged: { name: string; began: Date; ended: Date }[] = [];
const ticks: { number: number; began: Date; ended: Date }[] = [];
let moment: Date;

const command = (...args: string[]): Program =>
  startProgram({ settings: settings(), command: [process.execPath, path.resolve('src/cli.ts'), ...args] });
async function run(...args: string[]): Promise<{ status: number | NodeJS.Signals; said: string }> {
  const started = command(...args);
  return { status: await started.ended, said: started.said() };
}

/** As the owner of the database that the running program uses. */
const ask = (statement: string, values: unknown[] = []) =>
  query(reachEmbeddedPostgres(at('data folder')).urlFor('postgres', 'yntymaq'), statement, values);

/** Starts the Postgres of a data folder alone. */
async function inside<T>(home: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres(home);
  try {
    return await work(server.urlFor('postgres', 'yntymaq'));
  } finally {
    await server.stop();
  }
}

async function writeUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [name, began] = [`Сынақ ${randomUUID()}`, new Date()];
    const answer = await staff.post('/organisations', {
      kind: 'hospital',
      country: 'KZ',
      names: { kk: name, ru: name, en: name },
    });
    if (answer.status === 201) acknowledged.push({ name, began, ended: new Date() });
  }
}

/** A row every tenth of a second, between two looks at the clock of the same machine. */
async function tickUntil(signal: AbortSignal): Promise<void> {
  await ask('create table probe (number integer)');
  for (let number = 0; !signal.aborted; number += 1) {
    const began = new Date();
    await ask('insert into probe values ($1)', [number]);
    ticks.push({ number, began, ended: new Date() });
    await delay(100 - (Date.now() % 100));
  }
}

/** A whole second in which no row was just being written, with rows before and after. */
function wholeSecond(): Date {
  const seconds = ticks.slice(10).map(({ ended }) => new Date(Math.ceil(ended.getTime() / 1000) * 1000));
  const isClear = (second: Date): boolean =>
    ticks.every(({ began, ended }) => ended < second || began > second) && ticks.some(({ began }) => began > second);
  const found = seconds.find(isClear);
  if (!found) throw new Error('in every second a row was just being written');
  return found;
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'yntymaq backup-'));
  await chmod(root, 0o755);
  program = startProgram({ settings: settings() });
  staff = await signIn(await program.address, 'coordinator@almaty.example');
});

afterAll(async () => {
  if (program.child.exitCode === null) await program.end('SIGTERM');
  await rm(root, { recursive: true, force: true });
});

/** Does the work beside loads that go on until it has ended, however it ends; a load that failed fails it too. */
async function beside(loads: ((signal: AbortSignal) => Promise<void>)[], work: () => Promise<void>): Promise<void> {
  const ends = new AbortController();
  const going = Promise.all(loads.map((load) => load(ends.signal)));
  const quiet = going.catch(() => undefined);
  try {
    await work();
  } finally {
    ends.abort();
    await quiet;
  }
  await going;
}

test('a backup is taken while people write, by the program itself and by hand', async () => {
  const outcomes = async () =>
    (await ask(`select outcome from backup_run where kind = 'backup'`)).map(({ outcome }) => outcome);
  await beside([writeUntil, writeUntil, writeUntil], async () => {
    await expect.poll(outcomes, { timeout: 60_000, message: 'the first backup' }).toEqual(['done']);
    // What is restored later shall hold something sealed.
    await sealNow(await program.address);
    const batches = () => ask('select from audit_batch');
    await expect.poll(batches, { timeout: 90_000, message: 'the seal of the audit' }).not.toEqual([]);
    const before = acknowledged.length;
    const taken = await run('backup');
    expect(taken.said).toMatch(/^Backup \S+ is in .+back'ups: [\d.]+ MB, \d+ new files \([\d.]+ s\)\.\n$/);
    expect(acknowledged.length).toBeGreaterThan(before);
    await beside([tickUntil], async () => {
      await delay(4500);
      await expect.poll(() => ticks.length, { timeout: 30_000, message: 'rows' }).toBeGreaterThan(25);
      await expect.poll(wholeSecond, { timeout: 30_000, message: 'a whole second' }).toBeInstanceOf(Date);
      moment = wholeSecond();
    });
  });
}, 240_000);

test('what was written is in the backups within seconds of the log being handed on', async () => {
  const written = new Date();
  const reachedAt = async (): Promise<unknown> => {
    await ask('select pg_switch_wal()');
    return (await ask('select reached_at from backup_state'))[0]?.['reached_at'];
  };
  await expect
    .poll(reachedAt, { timeout: 80_000, interval: 5000 })
    .toSatisfy((reached) => reached instanceof Date && reached >= written);
}, 90_000);

test('it is restored elsewhere to a second in the past: exactly what was there before', async () => {
  await mkdir(at('restored'));
  await copyFile(at('data folder', 'keys'), at('restored', 'keys'));
  const to = moment.toISOString().replace('.000Z', 'Z');
  const { said, status } = await run('restore', '--to', to, '--into', at('restored'));
  expect(said).toContain(`as it was at ${to}`);
  expect(said).toContain('The chain of the audit is whole.');
  expect(status).toBe(0);
  const { numbers, names } = await inside(at('restored'), async (url) => ({
    numbers: (await query(url, 'select number from probe order by number')).map(({ number }) => number),
    names: new Set((await query(url, `select names ->> 'kk' as name from organisation`)).map(({ name }) => name)),
  }));
  expect(numbers).toEqual(ticks.filter(({ ended }) => ended < moment).map(({ number }) => number));
  expect(acknowledged.filter(({ ended, name }) => ended < moment && !names.has(name))).toEqual([]);
  expect(acknowledged.filter(({ began, name }) => began > moment && names.has(name))).toEqual([]);
}, 120_000);

test('what cannot be restored is refused in one clear line, and leaves nothing', async () => {
  const refusals: [RegExp, string[], (() => Promise<unknown>)?][] = [
    [
      /^There is no backup from before 2020-01-01T00:00:00\.000Z: the oldest can be restored to 2\S+ or later\n$/,
      ['--to', '2020-01-01T00:00:00Z'],
    ],
    [/^2999-\S+ has not come yet\n$/, ['--to', '2999-01-01T00:00:00Z']],
    [/^--to is "yesterday": expected a moment with its zone/, ['--to', 'yesterday']],
  ];
  await mkdir(at('none'));
  await copyFile(at('data folder', 'keys'), at('none', 'keys'));
  for (const [line, args] of refusals) {
    const { said, status } = await run('restore', ...args, '--into', at('none'));
    expect(said).toMatch(line);
    expect(status).toBeGreaterThan(0);
  }
  const living = await run('restore', '--into', at('data folder'));
  expect(living.said).toMatch(/is not empty: restore into a new folder, or put it aside with --force\n$/);
  const forced = await run('restore', '--into', at('data folder'), '--force');
  expect(forced.said).toContain(`in use by process ${program.child.pid}`);
  await writeFile(at('none', 'keys'), `first:${Buffer.alloc(32, 1).toString('base64')}\n`);
  expect((await run('restore', '--into', at('none'))).said).toMatch(
    /^The key "first" does not open \S+: it is another key/,
  );
  await writeFile(at('none', 'keys'), `other:${Buffer.alloc(32, 1).toString('base64')}\n`);
  expect((await run('restore', '--into', at('none'))).said).toMatch(
    /^The key "first" opens \S+, and the keys here are: other\n$/,
  );
  expect(await readdir(at('none'))).toEqual(['keys']);
  expect((await readdir(root)).filter((name) => name.includes('restoring'))).toEqual([]);
}, 120_000);

/** The folder of the newest backup, and that of the log. */
async function newest(): Promise<{ copy: string; log: string }> {
  const [line] = (await readdir(at("back'ups"))).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const [copy] = (await readdir(at("back'ups", line ?? '', 'copies'))).toSorted().toReversed();
  return { copy: at("back'ups", line ?? '', 'copies', copy ?? ''), log: at("back'ups", line ?? '', 'wal') };
}

test('a damaged backup, and a log with a piece missing, are refused and leave nothing', async () => {
  await copyFile(at('data folder', 'keys'), at('none', 'keys'));
  const { copy, log } = await newest();
  const whole = await readFile(path.join(copy, 'data'));
  const changed = Buffer.from(whole);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  await writeFile(path.join(copy, 'data'), changed);
  expect((await run('restore', '--into', at('none'))).said).toMatch(
    /^The backup is damaged: \S+: piece \d+ is not what was written\n$/,
  );
  await writeFile(path.join(copy, 'data'), whole);

  const pieces = (await readdir(log)).filter((name) => name.length === 24).sort();
  const missing = pieces.at(-2) ?? '';
  await ask('select pg_switch_wal()');
  await rename(path.join(log, missing), at('away'));
  const { said } = await run('restore', '--into', at('none'));
  expect(said).toMatch(new RegExp(`^The log is not whole: ${missing} is missing, and \\d+ later pieces are there\\.`));
  await rename(at('away'), path.join(log, missing));
  expect(await readdir(at('none'))).toEqual(['keys']);
}, 120_000);

test('of two backups at once one is taken, and what a killed one left is gone after the next', async () => {
  const atWork = () => ask('select from backup_run where started_at is not null and ended_at is null');
  const beAtWork = () => expect.poll(atWork, { interval: 5, timeout: 60_000 }).toHaveLength(1);
  const first = command('backup');
  await beAtWork();
  // It stands still until the other has come, however long that takes to start.
  first.child.kill('SIGSTOP');
  const second = await run('backup');
  first.child.kill('SIGCONT');
  expect(second).toEqual({ status: 1, said: 'Another backup of this installation is at work\n' });
  expect(await first.ended).toBe(0);

  const killed = command('backup');
  await beAtWork();
  await killed.end('SIGKILL');
  expect((await run('backup')).status).toBe(0);
  const drafts = at("back'ups", '.drafts');
  expect(existsSync(drafts) ? await readdir(drafts) : []).toEqual([]);
  const runs = await ask(`select outcome from backup_run where kind = 'backup' order by asked_at`);
  expect(runs.map(({ outcome }) => outcome)).toContain('interrupted');
}, 120_000);

/** How many rows each table has. */
async function counts(url: string): Promise<Record<string, number>> {
  const tables = await query(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables)
    found[String(name)] = (await query(url, `select count(*)::int as n from ${name}`))[0]?.['n'];
  return found;
}

test('a drill restores the newest backup, reads all of it and takes it away again', async () => {
  const { said, status } = await run('backup', '--drill');
  expect(said).toMatch(
    /^Backup \S+ can be restored: \d+ rows were read, the chain of the audit is whole \([\d.]+ s\)\.\n$/,
  );
  expect(status).toBe(0);
  expect(await readdir(at('data folder', 'drill'))).toEqual([]);
  const [kept] = await ask(`select outcome, rows_read, is_chain_whole from backup_run where kind = 'drill'`);
  expect(kept).toMatchObject({ outcome: 'done', is_chain_whole: true });
}, 120_000);

test('a stopped installation is backed up too, restored in its place, and has every row that it had', async () => {
  expect(await program.end('SIGTERM')).toBe(0);
  expect((await run('backup')).status).toBe(0);
  const was = await inside(at('data folder'), counts);
  const { said, status } = await run('restore', '--force');
  expect(status).toBe(0);
  expect(said).toMatch(/What was there before is in .+data folder\.before-\d{8}T\d{6}Z\.\n/);
  expect(await inside(at('data folder'), counts)).toEqual(was);
  expect(was['public.organisation']).toBeGreaterThanOrEqual(acknowledged.length);
  const documents = await inside(at('data folder'), (url) => query(url, 'select count(*)::int as n from file'));
  expect(documents[0]?.['n']).toBeGreaterThan(0);
}, 120_000);

test('what was restored serves, and does not write where the one that it comes from kept its backups', async () => {
  program = startProgram({ settings: settings() });
  const again = await signIn(await program.address, 'coordinator@almaty.example');
  const { body } = await again.get<{ names: { kk: string } }[]>('/organisations');
  const names = new Set(body.map(({ names: { kk } }) => kk));
  expect(acknowledged.filter(({ name }) => !names.has(name))).toEqual([]);
  expect((await run('backup')).said).toMatch(
    /is where another copy of this installation keeps its backups\..+--take-over\n$/,
  );
  expect((await run('backup', '--take-over')).status).toBe(0);
  expect((await run('backup')).status).toBe(0);
}, 120_000);
