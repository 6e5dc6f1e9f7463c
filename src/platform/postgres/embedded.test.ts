import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { checkServer, type EmbeddedPostgres, forgetfulSettings, startEmbeddedPostgres } from './index.ts';
import { clusterName } from './orphans.ts';
import { placeFor } from './place.ts';

// Each creates a database, which takes long on a machine that has much to do.
vi.setConfig({ testTimeout: 120_000 });

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

function newHome(...parts: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'embedded-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return path.join(folder, ...parts);
}

async function start(home: string, log: (line: string) => void = () => undefined): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(home, { settings: forgetfulSettings, log });
  running.push(postgres);
  return postgres;
}

/** Starts it in a process of its own, which can be killed; resolves with what it prints first. */
async function startElsewhere(home: string): Promise<{ child: ChildProcess; said: string }> {
  const index = new URL('./index.ts', import.meta.url).href;
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(index)};
    try { await startEmbeddedPostgres(${JSON.stringify(home)}); console.log('running'); }
    catch (error) { console.log(error.name + ': ' + error.message); process.exit(1); }`;
  const node = path.resolve('node_modules/.bin/node');
  const child = spawn(node, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const said = await new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
  });
  return { child, said };
}

async function ask<T extends pg.QueryResultRow>(postgres: EmbeddedPostgres, query: string): Promise<T[]> {
  const client = new pg.Client(postgres.urlFor('postgres', 'postgres'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(query)).rows;
  } finally {
    await client.end();
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const postmasterPid = (home: string): number =>
  Number.parseInt(readFileSync(path.join(placeFor(home).cluster, 'postmaster.pid'), 'utf8'), 10);

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child);
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('a new database knows Kazakh letters whatever the language of the machine', async () => {
  const postgres = await start(newHome('data'));
  const rows = await ask(postgres, `select lower('ҚАЗАҚ') as lower, current_setting('server_encoding') as encoding`);
  expect(rows).toEqual([{ lower: 'қазақ', encoding: 'UTF8' }]);
});

test('what was written is there after a stop and a start', async () => {
  const home = newHome('data');
  const first = await start(home);
  await ask(first, 'create table kept as select 7 as n');
  await first.stop();
  expect(existsSync(path.join(placeFor(home).cluster, 'postmaster.pid'))).toBe(false);
  expect(await ask(await start(home), 'select n from kept')).toEqual([{ n: 7 }]);
});

test('only one of two that start at the same moment gets the database, and the other is told which', async () => {
  const home = newHome('data');
  const starts = await Promise.all([startElsewhere(home), startElsewhere(home)]);
  const winner = starts.find(({ said }) => said === 'running');
  const loser = starts.find(({ said }) => said !== 'running');
  expect(loser?.said).toMatch(
    new RegExp(`^CannotStart: The database in .* is in use by process ${winner?.child.pid}$`),
  );
});

test('a second start within one process is refused as well', async () => {
  const home = newHome('data');
  await start(home);
  await expect(start(home)).rejects.toThrow(`in use by process ${process.pid}`);
});

test('a start waits for one that is just stopping', async () => {
  const home = newHome('data');
  const first = await start(home);
  const second = start(home);
  await delay(300);
  await first.stop();
  expect(await ask(await second, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('after the program was killed, the next start ends the orphaned Postgres and keeps its data', async () => {
  const home = newHome('data');
  const { child } = await startElsewhere(home);
  const orphan = postmasterPid(home);
  await kill(child);
  const next = await start(home);
  expect(postmasterPid(home)).not.toBe(orphan);
  expect(await ask(next, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('after both were killed, the next start is not held up by the stale pid file', async () => {
  const home = newHome('data');
  const { child } = await startElsewhere(home);
  const orphan = postmasterPid(home);
  await kill(child);
  process.kill(orphan, 'SIGKILL');
  expect(await ask(await start(home), 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a pid file that names a living stranger does not hold up the start, and the stranger lives', async () => {
  const home = newHome('data');
  await (await start(home)).stop();
  const stranger = spawn('sleep', ['60']);
  children.push(stranger);
  const { cluster, account } = placeFor(home);
  writeFileSync(path.join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1\n5432\n\n\n\nready\n`);
  if (account) execFileSync('chown', [`${account.uid}:${account.gid}`, path.join(cluster, 'postmaster.pid')]);
  expect(await ask(await start(home), 'select 1 as n')).toEqual([{ n: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

test('acknowledged writes outlive ten kills of Postgres while the program runs, each once', async () => {
  const home = newHome('data');
  const lines: string[] = [];
  const postgres = await startEmbeddedPostgres(home, { log: (line) => lines.push(line) });
  running.push(postgres);
  await ask(postgres, 'create table written (n int)');
  const pool = new pg.Pool({ connectionString: postgres.urlFor('postgres', 'postgres') });
  pool.on('error', () => undefined);
  const ended = () => lines.filter((line) => line.includes('ended by itself (SIGKILL)'));
  const acknowledged: number[] = [];
  const writingEnds = new AbortController();
  const writing = (async () => {
    for (let n = 0; !writingEnds.signal.aborted; n += 1) {
      const answer = await pool.query('insert into written values ($1)', [n]).catch(() => undefined);
      if (answer) acknowledged.push(n);
      else await delay(10);
    }
  })();
  for (let kills = 1; kills <= 10; kills += 1) {
    await delay(50);
    const killed = postmasterPid(home);
    process.kill(killed, 'SIGKILL');
    // Its backends may still answer for a moment, and its pid file still name it: only what the next one writes counts.
    await expect.poll(() => ended().length, { timeout: 15_000 }).toBe(kills);
    await expect.poll(() => postmasterPid(home), { timeout: 15_000 }).not.toBe(killed);
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 15_000 }).toBeGreaterThan(before + 20);
  }
  writingEnds.abort();
  await writing;
  const { rows } = await pool.query<{ n: number; times: string }>(
    'select n, count(*) as times from written group by n',
  );
  await pool.end();
  const times = new Map(rows.map((row) => [row.n, row.times]));
  expect(acknowledged.filter((n) => times.get(n) !== '1')).toEqual([]);
});

test.each([0, 20, 60, 80])('a stop %i ms after Postgres was killed leaves nothing running', async (milliseconds) => {
  const home = newHome('data');
  const postgres = await start(home);
  const name = clusterName(placeFor(home).cluster);
  const isRunning = () => readdirSync('/proc').some((pid) => commandLine(pid).includes(name));
  expect(isRunning()).toBe(true);
  process.kill(postmasterPid(home), 'SIGKILL');
  await delay(milliseconds);
  await postgres.stop();
  await expect.poll(isRunning).toBe(false);
});

test('a path with spaces, a comma and Kazakh letters that is too long for a socket works', async () => {
  const home = newHome(`Ынтымақ, ${'ө'.repeat(60)}`, 'дерек "1"');
  const postgres = await start(home);
  expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }]);
  const { socket } = placeFor(home);
  expect(Buffer.byteLength(`${socket}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107);
  expect(statSync(socket).mode & 0o777).toBe(0o700);
});

test('a short path with a comma and spaces holds its own socket', async () => {
  const home = newHome('a, b', ' "c" ');
  expect(placeFor(home).socket.startsWith(home)).toBe(true);
  expect(await ask(await start(home), 'select 1 as n')).toEqual([{ n: 1 }]);
});

test.runIf(isRoot)(
  'in a folder which only root may enter, data and binaries live where Postgres can reach them',
  async () => {
    const closed = newHome('closed');
    mkdirSync(closed, { mode: 0o700 });
    const home = path.join(closed, 'data');
    const postgres = await start(home);
    await ask(postgres, 'create table kept as select 7 as n');
    await postgres.stop();
    const { folder, account } = placeFor(home);
    folders.push(folder);
    expect(folder).toMatch(/^\/var\/lib\/yntymaq\//);
    expect(statSync(path.join(folder, 'cluster')).uid).toBe(account?.uid);
    expect(await ask(await start(home), 'select n from kept')).toEqual([{ n: 7 }]);
  },
);

test.runIf(isRoot)('a database whose way was closed later is not quietly replaced by an empty one', async () => {
  const closed = newHome('later');
  mkdirSync(closed, { mode: 0o755 });
  await (await start(path.join(closed, 'data'))).stop();
  chmodSync(closed, 0o700);
  await expect(start(path.join(closed, 'data'))).rejects.toThrow(`chmod o+x ${closed}`);
});

test('a creation that was interrupted is begun again', async () => {
  const home = newHome('data');
  const { folder } = placeFor(home);
  mkdirSync(path.join(folder, 'cluster.new-interrupted', 'base'), { recursive: true });
  expect(await ask(await start(home), 'select 1 as n')).toEqual([{ n: 1 }]);
  expect(readdirSync(folder).filter((name) => name.startsWith('cluster.new'))).toEqual([]);
});

test('a setting that Postgres refuses is reported with its words, and the folder is free again', async () => {
  const home = newHome('data');
  const wrong = startEmbeddedPostgres(home, { settings: { ...forgetfulSettings, max_connections: 'many' } });
  await expect(wrong).rejects.toThrow(/max_connections/);
  expect(await ask(await start(home), 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a server is accepted for its encoding and version, and refused without naming its password', async () => {
  const postgres = await start(newHome('data'));
  expect(await checkServer(postgres.urlFor('postgres', 'postgres'))).toEqual({ version: 18 });
  await ask(postgres, `create database bytes encoding 'SQL_ASCII' locale 'C' locale_provider libc template template0`);
  expect(await checkServer(postgres.urlFor('postgres', 'bytes'))).toEqual({
    refused: expect.stringContaining('SQL_ASCII'),
  });
  const unreachable = await checkServer('postgres://user:topsecret@127.0.0.1:1/x');
  expect(unreachable).toEqual({ refused: expect.not.stringContaining('topsecret') });
});
