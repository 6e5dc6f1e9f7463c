import { verified } from '../../modules/missions/day/chain.ts';
import { apply, type Day, emptyDay } from '../../modules/missions/day/day.ts';
import type { Carried, Member, Refusal, RefusalReason, Segment } from '../../modules/missions/day/exchange.ts';
import { type Body, furthestHeard, type Have, type Operation } from '../../modules/missions/day/operation.ts';
import { isReadable } from '../../modules/missions/day/readable.ts';
import { open, seal } from './box.ts';
import { type DayDatabase, type End, type KeptRow, type SegmentRow, type State, written } from './dayDatabase.ts';
import { noteForks } from './forks.ts';
import { notSafe } from './retention.ts';
import { faultOf, isSame, isToKeep, joined, judged, lastOf, operationsIn, refusalOf } from './segments.ts';
import type { World } from './world.ts';
import { signedRuns } from './writing.ts';

export const segmentAbout = 'yntymaq day segment 1';

type Keys = { dataKey: CryptoKey; signingKey: CryptoKey };
type Place = {
  db: DayDatabase;
  world: World;
  mission: string;
  device: string;
  /** Called with whatever is new here, after it is on the disk. */
  told: (added: readonly Carried[]) => void;
};
/** The devices that are known, and whether the server itself sent it. */
export type Sender = { members: readonly Member[]; isServer: boolean };
type Aside = { segment: Segment; refusal: Refusal };
type Checked = { segment: Segment; fault: RefusalReason | null; chains: string[] | null };
type Wanted<T> = { after: State; fresh: Segment[]; kept?: Aside[]; result: T };

const isSameRow = (one: KeptRow, other: KeptRow): boolean =>
  one.signature === other.signature && isSame(one.refusal, other.refusal);

/** Another tab wrote in between. */
class Stale extends Error {}

/**
 * The operations of the day while the store is unlocked: in memory, and on the disk before anything is said to be stored. All that
 * is written at once is one transaction.
 */
export class DayLog {
  readonly #place: Place;
  readonly #keys: Keys;
  readonly #lines = new Map<string, Segment[]>();
  #day: Day = emptyDay;
  #lastRow = 0;

  constructor(place: Place, keys: Keys) {
    this.#place = place;
    this.#keys = keys;
  }

  get day(): Day {
    return this.#day;
  }

  /** All runs of operations that are here, by device. Never changed from outside. */
  get lines(): ReadonlyMap<string, readonly Segment[]> {
    return this.#lines;
  }

