import { databaseName } from './store/dayDatabase.ts';
import type { KeeperWorld } from './transport/keeper.ts';

/** How long one answer may take, on the slowest of networks. */
const answerMs = 120_000;

/** What the keeper takes from a browser. */
export const keeperWorld = (): KeeperWorld => ({
  // A connection that hangs would keep back everything that follows.
  fetch: (path, init) =>
    fetch(path, { ...init, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(answerMs) }),
  now: () => Date.now(),
  chance: () => Math.random(),
  setTimer: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

/**
 * Runs the work in one tab of a mission at a time: another tab takes over when this one is closed. `work` lasts until its signal ends
 * it. Where a browser has no Web Locks every tab runs it, which costs only repeated messages.
 */
export async function asLeader(mission: string, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(`${databaseName(mission)}-leader`, { signal }, work).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
