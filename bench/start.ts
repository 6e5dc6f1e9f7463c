// How long the program takes to start and to stop, from what a person types to a page that can be served.
//   node bench/start.ts          first start (empty data folder, with the demonstration), further starts, after kill -9
//   node bench/start.ts --clone  also a fresh clone of the last commit: packages, build, database
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { postgresOf, type Program, startProgram } from '../test/program.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'bench-start-'));
chmodSync(folder, 0o755);
const dataFolder = path.join(folder, 'data');
const repeats = 3;

const report = (what: string, seconds: number): void =>
  console.log(`${what.padEnd(72)}${seconds.toFixed(2).padStart(8)} s`);

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

const hasPostgres = (): boolean => existsSync(path.join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'));

/** Runs `work` and returns how many seconds it took. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Starts by `npm start` and waits until it says it can serve. */
async function start(cwd: string): Promise<Program> {
  const program = startProgram({ cwd, command: ['npm', 'start'], settings: { YNTYMAQ_DATA: dataFolder } });
  const answer = await fetch(`${await program.address}/readyz`);
  if (answer.status !== 200) throw new Error(`Not ready: ${answer.status}`);
  return program;
}

async function repeat(what: string, work: () => Promise<number>): Promise<void> {
  const seconds: number[] = [];
  for (let n = 0; n < repeats; n += 1) seconds.push(await work());
  report(`${what} (median of ${repeats})`, median(seconds));
}

async function measure(cwd: string, firstStart: string): Promise<void> {
  let program: Program | undefined;
  const stop = () =>
    secondsOf(async () => {
      await program?.end('SIGTERM');
      // npm ends before the program does.
      while (hasPostgres()) await delay(5);
    });
  const startTimed = () =>
    secondsOf(async () => {
      program = await start(cwd);
    });
  report(firstStart, await startTimed());
  report('stop', await stop());
  await repeat('further start', async () => {
    const seconds = await startTimed();
    await stop();
    return seconds;
  });
  await repeat('start after kill -9 of program and Postgres', async () => {
    program = await start(cwd);
    process.kill(postgresOf(dataFolder), 'SIGKILL');
    process.kill(-(program.child.pid ?? 0), 'SIGKILL');
    await program.ended;
    const seconds = await startTimed();
    await stop();
    return seconds;
  });
}

async function freshClone(): Promise<string> {
  const clone = path.join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  return clone;
}

try {
  if (process.argv.includes('--clone')) {
    await measure(await freshClone(), 'first start of a fresh clone: packages, build, database, demonstration');
  } else {
    execFileSync(process.execPath, ['scripts/ready.mjs', 'start'], { cwd: root, stdio: 'inherit' });
    await measure(root, 'first start: database, demonstration');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
