import type { Have } from '../../modules/missions/day/operation.ts';
import { acknowledged } from '../../modules/missions/day/sync.ts';
import { DayFault } from '../fault.ts';
import { type DayDatabase, haveOfState, type Safety } from './dayDatabase.ts';
import { covers, isDue, safeSince, unsafeCount } from './retention.ts';

/** What is safe elsewhere, and what may therefore go. Every decision is made within the transaction that acts on it. */

/** The server, and a file that somebody keeps, among the peers. */
export const serverPeer = 'server';
export const filePeer = 'file';

export type SafetyReport = {
  /** Operations of this device that nobody else has. */
  unsafe: number;
  unsafePhotos: number;
  /** Since when everything here is safe with the server; null while something is not. */
  safeSince: number | null;
  peers: Readonly<Record<string, Have>>;
};

type Word = { peer: string; have: Have; now: number };

/** Writes down what a peer says that it has. */
export async function noteAcknowledged(db: DayDatabase, { peer, have, now }: Word): Promise<void> {
  await db.transaction('rw', db.meta, db.photos, async () => {
    const [safety, state] = [await db.must('safety'), await db.must('state')];
    const unsafePhotos = await db.photos.where('isSafe').equals(0).count();
    const next = { ...safety, peers: acknowledged(safety.peers, peer, have) };
    const held = { have: haveOfState(state), unsafePhotos, server: serverPeer };
    await db.write('safety', { ...next, safeSince: safeSince(next, held, now) });
  });
}

export async function safetyOf(db: DayDatabase): Promise<SafetyReport> {
  return db.transaction('r', db.meta, db.photos, async () => {
    const [safety, state, identity] = [await db.must('safety'), await db.must('state'), await db.must('identity')];
    const unsafePhotos = await db.photos.where('isSafe').equals(0).count();
    const unsafe = unsafeCount(identity.device, haveOfState(state), safety.peers);
    return { unsafe, unsafePhotos, safeSince: safety.safeSince, peers: safety.peers };
  });
}

/** A device that was revoked goes when what it wrote is with the server or in a file that was taken out of it. */
async function isHandedOver(db: DayDatabase, { peers }: Safety): Promise<boolean> {
  const [state, identity] = [await db.must('state'), await db.must('identity')];
  const own = haveOfState(state)[identity.device] ?? 0;
  const mine: Have = own > 0 ? { [identity.device]: own } : {};
  const unsafePhotos = await db.photos.where('isSafe').equals(0).count();
  if (covers(peers[filePeer] ?? {}, mine)) return true;
  return covers(peers[serverPeer] ?? {}, mine) && unsafePhotos === 0;
}

/**
 * Why a store is wiped. `asked`: by somebody, when everything is safe. `loss_meant`: by somebody who was told what is lost. `due`: the
 * days after everything was safe are over. `revoked`: the device is no longer part of the mission.
 */
export type WipeReason = 'asked' | 'loss_meant' | 'due' | 'revoked';

async function mayGo(db: DayDatabase, reason: WipeReason, now: number): Promise<boolean> {
  const [safety, identity] = [await db.read('safety'), await db.read('identity')];
  if (!safety || !identity || reason === 'loss_meant') return true;
  if (reason === 'due') return isDue(safety, identity.keepDays, now);
  if (reason === 'revoked') return (await db.read('revokedAt')) !== undefined && (await isHandedOver(db, safety));
  const { unsafe, unsafePhotos } = await safetyOf(db);
  return unsafe === 0 && unsafePhotos === 0;
}

/** Takes the keys away, in one transaction with the question whether they may go: what is left cannot be read by anybody. */
export async function destroyKeys(db: DayDatabase, reason: WipeReason, now: number): Promise<void> {
  await db.transaction('rw', db.meta, db.photos, async () => {
    if (!(await mayGo(db, reason, now))) throw new DayFault('unsafe_left');
    await db.meta.clear();
  });
}
