import type { Have } from '../../modules/missions/day/operation.ts';
import type { Peers } from '../../modules/missions/day/sync.ts';
import type { Safety } from './dayDatabase.ts';

/** When everything on a device may go. Pure. */

const dayMs = 24 * 60 * 60 * 1000;

/** Whether everything in `have` is in `other` too. */
export const covers = (other: Have, have: Have): boolean =>
  Object.entries(have).every(
    ([device, sequence]) => (Object.hasOwn(other, device) ? (other[device] ?? 0) : 0) >= sequence,
  );

export type Held = {
  have: Have;
  /** Photos that the server has not got yet. */
  unsafePhotos: number;
  server: string;
};

/**
 * Since when everything here is safe with the server. Another device is not safe enough to wipe this one by: it may be lost on
 * the same evening.
 */
export function safeSince(
  { peers, safeSince: before }: Safety,
  { have, unsafePhotos, server }: Held,
  now: number,
): number | null {
  const isSafe = unsafePhotos === 0 && covers(peers[server] ?? {}, have);
  return isSafe ? (before ?? now) : null;
}

/** A clock set back or forward by years must not wipe anything: only what is safe is ever wiped. */
export const isDue = ({ safeSince: since }: Safety, keepDays: number, now: number): boolean =>
  since !== null && now - since >= keepDays * dayMs;

/** What this device wrote and nobody else has acknowledged: the server, another device, or an exported file. */
export function unsafeCount(own: string, have: Have, peers: Peers): number {
  const safe = Object.entries(peers).reduce(
    (most, [peer, acknowledged]) => (peer === own ? most : Math.max(most, acknowledged[own] ?? 0)),
    0,
  );
  return Math.max(0, (have[own] ?? 0) - safe);
}
