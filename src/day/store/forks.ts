import { chained } from '../../modules/missions/day/chain.ts';
import { chainBegins, type Heads, headOf, type Segment } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import type { Peers } from '../../modules/missions/day/sync.ts';
import type { DayDatabase, End, Forks } from './dayDatabase.ts';
import { notSafe } from './retention.ts';
import { lastOf, reachedIn } from './segments.ts';

/**
 * Two histories of one device. A telephone that was restored from an older copy of itself goes on under numbers that are taken: whoever
 * has these numbers has other operations, and nothing that only this history says is safe with them.
 */

export type Lines = ReadonlyMap<string, readonly Segment[]>;

/** The chain of a device after the operation with this number; null where that is not here. */
function chainAt(line: readonly Segment[], sequence: number): string | null {
  const segment = line.find((one) => lastOf(one) >= sequence);
  if (!segment) return sequence === 0 ? chainBegins : null;
  let chain = segment.previous;
  for (const one of segment.operations) if (one.sequence <= sequence) chain = chained(chain, one);
  return chain;
}

type Here = { lines: Lines; ends: Readonly<Record<string, End>> };

/** Whose histories are others here than where these heads come from, which are the heads after these numbers. */
export function differing(at: Have, heads: Heads, { lines, ends }: Here): string[] {
  return Object.entries(heads)
    .filter(([device, head]) => {
      const [sequence, end] = [reachedIn(at, device), ends[device]];
      const ours = end?.sequence === sequence ? end.chain : chainAt(lines.get(device) ?? [], sequence);
      return sequence > 0 && ours !== null && headOf(ours) !== head;
    })
    .map(([device]) => device);
}

/** Writes down of which devices there are two histories: nothing of theirs is safe until the server has taken it anew. */
export async function noteForks(db: DayDatabase, devices: readonly string[], now: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const before: Forks = (await db.read('forks')) ?? {};
    const fresh = [...new Set(devices)].filter((device) => !Object.hasOwn(before, device));
    if (fresh.length === 0) return;
    await db.write('forks', {
      ...before,
      ...Object.fromEntries(fresh.map((device) => [device, { since: now, handed: 0 }])),
    });
    await db.write('safety', notSafe(await db.must('safety')));
  });
}

/** The server has taken what is here of that device up to this number. */
export async function noteHanded(db: DayDatabase, device: string, sequence: number): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const forks = (await db.read('forks')) ?? {};
    const fork = forks[device];
    if (fork && fork.handed < sequence) await db.write('forks', { ...forks, [device]: { ...fork, handed: sequence } });
  });
}

/** Who is a peer of whose numbers one can be sure: the server as far as it took this very history, and a file that was written here. */
type Sure = { serverPeer: string; filePeer: string };

/** What peers have of the histories that are here: a number of another history says nothing of this one. */
export function ofThisHistory(peers: Peers, forks: Forks, { serverPeer, filePeer }: Sure): Peers {
  const devices = Object.entries(forks);
  if (devices.length === 0) return peers;
  const sure = (peer: string, have: Have): Have => {
    if (peer === filePeer) return have;
    const handed = devices.map(([device, fork]) => [device, peer === serverPeer ? fork.handed : 0] as const);
    return { ...have, ...Object.fromEntries(handed) };
  };
  const entries = Object.entries({ [serverPeer]: {}, ...peers });
  return Object.fromEntries(entries.map(([peer, have]) => [peer, sure(peer, have)]));
}
