import type { Have } from '../../modules/missions/day/operation.ts';
import type { Peers } from '../../modules/missions/day/sync.ts';
import type { Safety } from './dayDatabase.ts';

/** When everything on a device may go. Pure. */

const dayMs = 24 * 60 * 60 * 1000;
/** Days that a mission may want its data to stay on a device; another number is taken for the usual one. */
export const usualKeepDays = 7;
export const isKeepDays = (days: unknown): days is number =>
  Number.isSafeInteger(days) && Number(days) >= 1 && Number(days) <= 90;

const reached = (have: Have | undefined, device: string): number =>
  have && Object.hasOwn(have, device) ? (have[device] ?? 0) : 0;

/** How many operations in `have` are in none of the others, of whatever device. */
export const lackedBy = (have: Have, others: readonly (Have | undefined)[]): number =>
  Object.entries(have).reduce(
    (sum, [device, sequence]) =>
      sum + Math.max(0, sequence - Math.max(0, ...others.map((other) => reached(other, device)))),
    0,
  );

export const notSafe = (safety: Safety): Safety => ({ ...safety, safeSince: null, serverSince: null, waitedMs: 0 });

/**
 * What is known of the waiting when somebody looks at the clock again. Of the time that passed since it was last looked at one day
 * counts at most: a clock that jumps by a year, or a phone that lay in a drawer, wipes nothing at once.
 */
export function waited(safety: Safety, now: number): Safety {
  if (safety.safeSince === null) return { ...safety, seenAt: now };
  const passed = Math.min(dayMs, Math.max(0, now - (safety.seenAt ?? now)));
  return { ...safety, waitedMs: safety.waitedMs + passed, seenAt: now };
}

type Moment = { isSafe: boolean; now: number; serverNow: number | null };

/** After somebody said what they have. The server's own clock, where it was told, is believed about how long everything has been safe. */
export function afterWord(before: Safety, { isSafe, now, serverNow }: Moment): Safety {
  if (!isSafe) return { ...notSafe(before), seenAt: now };
  const safety = waited(before, now);
  const serverSince = safety.serverSince ?? serverNow;
  const byServer = serverSince === null || serverNow === null ? 0 : serverNow - serverSince;
  const waitedMs = Math.max(safety.waitedMs, byServer);
  return { ...safety, safeSince: safety.safeSince ?? now, serverSince, waitedMs };
}

/** Whether the days after everything was safe are over. */
export const isDue = ({ safeSince, waitedMs }: Safety, keepDays: number): boolean =>
  safeSince !== null && waitedMs >= keepDays * dayMs;

/** What this device wrote and nobody else has acknowledged: the server, another device, or an exported file. */
export function unsafeCount(own: string, have: Have, peers: Peers): number {
  const others = Object.entries(peers).flatMap(([peer, its]) => (peer === own ? [] : [its]));
  return lackedBy({ [own]: reached(have, own) }, others);
}
