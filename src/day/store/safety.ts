import type { Have } from '../../modules/missions/day/operation.ts';
import { acknowledged } from '../../modules/missions/day/sync.ts';
import { DayFault } from '../fault.ts';
import { type DayDatabase, haveOfState, type Safety, type TakenOut } from './dayDatabase.ts';
import { ofThisHistory } from './forks.ts';
import { afterWord, isDue, lackedBy, unsafeCount, waited } from './retention.ts';

/** What is safe elsewhere, and what may therefore go. Every decision is made within the transaction that acts on it. */

/** The server, and a file that somebody keeps, among the peers. */
export const serverPeer = 'server';
export const filePeer = 'file';

const sure = { serverPeer, filePeer };

export type SafetyReport = {
  /** Operations of this device that nobody else has. */
  unsafe: number;
  unsafePhotos: number;
  /** What would be lost with this device, whoever wrote it: what neither the server nor a file that was taken out has. */
  onlyHere: Left;
  /** Since when everything here is safe with the server; null while something is not. */
  safeSince: number | null;
  peers: Readonly<Record<string, Have>>;
  /** Since when this device knows that it has written two histories, as one does that was restored from an older copy; else null. */
  twoHistoriesSince: number | null;
};
/** Operations, photos, and runs that contradict what is here and were kept for a person. */
export type Left = { operations: number; photos: number; asides: number };

const nothingOf = ({ operations, photos, asides }: Left): boolean => operations + photos + asides === 0;

/** What is not in one of these places. */
async function leftOf(db: DayDatabase, safety: Safety, places: readonly string[]): Promise<Left> {
  const peers = ofThisHistory(safety.peers, (await db.read('forks')) ?? {}, sure);
  const { photos, asides } = (places.includes(filePeer) && (await db.read('takenOut'))) || { photos: [], asides: [] };
  const unsafe = await db.photos.where('isSafe').equals(0).primaryKeys();
  const kept = await db.kept.filter(({ isSafe }) => isSafe !== 1).primaryKeys();
  const have = haveOfState(await db.must('state'));
  return {
    operations: lackedBy(
      have,
      places.map((place) => peers[place]),
    ),
    photos: unsafe.filter((id) => !photos.includes(id)).length,
    asides: kept.filter((n) => !asides.includes(n)).length,
  };
}

export type Word = {
  peer: string;
  have: Have;
  now: number;
  /** The clock of the server, where it is the server's word. */
  serverNow?: number | null;
};

/** Writes down what a peer says that it has. */
export async function noteAcknowledged(db: DayDatabase, { peer, have, now, serverNow = null }: Word): Promise<void> {
  await db.transaction('rw', db.meta, db.photos, db.kept, async () => {
    const safety = await db.must('safety');
    const next = { ...safety, peers: acknowledged(safety.peers, peer, have) };
    const isSafe = nothingOf(await leftOf(db, next, [serverPeer]));
    await db.write('safety', afterWord(next, { isSafe, now, serverNow }));
  });
}

export type Taken = TakenOut & { have: Have; now: number };

/** Writes down that somebody keeps a file in which all this is. */
export async function noteTakenOut(db: DayDatabase, { have, now, ...taken }: Taken): Promise<void> {
  await db.transaction('rw', db.meta, db.photos, db.kept, async () => {
    const before = (await db.read('takenOut')) ?? { photos: [], asides: [] };
    await db.write('takenOut', {
      photos: [...new Set([...before.photos, ...taken.photos])],
      asides: [...new Set([...before.asides, ...taken.asides])],
    });
    await noteAcknowledged(db, { peer: filePeer, have, now });
  });
}

export async function safetyOf(db: DayDatabase): Promise<SafetyReport> {
  return db.transaction('r', db.meta, db.photos, db.kept, async () => {
    const [safety, state, identity] = [await db.must('safety'), await db.must('state'), await db.must('identity')];
    const unsafePhotos = await db.photos.where('isSafe').equals(0).count();
    const forks = (await db.read('forks')) ?? {};
    const unsafe = unsafeCount(identity.device, haveOfState(state), ofThisHistory(safety.peers, forks, sure));
    const onlyHere = await leftOf(db, safety, [serverPeer, filePeer]);
    const { safeSince, peers } = safety;
    const twoHistoriesSince = forks[identity.device]?.since ?? null;
    return { unsafe, unsafePhotos, onlyHere, safeSince, peers, twoHistoriesSince };
  });
}

/**
 * Why a store is wiped. `asked`: by somebody, when everything is safe. `loss_meant`: by somebody who was told what is lost. `due`: the
 * days after everything was safe are over. `revoked`: the device is no longer part of the mission.
 */
export type WipeReason = 'asked' | 'loss_meant' | 'due' | 'revoked';

/**
 * Everything that is held must be elsewhere, whoever wrote it: the device from which it came may be gone. By itself a store goes only
 * when the server has it; where a person asks, a file that was taken out is enough.
 */
async function mayGo(db: DayDatabase, reason: WipeReason): Promise<boolean> {
  const [safety, identity] = [await db.read('safety'), await db.read('identity')];
  if (!safety || !identity || reason === 'loss_meant') return true;
  if (reason === 'due') return isDue(safety, identity.keepDays) && nothingOf(await leftOf(db, safety, [serverPeer]));
  if (reason === 'revoked' && (await db.read('revokedAt')) === undefined) return false;
  return nothingOf(await leftOf(db, safety, [serverPeer, filePeer]));
}

/** Takes the keys away, in one transaction with the question whether they may go: what is left cannot be read by anybody. */
export async function destroyKeys(db: DayDatabase, reason: WipeReason, now: number): Promise<void> {
  const isGone = await db.transaction('rw', db.meta, db.photos, db.kept, async () => {
    const safety = await db.read('safety');
    if (safety) await db.write('safety', waited(safety, now));
    if (!(await mayGo(db, reason))) return false;
    await db.meta.clear();
    return true;
  });
  if (!isGone) throw new DayFault('unsafe_left');
}
