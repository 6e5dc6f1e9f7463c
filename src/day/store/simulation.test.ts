// oxlint-disable-next-line import/no-unassigned-import -- gives Node the database of a browser
import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import type { IndexableType } from 'dexie';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { idsFrom, mission, morning, randomFrom, someone } from '../../../test/missionDay.ts';
import { newDeviceKeys } from '../../modules/missions/day/chain.ts';
import { countsOf } from '../../modules/missions/day/counts.ts';
import { fold, visitsIn } from '../../modules/missions/day/day.ts';
import type { Carried, Member, Segment } from '../../modules/missions/day/exchange.ts';
import { type Body, type Operation, specialties } from '../../modules/missions/day/operation.ts';
import { packed, unpacked } from '../transport/message.ts';
import { DayDatabase, noOperations, nothingSafe } from './dayDatabase.ts';
import { DayHistories } from './histories.ts';
import { newBrowserKey, newDataKey } from './keys.ts';
import { DayLog } from './log.ts';
import { lackedBy } from './retention.ts';
import { noteAcknowledged, safetyOf } from './safety.ts';
import { isMissing, missingSegments } from './segments.ts';
import type { World } from './world.ts';

/**
 * The same day as in the simulation of the pure core, with the very code of a phone: operations signed in chains, sealed in a database
 * that loses its power in the middle of a write, sent in packed messages that are lost, repeated, mixed up and changed on their way.
 */
type Random = (below: number) => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

function sure(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

/** Databases whose next write breaks off before it ends. */
const failing = new Set<string>();
// oxlint-disable-next-line typescript/unbound-method -- called with the store that it is of
const realAdd = IDBObjectStore.prototype.add;
vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function add(this: IDBObjectStore, value, key) {
  if (!failing.delete(this.transaction.db.name)) return realAdd.call(this, value, key);
  this.transaction.abort();
  throw new DOMException('The power failed', 'AbortError');
});

class Phone {
  readonly id: string;
  readonly db: DayDatabase;
  /** What it told whoever writes to be stored. */
  readonly acknowledged: Operation[] = [];
  log!: DayLog;
  isGone = false;
  readonly #world: World;
  readonly #keys: { dataKey: CryptoKey; signingKey: CryptoKey };

  constructor(id: string, place: string, { world, keys }: { world: World; keys: Phone['keys'] }) {
    this.id = id;
    this.db = new DayDatabase(place);
    this.#world = world;
    this.#keys = keys;
  }

  get keys() {
    return this.#keys;
  }