  get have(): Have {
    return Object.fromEntries(Array.from(this.#lines, ([device]) => [device, this.#reached(device)]));
  }

  #reached(device: string): number {
    const last = this.#lines.get(device)?.at(-1);
    return last ? lastOf(last) : 0;
  }

  /** Reads what is on the disk and not yet here: all of it at first, later what other tabs wrote. */
  async catchUp(): Promise<void> {
    const { db } = this.#place;
    const rows = await db.segments.where(':id').above(this.#lastRow).toArray();
    const segments = await Promise.all(rows.map(({ box }) => open<Segment>(this.#keys.dataKey, box, segmentAbout)));
    this.#lastRow = rows.at(-1)?.n ?? this.#lastRow;
    this.#take(segments.sort((one, other) => lastOf(one) - lastOf(other)));
  }

  /** Puts stored runs into memory. One that covers what is here takes its place. */
  #take(segments: readonly Segment[]): void {
    const added: Carried[] = [];
    for (const segment of segments) {
      const top = this.#reached(segment.device);
      if (lastOf(segment) <= top) continue;
      const first = segment.operations[0]?.sequence ?? 0;
      let line = this.#lines.get(segment.device);
      if (!line) this.#lines.set(segment.device, (line = []));
      while (line.length > 0 && lastOf(line.at(-1) as Segment) >= first) line.pop();
      line.push(segment);
      added.push(...operationsIn([segment]).filter(({ sequence }) => sequence > top));
    }
    if (added.length === 0) return;
    this.#day = apply(this.#day, added.filter(isReadable));
    this.#place.told(added);
  }

  /**
   * Writes what somebody did. All of it is stored or nothing, and nothing is stored where this throws.
   *
   * @throws DayFault `full` when the device has no room, `unfit` where nobody would take it in
   */
  async append(bodies: readonly Body[], by: string): Promise<Operation[]> {
    if (bodies.length === 0) return [];
    const writer = { ...this.#place, signingKey: this.#keys.signingKey };
    return this.#write(bodies.length, async (state) => {
      const { fresh, after, operations } = await signedRuns(writer, bodies, { by, state });
      return { fresh, after, result: operations };
    });
  }

  /**
   * Takes in what came from elsewhere. Each run is verified by the key of the device that wrote it, whoever brought it. What is known
   * already is passed over; what contradicts what is here is kept aside for a person.
   *
   * @returns what was not taken, and why
   */
  async receive(segments: readonly Segment[], from: Sender): Promise<Refusal[]> {
    // One after another: whoever works at the device waits for one run at most.
    const checked: Checked[] = [];
    for (const segment of segments) checked.push(await this.#checked(segment, from));
    return this.#write(operationsIn(segments).length, async (state) => {
      const ends: Record<string, End> = { ...state.ends };
      const wanted = { fresh: [] as Segment[], kept: [] as Aside[], result: [] as Refusal[] };
      for (const { segment, fault, chains } of checked) {
        const judgement = fault ? { reason: fault } : judged(segment, ends[segment.device], chains);
        if (judgement === 'known') continue;
        if ('reason' in judgement) {
          const refusal = refusalOf(segment, judgement.reason);
          wanted.result.push(refusal);
          if (isToKeep(refusal)) wanted.kept.push({ segment, refusal });
          continue;
        }
        wanted.fresh.push(judgement.fresh);
        ends[segment.device] = judgement.end;
      }
      const lamport = operationsIn(wanted.fresh).reduce(
        (most, operation) => Math.max(most, Math.min(operation.lamport, furthestHeard)),
        state.lamport,
      );
      return { ...wanted, after: { ...state, ends, lamport } };
    });
  }

  async #checked(segment: Segment, { members, isServer }: Sender): Promise<Checked> {
    const { mission } = this.#place;
    const key = members.find(({ id }) => id === segment.device)?.publicKey;
    const fault = faultOf(segment, { mission, isServer }) ?? (key ? null : 'unknown-device');
    return {
      segment,
      fault,
      chains: key && !fault ? await verified({ mission, publicKey: key }, segment).catch(() => null) : null,
    };
  }

  /** Loads, decides, saves; again from the start when another tab was quicker. */
  async #write<T>(count: number, decide: (state: State) => Promise<Wanted<T>>): Promise<T> {
    const { db, world } = this.#place;
    return world.exclusive(`${db.name}-write`, async () => {
      for (;;) {
        await this.catchUp();
        const state = await db.must('state');
        const wanted = await decide(state);
        try {
          await this.#commit(state, wanted, count);
          return wanted.result;
        } catch (error) {
          if (!(error instanceof Stale)) throw error;
        }
      }
    });
  }

  async #commit<T>(before: State, { after, fresh, kept = [] }: Wanted<T>, count: number): Promise<void> {
    const { db } = this.#place;
    if (fresh.length === 0 && kept.length === 0) return;
    const rows = await Promise.all(fresh.map((segment) => this.#row(segment)));
    const aside: KeptRow[] = await Promise.all(
      kept.map(async ({ segment, refusal }) => ({
        refusal,
        signature: segment.signature,
        box: await seal(this.#keys.dataKey, segment, segmentAbout),
      })),
    );
    const numbers = await written(count, () =>
      db.transaction('rw', db.meta, db.segments, db.kept, async () => {
        if ((await db.must('state')).revision !== before.revision) throw new Stale();
        await db.write('state', { ...after, revision: before.revision + 1 });
        const known = await db.kept.toArray();
        const others = aside.filter((one) => !known.some((row) => isSameRow(row, one)));
        if (fresh.length > 0 || others.length > 0) await db.write('safety', notSafe(await db.must('safety')));
        await db.kept.bulkAdd(others);
        const forked = others.map(({ refusal }) => refusal.device);
        await noteForks(db, forked, this.#place.world.now());
        return db.segments.bulkAdd(rows, { allKeys: true });
      }),
    );
    this.#lastRow = numbers.at(-1) ?? this.#lastRow;
    this.#take(fresh);
  }

  async #row(segment: Segment): Promise<SegmentRow> {
    const { device } = segment;
    const from = segment.operations[0]?.sequence ?? 0;
    return { device, from, to: lastOf(segment), box: await seal(this.#keys.dataKey, segment, segmentAbout) };
  }

  /** Small runs become large ones, so that the day opens quickly. What is on the disk says the same before and after. */
  async compact(): Promise<void> {
    const { db, world } = this.#place;
    await world.exclusive(`${db.name}-write`, async () => {
      await this.catchUp();
      const rows = await Promise.all(
        Array.from(this.#lines.values(), (line) => joined(line))
          .flat()
          .map((run) => this.#row(run)),
      );
      if ((await db.segments.count()) < 2 * rows.length + 20) return;
      await db.transaction('rw', db.meta, db.segments, async () => {
        const state = await db.must('state');
        await db.write('state', { ...state, revision: state.revision + 1 });
        await db.segments.clear();
        const numbers = await db.segments.bulkAdd(rows, { allKeys: true });
        this.#lastRow = numbers.at(-1) ?? this.#lastRow;
      });
    });
  }
}
