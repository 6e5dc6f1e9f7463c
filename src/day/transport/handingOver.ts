import type { Refusal, Segment, SyncAnswer, SyncRequest } from '../../modules/missions/day/exchange.ts';
import { isToKeep, lastOf, missingSegments, refusalOf } from '../store/segments.ts';
import type { DayStore } from '../store/store.ts';

/**
 * Of a device with two histories the server keeps one; what the other says it keeps beside it until a person has decided. So what is
 * here of such a device, and what contradicts it and was kept aside, is brought whole: a number says nothing of it.
 */

type Exchange = (request: SyncRequest) => Promise<SyncAnswer>;

/** Whether the server has it now: as its own, or as something that contradicts what it has. */
function isTaken(segment: Segment, refused: readonly Refusal[]): boolean {
  const { device, from, to } = refusalOf(segment, 'chain-broken');
  const own = refused.filter((one) => one.device === device && one.from === from && one.to === to);
  return own.every((one) => isToKeep(one) || one.reason === 'id-taken');
}

async function bringLine(store: DayStore, exchange: Exchange, device: string): Promise<void> {
  const handed = (await store.histories.forks())[device]?.handed ?? 0;
  const line = store.lines.get(device) ?? [];
  for (const segments of missingSegments({ [device]: handed }, new Map([[device, line]]))) {
    const { refused } = await exchange({ have: store.have, segments, most: 0 });
    for (const segment of segments) {
      if (!isTaken(segment, refused)) return;
      await store.histories.handed(device, lastOf(segment));
    }
  }
}

/** Brings the server all that belongs to two histories of one device. Broken off anywhere, the next call goes on from there. */
export async function handOver(store: DayStore, exchange: Exchange): Promise<void> {
  for (const device of Object.keys(await store.histories.forks())) await bringLine(store, exchange, device);
  for (const { n, segment } of await store.histories.asides()) {
    const { refused } = await exchange({ have: store.have, segments: [segment], most: 0 });
    if (isTaken(segment, refused)) await store.histories.asideHanded(n);
  }
}
