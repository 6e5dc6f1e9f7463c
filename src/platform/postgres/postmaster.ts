import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '../cannotStart.ts';
import { bareEnvironment } from './cluster.ts';
import { clusterName, endOrphans } from './orphans.ts';
import type { Place } from './place.ts';

/** Settings of postgresql.conf by name. */
export type Settings = Readonly<Record<string, string>>;

/** One run of Postgres. */
export type Postmaster = {
  /** Settles when the process has ended, with how: `status 1`, `SIGKILL`. Never rejects. */
  ended: Promise<string>;
  /** Clean and fast: open transactions are rolled back. Resolves when the process has ended. */
  stop(): Promise<void>;
  /** Asks it to stop without waiting, for the last moment of our own process. */
  abandon(): void;
};

/** The list of folders in this setting is separated by commas; quotes protect a comma or a space in a path. */
const quoted = (folder: string): string => `"${folder.replaceAll('"', '""')}"`;

// The log carries no statements and no values: they may be about people.
const ownSettings = (place: Place): Settings => ({
  listen_addresses: '',
  unix_socket_directories: quoted(place.socket),
  cluster_name: clusterName(place.cluster),
  max_connections: '60',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
});

/** Starts Postgres on an existing cluster and resolves when it accepts connections. Ends what an earlier run left. */
export async function startPostmaster(place: Place, settings: Settings): Promise<Postmaster> {
  await endOrphans(place.cluster);
  // A killed Postgres leaves its socket and the lock beside it.
  for (const name of readdirSync(place.socket)) rmSync(path.join(place.socket, name), { force: true });
  const assignments = Object.entries({ ...ownSettings(place), ...settings });
  const options = [
    '-D',
    place.cluster,
    '-p',
    '5432',
    ...assignments.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  const child = spawn(path.join(place.binaries, 'bin', 'postgres'), options, {
    ...place.account,
    cwd: place.cluster,
    env: bareEnvironment,
    // Ctrl-C in a terminal is for us: we stop Postgres after the last request.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = tailOf(child);
  const ended = endOf(child);
  await untilReady(place, { child, ended, log });
  return { ended, stop: () => stopProcess(child, ended), abandon: () => void child.kill('SIGINT') };
}

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (status, signal) => resolve(signal ?? `status ${status}`));
  });

/** The last lines the process said. */
function tailOf(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-4000);
  });
  return () => tail.trim().split('\n').slice(-3).join(' ');
}

type Starting = { child: ChildProcess; ended: Promise<string>; log: () => string };

/** Crash recovery may take as long as it needs; only the end of the process ends the wait. */
async function untilReady(place: Place, { child, ended, log }: Starting): Promise<void> {
  while (!isReady(place, child.pid)) {
    const how = await Promise.race([ended, delay(10)]);
    if (how !== undefined) throw new CannotStart(`Postgres did not start (${how}): ${log()}`);
  }
}

/** Line 1 of postmaster.pid is its process, line 8 its state. */
function isReady({ cluster }: Place, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function stopProcess(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5000],
  ] as const) {
    child.kill(signal);
    const patience = new AbortController();
    const late = delay(milliseconds, 'late' as const, { signal: patience.signal }).catch(() => 'stopped' as const);
    const answer = await Promise.race([ended, late]);
    patience.abort();
    if (answer !== 'late') return;
  }
  child.kill('SIGKILL');
  await ended;
}