  /** As it comes up: from what is on its disk, and nothing else. */
  async start(): Promise<void> {
    const place = { db: this.db, world: this.#world, mission, device: this.id, told: () => undefined };
    this.log = new DayLog(place, this.#keys);
    await this.log.catchUp();
  }
}

let places = 0;
const used: Phone[] = [];
afterEach(async () => {
  for (const { db } of used.splice(0)) await db.delete();
});

async function phones(count: number, seed: number): Promise<{ all: Phone[]; members: Member[] }> {
  const members: Member[] = [];
  const all: Phone[] = [];
  for (let at = 0; at < count; at += 1) {
    const { privateKey, publicKey } = await newDeviceKeys();
    const id = `0196c2f0-0000-7000-9000-${at.toString(16).padStart(12, '0')}`;
    members.push({ id, label: `${at}`, letter: 'B', publicKey, isServer: false, isRevoked: false });
    // One in ten is a day wrong, and no two agree.
    let now = morning + (at % 10 === 1 ? 86_400_000 : at * 1000);
    const newId = idsFrom(seed + at);
    const exclusive: World['exclusive'] = (_, work) => work();
    const world: World = {
      now: () => (now += 500),
      newId: () => newId(now),
      exclusive,
      setTimer: () => () => undefined,
    };
    const keys = { dataKey: await newDataKey(), signingKey: privateKey };
    const phone = new Phone(id, `simulated-${(places += 1)}`, { world, keys });
    const { db } = phone;
    await db.transaction('rw', db.meta, async () => {
      await db.write('identity', { mission, device: id, letter: 'B', label: `${at}`, keepDays: 7 });
      await db.write('browserKey', await Promise.resolve(browserKey));
      await db.write('safety', nothingSafe);
      await db.write('state', noOperations);
    });
    await phone.start();
    all.push(phone);
    used.push(phone);
  }
  return { all, members };
}
const browserKey = await newBrowserKey();

/** What somebody does at this phone: a walk-in, or something about somebody whom it knows. */
function deedOf({ log, id }: Phone, random: Random, fresh: () => string): Body[] {
  const known = [...log.day.visits.drawers].flatMap((drawer) => (drawer ? [...drawer.values()] : []));
  const visit = known.length > 0 ? pick(random, known) : null;
  const [turn, encounter] = [visit?.turns.at(-1), visit?.encounters.at(-1)];
  if (!visit || random(3) === 0) return walkIn(random, fresh);
  const of = { visit: visit.id };
  if (turn && !encounter) {
    const opened = { turn: turn.id, encounter: fresh(), specialty: turn.specialty, room: '4', clinician: id };
    return [
      { kind: 'turn.called', ...of, turn: turn.id, room: '4' },
      { kind: 'encounter.opened', ...of, ...opened },
    ];
  }
  if (!encounter) return [{ kind: 'visit.arrived', ...of }];
  const part = pick(random, ['finding', 'operation', 'treatment'] as const);
  const notes = encounter.notes.map(({ from }) => from.id);
  return random(2) === 0
    ? [{ kind: 'encounter.noted', ...of, encounter: encounter.id, part, value: `note ${random(99)}`, over: [] }]
    : [{ kind: 'encounter.signed', ...of, encounter: encounter.id, clinician: id, answeredFor: null, notes }];
}

function walkIn(random: Random, fresh: () => string): Body[] {
  const [visit, person] = [fresh(), someone(randomFrom(random(60)))];
  const registered = { ticket: `B-${random(9999)}`, booking: null, channel: 'walk_in', day: '2026-05-12' } as const;
  return [
    { kind: 'visit.registered', visit, ...registered },
    ...(['name', 'birthYear', 'phone'] as const).map(
      (field): Body => ({
        kind: 'visit.field',
        visit,
        field,
        value: person[field],
        over: [],
      }),
    ),
    { kind: 'turn.queued', visit, turn: fresh(), specialty: pick(random, specialties), priority: 'routine' },
  ];
}

type Step = { kind: 'write' | 'exchange' | 'crash' | 'part' | 'heal' | 'die'; at: number; with: number; luck: number };

class Clinic {
  rooms: number[];
  readonly #fresh = idsFrom(77);
  readonly all: readonly Phone[];
  readonly members: readonly Member[];

  constructor(all: readonly Phone[], members: readonly Member[]) {
    this.all = all;
    this.members = members;
    this.rooms = all.map(() => 0);
  }

  get alive(): Phone[] {
    return this.all.filter(({ isGone }) => !isGone);
  }

  async take({ kind, at, with: other, luck }: Step): Promise<void> {
    const [one, two] = [this.all[at % this.all.length] as Phone, this.all[other % this.all.length] as Phone];
    if (one.isGone) return;
    if (kind === 'write') await this.write(one, randomFrom(luck));
    else if (kind === 'exchange') await this.exchange(one, two, randomFrom(luck));
    else if (kind === 'part') this.rooms = this.all.map((_, n) => ((n * 7 + luck) % 11) % (1 + (luck % 4)));
    else if (kind === 'heal') this.rooms = this.all.map(() => 0);
    else if (kind === 'crash') await one.start();
    else if (this.alive.length > 2) await this.bury(one);
  }

  /** It counts when the phone says so. Where the power fails before that, nothing of it was ever there. */
  async write(at: Phone, random: Random): Promise<void> {
    if (random(29) === 0) failing.add(at.db.name);
    const bodies = deedOf(at, random, () => this.#fresh(morning));
    const before = at.log.have;
    try {
      at.acknowledged.push(...(await at.log.append(bodies, at.id)));
    } catch (error) {
      if (!/power|abort/i.test(String(error))) throw error;
      await at.start();
      sure(isDeepStrictEqual(at.log.have, before), 'half of a write was there');
    }
    failing.delete(at.db.name);
  }

  /** A phone is lost for good. What it had said to be safe with others was there. */
  async bury(phone: Phone): Promise<void> {
    const { peers } = await safetyOf(phone.db);
    const others = this.alive.filter((each) => each !== phone).map(({ id }) => peers[id]);
    const unsafe = lackedBy(phone.log.have, others);
    phone.isGone = true;
    this.lost.push({ acknowledged: phone.acknowledged, isSafe: unsafe === 0 });
  }
  readonly lost: { acknowledged: Operation[]; isSafe: boolean }[] = [];

  /** One gets what it lacks of another: messages are lost, said twice, mixed up, changed; it may go down before it has stored one. */
  async exchange(one: Phone, two: Phone, random: Random): Promise<void> {
    const isApart = this.rooms[this.all.indexOf(one)] !== this.rooms[this.all.indexOf(two)];
    if (one === two || two.isGone || isApart) return;
    const sent = [...missingSegments(one.log.have, two.log.lines)].map((segments) =>
      packed({ kind: 'segments', segments }),
    );
    const arriving = sent.flatMap((bytes) => (random(5) === 0 ? [] : random(4) === 0 ? [bytes, bytes] : [bytes]));
    if (random(3) === 0) arriving.reverse();
    for (const bytes of arriving) {
      if (random(12) === 0) failing.add(one.db.name);
      if (!(await this.hears(one, bytes, random))) break;
    }
    failing.delete(one.db.name);
    const said = { peer: one.id, have: one.log.have, now: morning };
    if (random(4) > 0) await noteAcknowledged(two.db, said);
  }

  async hears(one: Phone, bytes: Uint8Array, random: Random): Promise<boolean> {
    const message = unpacked(bytes);
    if (message.kind !== 'segments') throw new Error('no segments');
    try {
      if (random(9) === 0) await this.refuses(one, message.segments);
      await one.log.receive(message.segments, { members: this.members, isServer: false });
      return true;
    } catch (error) {
      if (!/power|abort/i.test(String(error))) throw error;
      await one.start();
      return false;
    }
  }

  /** A word changed on its way, or an operation left out, changes nothing here. */
  async refuses(one: Phone, segments: readonly Segment[]): Promise<void> {
    const [first] = segments;
    const last = first?.operations.at(-1) as Carried | undefined;
    if (!first || !last) return;
    failing.delete(one.db.name);
    const before = one.log.have;
    const changed = { ...first, operations: [...first.operations.slice(0, -1), { ...last, by: 'somebody else' }] };
    const cut = { ...first, operations: first.operations.slice(0, -1) };
    const refused = await one.log.receive([changed, cut], { members: this.members, isServer: false });
    sure(
      refused.length === 2 && refused.every(({ reason }) => reason.startsWith('bad-')),
      'something was refused for another reason',
    );
    sure(isDeepStrictEqual(one.log.have, before), 'something that was changed on its way was taken in');
  }

  /** The evening: the hub hears everybody, and everybody the hub. */
  async settle(): Promise<void> {
    const [hub, ...others] = this.alive as [Phone, ...Phone[]];
    const send = async (to: Phone, from: Phone) => {
      for (const segments of missingSegments(to.log.have, from.log.lines))
        sure((await to.log.receive(segments, { members: this.members, isServer: false })).length === 0, 'refused');
    };
    for (const each of others) await send(hub, each);
    for (const each of others) await send(each, hub);
  }
}

const operationsOf = ({ log }: Phone): Operation[] =>
  [...log.lines.values()].flat().flatMap(({ operations }) => operations) as Operation[];

/** What must be true in the evening. */
async function judge(clinic: Clinic): Promise<void> {
  await clinic.settle();
  const [first, ...others] = clinic.alive as [Phone, ...Phone[]];
  const there = operationsOf(first);
  const ids = new Set(there.map(({ id }) => id));
  expect(ids.size).toBe(there.length);
  for (const each of others) {
    expect(each.log.have).toEqual(first.log.have);
    expect(isMissing(first.log.have, each.log.lines)).toBe(false);
  }
  for (const each of clinic.alive) expect(each.acknowledged.filter(({ id }) => !ids.has(id))).toEqual([]);
  const promised = clinic.lost.flatMap(({ acknowledged, isSafe }) => (isSafe ? acknowledged : []));
  expect(promised.filter(({ id }) => !ids.has(id))).toEqual([]);
  const afresh = fold(there.toReversed());
  for (const each of clinic.alive.slice(0, 5)) expect(isDeepStrictEqual(each.log.day, afresh)).toBe(true);
  // And what a phone finds on its disk is what it had in its memory.
  await first.start();
  expect(isDeepStrictEqual(first.log.day, afresh)).toBe(true);
  const signed = new Set(there.flatMap(({ body }) => (body.kind === 'encounter.signed' ? body.encounter : [])));
  expect(countsOf(afresh, () => 'Karatal').all.encounters).toBe(signed.size);
  expect(visitsIn(afresh).length).toBe(new Set(there.map(({ body }) => body.visit)).size);
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant('write' as const) },
      { weight: 8, arbitrary: fc.constant('exchange' as const) },
      { weight: 1, arbitrary: fc.constantFrom('crash' as const, 'part' as const, 'heal' as const, 'die' as const) },
    ),
    at: fc.nat({ max: 50 }),
    with: fc.nat({ max: 50 }),
    luck: fc.nat({ max: 1_000_000 }),
  }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

type Copied = { table: string; rows: { key: IndexableType | undefined; row: unknown }[] }[];

/** Everything on the disk of a phone, as a copy of it has it. */
const copied = (db: DayDatabase): Promise<Copied> =>
  Promise.all(
    db.tables.map(async (table) => {
      const [keys, all] = [await table.toCollection().primaryKeys(), await table.toArray()];
      return { table: table.name, rows: all.map((row: unknown, at) => ({ key: keys[at], row })) };
    }),
  );

/** The phone comes up from the copy. What it wrote since then it does not know any more; others may. */
async function bringBack(phone: Phone, copy: Copied): Promise<void> {
  for (const { table: name, rows } of copy) {
    const table = phone.db.table(name);
    await table.clear();
    for (const { key, row } of rows)
      await (table.schema.primKey.keyPath === null ? table.put(row, key) : table.put(row));
  }
  await phone.start();
  const kept = new Set(operationsOf(phone).map(({ id }) => id));
  phone.acknowledged.splice(0, phone.acknowledged.length, ...phone.acknowledged.filter(({ id }) => kept.has(id)));
}

/** Everybody hears everybody, and each says what it has and where the histories stand. */
async function evening({ alive, members }: Clinic): Promise<void> {
  for (let round = 0; round < 2; round += 1)
    for (const to of alive)
      for (const from of alive) {
        if (to === from) continue;
        for (const segments of missingSegments(to.log.have, from.log.lines))
          await to.log.receive(segments, { members, isServer: false });
        await historiesOf(to).compare(from.log.have, await historiesOf(from).heads(from.log.have));
        await noteAcknowledged(to.db, { peer: from.id, have: from.log.have, now: morning });
      }
}
const historiesOf = ({ db, keys, log }: Phone): DayHistories =>
  new DayHistories(db, { dataKey: keys.dataKey, lines: () => log.lines, now: () => morning });

/**
 * Whatever a phone said to be stored is still on it, and what is not with everybody it calls unsafe.
 *
 * @returns of how many phones two histories are known
 */
async function nothingIsLost({ alive }: Clinic): Promise<number> {
  const everywhere = alive.map((phone) => new Set(operationsOf(phone).map(({ id }) => id)));
  for (const phone of alive) {
    const own = everywhere[alive.indexOf(phone)];
    expect(phone.acknowledged.filter(({ id }) => !own?.has(id))).toEqual([]);
    const isShared = phone.acknowledged.every(({ id }) => everywhere.every((ids) => ids.has(id)));
    const { unsafe, twoHistoriesSince } = await safetyOf(phone.db);
    if (isShared) continue;
    expect(twoHistoriesSince).not.toBeNull();
    expect(unsafe).toBe(phone.log.have[phone.id]);
  }
  const forked = await Promise.all(alive.map((phone) => historiesOf(phone).forks()));
  return new Set(forked.flatMap((forks) => Object.keys(forks))).size;
}

describe('with signed runs on disks that fail', () => {
  test('a few phones: all agree in the evening, nothing that was acknowledged is missing, and the counts are right', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.nat({ max: 10_000 }),
        steps,
        async (count, seed, happening) => {
          const { all, members } = await phones(count, seed);
          const clinic = new Clinic(all, members);
          for (const step of happening) await clinic.take(step);
          await judge(clinic);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('phones restored at noon from older copies: what one wrote is in everybody’s day, or kept by whoever has it and called unsafe there', {
    timeout: 120_000,
  }, async () => {
    for (const seed of [1, 2, 3]) {
      const { all, members } = await phones(6, seed);
      const [clinic, random] = [new Clinic(all, members), randomFrom(seed)];
      const around = () => ({ at: random(6), with: random(6), luck: random(1_000_000) });
      const happens = async (times: number) => {
        for (let n = 0; n < times; n += 1) {
          await clinic.take({ kind: 'write', ...around() });
          await clinic.take({ kind: 'exchange', ...around() });
        }
      };
      await happens(40);
      const restored = all.slice(0, 2);
      const copies = await Promise.all(restored.map(({ db }) => copied(db)));
      await happens(40);
      for (const [at, phone] of restored.entries()) await bringBack(phone, copies[at] ?? []);
      await happens(80);
      await evening(clinic);
      expect(await nothingIsLost(clinic)).toBeGreaterThan(0);
    }
  });

  test('fifty phones and ten thousand operations, with the hub dying at noon', { timeout: 600_000 }, async () => {
    const { all, members } = await phones(50, 20_260_512);
    const clinic = new Clinic(all, members);
    const random = randomFrom(50);
    const kinds = ['exchange', 'exchange', 'exchange', 'crash', 'part', 'heal'] as const;
    const total = () => all.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    for (let round = 0; total() < 10_000; round += 1) {
      for (let n = 0; n < 8; n += 1)
        await clinic.take({ kind: 'write', at: random(50), with: 0, luck: random(1_000_000) });
      const around = { at: random(50), with: round < 250 ? 0 : random(50), luck: random(1_000_000) };
      await clinic.take({ kind: kinds[random(kinds.length)] ?? 'exchange', ...around });
      if (round === 250) await clinic.take({ kind: 'die', at: 0, with: 0, luck: 0 });
    }
    await judge(clinic);
    expect(clinic.lost.length).toBe(1);
  });
});
