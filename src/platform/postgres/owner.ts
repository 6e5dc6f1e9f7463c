import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '../cannotStart.ts';

/** SQLite's answer when another process, or another part of this one, holds the lock. */
const busy = 5;
/** Milliseconds. */
const patience = 2000;

/** The right to run the database in a folder. */
export type Ownership = { release(): void };

/**
 * Takes the folder for this process, or throws CannotStart and says who holds it. Node itself cannot lock a file;
 * SQLite, which comes with it, can. The kernel gives such a lock to one of two that ask at the same moment and takes it
 * back however its holder ends, so there is never a stale one to judge.
 */
export async function takeOwnership(folder: string): Promise<Ownership> {
  const pidFile = path.join(folder, 'owner.pid');
  const lock = await lockFile(path.join(folder, 'owner.lock'));
  if (!lock) throw new CannotStart(`The database in ${folder} is in use by process ${await holder(pidFile)}`);
  // One left by another user can be removed in our folder, but not written to.
  rmSync(pidFile, { force: true });
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

/** Undefined when another holds it. One that is just stopping, as at a restart, gets the time to do so. */
export async function lockFile(file: string, waits = patience): Promise<{ close(): void } | undefined> {
  const end = Date.now() + waits;
  for (;;) {
    const lock = new DatabaseSync(file, { timeout: 0 });
    try {
      lock.exec('pragma journal_mode = memory; begin exclusive');
      return lock;
    } catch (error) {
      lock.close();
      if ((error as { errcode?: number }).errcode !== busy) throw error;
      if (Date.now() > end) return undefined;
      await delay(50);
    }
  }
}

/** The number of the process that holds the lock. It writes it right after taking the lock, so it may be a moment late. */
async function holder(pidFile: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const pid = Number(readIfThere(pidFile));
    if (pid > 0 && isAlive(pid)) return String(pid);
    await delay(25);
  }
  return '(unknown)';
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
