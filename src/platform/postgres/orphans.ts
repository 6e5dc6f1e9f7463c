import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '../cannotStart.ts';

const pidFileOf = (cluster: string): string => path.join(cluster, 'postmaster.pid');

/**
 * Ends what an earlier run left behind, so that a new Postgres may start on the cluster. Call it only as the owner.
 *
 * A Postgres whose starter was killed lives on. One that was killed itself leaves its pid file, which may name a
 * process that has nothing to do with it by now, or a zombie; and its children need a moment to notice, during which a
 * second Postgres on the same files would destroy them. So we look for the cluster's processes by name, and remove the
 * pid file when there are none.
 */
export async function endOrphans(cluster: string): Promise<void> {
  if (!existsSync(pidFileOf(cluster))) return;
  const leftBehind = () => processesOf(cluster);
  // Fast shutdown of the parent, then of everyone at once, then without asking.
  for (const [signal, milliseconds] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    const pids = signal === 'SIGINT' ? leftBehind().filter((pid) => pid === writtenPid(cluster)) : leftBehind();
    for (const pid of pids) send(pid, signal);
    if (await untilNone(leftBehind, pids.length > 0 ? milliseconds : 200)) {
      rmSync(pidFileOf(cluster), { force: true });
      return;
    }
  }
  throw new CannotStart(`An earlier Postgres does not end: process ${leftBehind().join(', ')}`);
}

const writtenPid = (cluster: string): number => {
  try {
    return Number.parseInt(readFileSync(pidFileOf(cluster), 'utf8'), 10);
  } catch {
    return 0;
  }
};

/**
 * The name by which each process of a cluster can be told from those of other clusters. Postgres shows it in the title
 * of its children, which any user may read; /proc/PID/cwd would be closed to root in an ordinary container.
 */
export function clusterName(cluster: string): string {
  const { dev, ino } = statSync(cluster);
  return `yntymaq-${dev}-${ino}`;
}

/** A zombie has no command line any more. */
function processesOf(cluster: string): number[] {
  const name = clusterName(cluster);
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => pid !== process.pid && isNamed(commandLine(pid), name));
}

const isNamed = (command: string, name: string): boolean =>
  command.startsWith(`postgres: ${name}: `) || command.split('\0').includes(`cluster_name=${name}`);

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilNone(list: () => number[], milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (list().length > 0) {
    if (Date.now() > end) return false;
    await delay(5);
  }
  return true;
}
