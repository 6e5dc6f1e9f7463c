// oxlint-disable-next-line import/no-unassigned-import -- gives Node the database of a browser
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { newDeviceKeys } from '../../modules/missions/day/chain.ts';
import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Member, Segment } from '../../modules/missions/day/exchange.ts';
import type { Body, Envelope } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';
import { DayDatabase, databaseName } from './dayDatabase.ts';
import { openStore } from './open.ts';
import { filePeer, serverPeer } from './safety.ts';
import { missingSegments } from './segments.ts';
import type { DayStore } from './store.ts';
import { realWorld, type World } from './world.ts';

const pin = '604913';
const by = 'aigerim';
const uuid = () => realWorld().newId();
const opened: DayStore[] = [];

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

/** A clock that a test turns. */
function turned(start = Date.UTC(2026, 4, 12, 8)): World & { pass: (ms: number) => void } {
  let now = start;
  let timers: { at: number; work: () => void }[] = [];
  return {
    ...realWorld(),
    now: () => now,
    setTimer: (work, ms) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    pass: (ms) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
    },
  };
}

const walkIn = (visit = uuid()): Body[] => [
  { kind: 'visit.registered', visit, ticket: 'B-1', booking: null, channel: 'walk_in', day: '2026-05-12' },
  { kind: 'visit.field', visit, field: 'name', value: 'Ойдан шығарылған Адам', over: [] },
];

type Made = { mission?: string; members?: Member[]; world?: World; offset?: number | null };
/** A device that has joined and is unlocked. */
async function device({ mission = uuid(), members = [], world = turned(), offset = null }: Made = {}) {
  const id = uuid();
  const { privateKey, publicKey } = await newDeviceKeys();
  members.push({ id, label: `Телефон ${members.length}`, letter: 'B', publicKey, isServer: false, isRevoked: false });
  // Every device of a test lives in this one browser: its place is its own.
  const place = `${mission}-${id}`;
  const store = await openStore(place, world);
  opened.push(store);
  const identity = { mission, device: id, letter: 'B', label: 'Телефон', keepDays: 7 };
  await store.create(
    { ...identity, token: 'ynd_t', linkSecret: 'AAAA', signingKey: privateKey, members, offset },
    { pin },
  );
  await store.unlock({ pin });
  return { store, id, place, mission, members, world };
}

const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DayFault ? error.reason : String(error)),
  );
const missing = (from: DayStore, to: DayStore): Segment[] => [...missingSegments(to.have, from.lines)].flat();

test('what was written is there after the device was locked and opened again', async () => {
  const { store, place, world } = await device();
  const visit = uuid();
  const written = await store.append(walkIn(visit), by);
  expect(written.map(({ sequence, lamport }) => [sequence, lamport])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const before = store.day;
  store.close();
  const again = await openStore(place, world);
  opened.push(again);
  expect(again.stage).toBe('locked');
  await again.unlock({ pin });
  expect(again.day).toEqual(before);
  const [next] = await again.append([{ kind: 'visit.arrived', visit }], by);
  expect(next).toMatchObject({ sequence: 3, lamport: 3, by });
});

test('nothing that was said of a person can be read in the rows of the database', async () => {
  const { store, place, world } = await device();
  await store.append(walkIn(), by);
  await store.photos.put({
    id: uuid(),
    visit: uuid(),
    mediaType: 'image/jpeg',
    bytes: new TextEncoder().encode('a paper, photographed'),
  });
  const db = new DayDatabase(place);
  const rows = JSON.stringify(
    [await db.meta.toArray(), await db.segments.toArray(), await db.photos.toArray()],
    (_, value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value),
  );
  db.close();
  for (const secret of ['walk_in', 'visit.field', 'Адам', 'B-1', 'photographed', 'ynd_t', pin])
    expect(rows).not.toContain(secret);
  expect(rows).toContain(world.now() > 0 ? place.slice(0, 36) : '');
});

test('a copy of the rows does not open in another browser, even with the right PIN', async () => {
  const { place, store } = await device();
  const db = new DayDatabase(place);
  store.close();
  const { privateKey } = await newDeviceKeys();
  expect((await db.must('browserKey')).extractable).toBe(false);
  expect((await db.must('signingKey')).extractable).toBe(false);
  // What a copier gets: everything but what the browser does not give away.
  await db.write(
    'browserKey',
    await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  );
  await db.write('signingKey', privateKey);
  db.close();
  const copied = await openStore(place, turned());
  opened.push(copied);
  expect(await faultOf(copied.unlock({ pin }))).toBe('wrong_pin');
});

test('wrong PINs make the next try wait, longer and longer, and a right one ends that', async () => {
  const world = turned();
  const { store } = await device({ world });
  store.lock();
  for (let tries = 0; tries < 3; tries += 1) expect(await faultOf(store.unlock({ pin: '111222' }))).toBe('wrong_pin');
  expect(await faultOf(store.unlock({ pin }))).toBe('wait');
  world.pass(5000);
  expect(await faultOf(store.unlock({ pin: '111222' }))).toBe('wrong_pin');
  world.pass(5000);
  expect(await store.unlock({ pin }).catch((error: DayFault) => error.waitMs)).toBe(25_000);
  world.pass(25_000);
  await store.unlock({ pin });
  store.lock();
  expect(await faultOf(store.unlock({ pin: '111222' }))).toBe('wrong_pin');
  await store.unlock({ pin });
  expect(store.stage).toBe('open');
});

test('a weak PIN is refused, and a new PIN replaces the old one', async () => {
  const { store } = await device();
  for (const weak of ['12345', '111111', '123456', '987654', 'abcdef', ''])
    expect(await faultOf(store.changeLock({ pin }, { pin: weak }))).toBe('weak_pin');
  await store.append(walkIn(), by);
  await store.changeLock({ pin }, { pin: '820571' });
  store.lock();
  expect(await faultOf(store.unlock({ pin }))).toBe('wrong_pin');
  await store.unlock({ pin: '820571' });
  expect(store.have).toEqual({ [store.identity.device]: 2 });
});

test('after five minutes without use the key is gone, and what comes by sync is no use', async () => {
  const world = turned();
  const { store } = await device({ world });
  const stages: string[] = [];
  store.subscribe((change) => change.kind === 'stage' && stages.push(change.stage));
  world.pass(4 * 60_000);
  store.touch();
  world.pass(4 * 60_000);
  expect(store.stage).toBe('open');
  await store.receive([]);
  world.pass(60_000);
  expect(stages).toEqual(['locked']);
  expect(() => store.day).toThrow('locked');
  expect(await faultOf(store.append(walkIn(), by))).toBe('locked');
});

test('two tabs that write at the same moment take different numbers, and each sees what the other wrote', async () => {
  const { store, place, world } = await device();
  const other = await openStore(place, world);
  opened.push(other);
  await other.unlock({ pin });
  await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? store : other).append(walkIn(), by)));
  await expect.poll(() => [store, other].map(({ have }) => Object.values(have))).toEqual([[40], [40]]);
  const all = [...other.lines.values()].flat().flatMap(({ operations }) => operations) as Envelope[];
  expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  expect(new Set(all.map(({ lamport }) => lamport)).size).toBe(40);
  expect(other.day).toEqual(store.day);
});

test('where no lock among tabs exists, a tab that was overtaken begins its write again', async () => {
  const world = { ...turned(), exclusive: <T>(_: string, work: () => Promise<T>) => work() };
  const { store, place } = await device({ world });
  const other = await openStore(place, world);
  opened.push(other);
  await other.unlock({ pin });
  await Promise.all(Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? store : other).append(walkIn(), by)));
  await expect.poll(() => [store, other].map(({ have }) => Object.values(have))).toEqual([[24], [24]]);
});

test('locking one tab locks them all', async () => {
  const { store, place, world } = await device();
  const other = await openStore(place, world);
  opened.push(other);
  await other.unlock({ pin });
  store.lock();
  await expect.poll(() => other.stage).toBe('locked');
});

test('operations of another device are taken once, verified by its key, and handed on as they came', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two, three] = [
    await device({ mission, members }),
    await device({ mission, members }),
    await device({ mission, members }),
  ];
  await one.store.append(walkIn(), by);
  await one.store.append(walkIn(), by);
  expect(await two.store.receive(missing(one.store, two.store))).toEqual([]);
  expect(await two.store.receive(missing(one.store, three.store))).toEqual([]);
  expect(await three.store.receive(missing(two.store, three.store))).toEqual([]);
  expect(three.store.have).toEqual({ [one.id]: 4 });
  expect(three.store.day).toEqual(one.store.day);
  const [operation] = await three.store.append([{ kind: 'visit.arrived', visit: uuid() }], by);
  expect(operation?.lamport).toBe(5);
});

test('what was changed on its way, comes from an unknown device or belongs to another mission is not taken', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two, stranger] = [await device({ mission, members }), await device({ mission, members }), await device()];
  await one.store.append(walkIn(), by);
  await stranger.store.append(walkIn(), by);
  const [right] = missing(one.store, two.store);
  if (!right) throw new Error('nothing was written');
  const [first, second] = right.operations as [Envelope & { body: Body }, Envelope & { body: Body }];
  const changed = { ...right, operations: [first, { ...second, body: { ...second.body, value: 'Басқа' } }] } as Segment;
  const cut = { ...right, operations: right.operations.slice(0, 1) };
  const gap = { ...right, operations: right.operations.slice(1) };
  const hidden = { ...right, operations: [first, { sequence: 2, digest: 'A'.repeat(43) }] };
  const reasons = async (segments: Segment[]) => (await two.store.receive(segments)).map(({ reason }) => reason);
  expect(await reasons([changed])).toEqual(['bad-signature']);
  expect(await reasons([cut])).toEqual(['bad-signature']);
  expect(await reasons([gap])).toEqual(['bad-signature']);
  expect(await reasons([hidden])).toEqual(['bad-operation']);
  expect(await reasons([{ ...right, operations: [] }])).toEqual(['bad-operation']);
  expect(await reasons(missing(stranger.store, two.store))).toEqual(['other-mission']);
  await two.store.learn({ members: members.filter(({ id }) => id === two.id) });
  expect(await reasons([right])).toEqual(['unknown-device']);
  await two.store.learn({ members });
  expect(two.store.have).toEqual({});
  expect(await reasons([right])).toEqual([]);
});

test('a device that says two things under one number is told apart, and what it said is kept for a person', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two] = [await device({ mission, members }), await device({ mission, members })];
  await one.store.append(walkIn(), by);
  await two.store.receive(missing(one.store, two.store));
  // The same device, from a backup of its browser made before it wrote anything.
  const db = new DayDatabase(one.place);
  const twin = new DayDatabase(`${one.place}-twin`);
  await twin.transaction('rw', twin.meta, async () => undefined);
  for (const key of await db.meta.toCollection().primaryKeys())
    await twin.meta.put((await db.meta.get(key)) as never, key);
  await twin.write('state', { revision: 0, ends: {}, lamport: 0, offset: null });
  db.close();
  twin.close();
  const copy = await openStore(`${one.place}-twin`, one.world);
  opened.push(copy);
  await copy.unlock({ pin });
  await copy.append(walkIn(), by);
  const line = [...copy.lines.values()].flat();
  for (let times = 0; times < 2; times += 1)
    expect((await two.store.receive(line)).map(({ reason }) => reason)).toEqual(['sequence-taken']);
  const kept = new DayDatabase(two.place);
  expect((await kept.kept.toArray()).map(({ refusal }) => refusal)).toEqual([
    { device: one.id, from: 1, to: 2, reason: 'sequence-taken' },
  ]);
  kept.close();
});

test('a newer application’s operations are kept and handed on unread', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two, three] = [
    await device({ mission, members }),
    await device({ mission, members }),
    await device({ mission, members }),
  ];
  const newer = { kind: 'visit.dreamed', visit: uuid(), of: 'sheep' } as unknown as Body;
  await one.store.append([newer, ...walkIn()], by);
  await two.store.receive(missing(one.store, two.store));
  await three.store.receive(missing(two.store, three.store));
  const carried = [...three.store.lines.values()].flat().flatMap(({ operations }) => operations);
  expect(carried[0]).toMatchObject({ body: newer });
  expect(three.store.day.visits.size).toBe(1);
});

test('a store that a newer application wrote says so and is left as it is', async () => {
  const { store, place, world } = await device();
  await store.append(walkIn(), by);
  store.close();
  const later = new Dexie(databaseName(place));
  later.version(2).stores({ meta: '', segments: '++n', kept: '++n', photos: 'id, isSafe', later: '++' });
  await later.table('later').add({ anything: 'new' });
  later.close();
  const old = await openStore(place, world);
  opened.push(old);
  expect(old.stage).toBe('newer');
  expect(await faultOf(old.unlock({ pin }))).toBe('newer_store');
  const after = await later.open();
  expect([await after.table('later').count(), await after.table('segments').count()]).toEqual([1, 1]);
  after.close();
});

test('a full device stores nothing of a write, says how much, and acknowledges nothing', async () => {
  const { store } = await device();
  await store.append(walkIn(), by);
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('The disk is full', 'QuotaExceededError');
  });
  const fault = await store.append(walkIn(), by).catch((error: DayFault) => error);
  full.mockRestore();
  expect(fault).toMatchObject({ reason: 'full', notStored: 2 });
  expect(store.have).toEqual({ [store.identity.device]: 2 });
  const [next] = await store.append(walkIn(), by);
  expect(next?.sequence).toBe(3);
});

test('a write that is broken off leaves all of it or nothing', async () => {
  const { store, place, world } = await device();
  await store.append(walkIn(), by);
  const broken = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function cut(this: IDBObjectStore) {
    this.transaction.abort();
    return this.count() as IDBRequest<IDBValidKey>;
  });
  expect(await faultOf(store.append(walkIn(), by))).toMatch(/Abort|Inactive/);
  broken.mockRestore();
  store.close();
  const again = await openStore(place, world);
  opened.push(again);
  await again.unlock({ pin });
  expect(again.have).toEqual({ [again.identity.device]: 2 });
});

test('what nobody else has is told, until a peer, the server or a file has it', async () => {
  const { store, id } = await device();
  await store.append(walkIn(), by);
  expect(await store.safety()).toMatchObject({ unsafe: 2, safeSince: null });
  await store.acknowledge('another', { [id]: 1 });
  expect((await store.safety()).unsafe).toBe(1);
  await store.acknowledge(filePeer, store.have);
  expect(await store.safety()).toMatchObject({ unsafe: 0, safeSince: null });
  await store.acknowledge(serverPeer, store.have);
  expect((await store.safety()).safeSince).toBeGreaterThan(0);
  await store.append(walkIn(), by);
  expect(await store.safety()).toMatchObject({ unsafe: 2, safeSince: null });
});

const day = 24 * 3_600_000;
/** The store as it is found when somebody opens the application again. */
async function reopened(place: string, world: World): Promise<DayStore> {
  const store = await openStore(place, world);
  opened.push(store);
  return store;
}

test('a store goes by itself seven days after the server had all of it, and not a moment before', async () => {
  const world = turned();
  const { store, place } = await device({ world });
  const photo = { id: uuid(), visit: uuid(), mediaType: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) };
  await store.append(walkIn(), by);
  await store.photos.put(photo);
  await store.acknowledge(serverPeer, store.have);
  expect((await store.safety()).safeSince).toBeNull();
  await store.photos.markSafe(photo.id);
  await store.acknowledge(serverPeer, store.have);
  store.close();
  for (let days = 0; days < 6; days += 1) {
    world.pass(day);
    expect((await reopened(place, world)).stage).toBe('locked');
  }
  world.pass(day - 1);
  expect((await reopened(place, world)).stage).toBe('locked');
  world.pass(1);
  expect((await reopened(place, world)).stage).toBe('new');
});

test('a clock that jumps by a year, forward or back, wipes nothing at once, and never what is not safe', async () => {
  const world = turned();
  const [safe, unsafe] = [await device({ world }), await device({ world })];
  for (const { store } of [safe, unsafe]) await store.append(walkIn(), by);
  await safe.store.acknowledge(serverPeer, safe.store.have, world.now());
  safe.store.close();
  unsafe.store.close();
  for (const jump of [365 * day, -700 * day, 335 * day]) {
    world.pass(jump);
    expect((await reopened(safe.place, world)).stage).toBe('locked');
  }
  for (let days = 0; days < 30; days += 1) {
    world.pass(day);
    const store = await openStore(unsafe.place, world);
    expect(store.stage).toBe('locked');
    store.close();
  }
});

test('the server’s clock tells how long everything has been safe, whatever the clock of the device says', async () => {
  const world = turned();
  const { store, place } = await device({ world });
  await store.append(walkIn(), by);
  await store.acknowledge(serverPeer, store.have, 1000);
  await store.acknowledge(serverPeer, store.have, 1000 + 7 * day - 1);
  store.close();
  const kept = await reopened(place, world);
  expect(kept.stage).toBe('locked');
  await kept.unlock({ pin });
  await kept.acknowledge(serverPeer, kept.have, 1000 + 7 * day);
  kept.close();
  expect((await reopened(place, world)).stage).toBe('new');
});

test('a page that is left open goes when its days are over, without anybody’s opening it anew', async () => {
  const world = turned();
  const { store } = await device({ world });
  await store.append(walkIn(), by);
  await store.acknowledge(serverPeer, store.have, world.now());
  store.lock();
  for (let hours = 0; hours < 7 * 24 && store.stage !== 'wiped'; hours += 1) {
    world.pass(3_600_000);
    await Promise.race([
      new Promise<void>((resolve) => void setTimeout(resolve, 25)),
      store.safety().catch(() => null),
    ]);
  }
  await expect.poll(() => store.stage).toBe('wiped');
});

test('the days begin anew when something comes that the server has not got', async () => {
  const world = turned();
  const { store, place } = await device({ world });
  await store.append(walkIn(), by);
  await store.acknowledge(serverPeer, store.have, 0);
  await store.append(walkIn(), by);
  await store.acknowledge(serverPeer, store.have, 6 * day);
  await store.acknowledge(serverPeer, store.have, 8 * day);
  store.close();
  expect((await reopened(place, world)).stage).toBe('locked');
});

test('the mission says for how many days a day is kept, and a number that is none changes nothing', async () => {
  const { store, place, world } = await device();
  await store.learn({ keepDays: 2 });
  for (const wrong of [0, -1, 1.5, 4000, Number.NaN]) await store.learn({ keepDays: wrong });
  await store.append(walkIn(), by);
  await store.acknowledge(serverPeer, store.have, 0);
  await store.acknowledge(serverPeer, store.have, 2 * day);
  store.close();
  expect((await reopened(place, world)).stage).toBe('new');
});

test('a store that holds what another device wrote goes only when the server or a file has that, too', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two] = [await device({ mission, members }), await device({ mission, members })];
  await one.store.append(walkIn(), by);
  await two.store.append(walkIn(), by);
  await two.store.receive(missing(one.store, two.store));
  // The other phones have all of it; so may they be lost on the same evening.
  for (const peer of [one.id, uuid()]) await two.store.acknowledge(peer, two.store.have);
  expect(await two.store.safety()).toMatchObject({ unsafe: 0, onlyHere: { operations: 4, photos: 0, asides: 0 } });
  await two.store.acknowledge(serverPeer, { [two.id]: 2 });
  for (const reason of ['asked', 'due', 'revoked'] as const)
    expect(await faultOf(two.store.wipe(reason))).toBe('unsafe_left');
  await two.store.revoked();
  expect(two.store.stage).toBe('open');
  await two.store.acknowledge(serverPeer, two.store.have);
  await two.store.wipe();
  expect(two.store.stage).toBe('wiped');
});

test('a photo is as much as an operation: without it in a file or with the server nothing goes', async () => {
  const { store } = await device();
  await store.append(walkIn(), by);
  const { keep } = await store.exportDay('қыста күн ерте батады');
  await store.photos.put({ id: uuid(), visit: uuid(), mediaType: 'image/jpeg', bytes: new Uint8Array([1]) });
  await keep();
  expect((await store.safety()).onlyHere).toEqual({ operations: 0, photos: 1, asides: 0 });
  expect(await faultOf(store.wipe())).toBe('unsafe_left');
  await (await store.exportDay('қыста күн ерте батады')).keep();
  await store.wipe();
  expect(store.stage).toBe('wiped');
});

test('a store with something that is nowhere else is wiped only by somebody who means the loss', async () => {
  const { store } = await device();
  await store.append(walkIn(), by);
  expect(await faultOf(store.wipe())).toBe('unsafe_left');
  expect(await faultOf(store.wipe('due'))).toBe('unsafe_left');
  await store.wipe('loss_meant');
  expect(store.stage).toBe('wiped');
});

test('a revoked device goes once what it wrote is handed over or taken out in a file', async () => {
  const [one, two] = [await device(), await device()];
  for (const { store } of [one, two]) {
    await store.append(walkIn(), by);
    await store.revoked();
    expect(store.stage).toBe('open');
  }
  await one.store.acknowledge(serverPeer, one.store.have);
  await one.store.revoked();
  const { keep } = await two.store.exportDay('қыста күн ерте батады');
  await keep();
  await two.store.revoked();
  expect([one.store.stage, two.store.stage]).toEqual(['wiped', 'wiped']);
});

test('a day in a file is taken in by another device, with its photos, and twice adds nothing', async () => {
  const members: Member[] = [];
  const mission = uuid();
  const [one, two, foreign] = [await device({ mission, members }), await device({ mission, members }), await device()];
  await one.store.append(walkIn(), by);
  const photo = {
    id: uuid(),
    visit: uuid(),
    mediaType: 'image/jpeg',
    bytes: crypto.getRandomValues(new Uint8Array(50_000)),
  };
  await one.store.photos.put(photo);
  const passphrase = 'қыста күн ерте батады';
  expect(await faultOf(one.store.exportDay('short'))).toBe('weak_pin');
  const { file } = await one.store.exportDay(passphrase);
  for (let times = 0; times < 2; times += 1) expect((await two.store.importDay(file, passphrase)).refused).toEqual([]);
  expect(two.store.day).toEqual(one.store.day);
  expect(await two.store.photos.get(photo.id)).toMatchObject(photo);
  expect(await faultOf(two.store.importDay(file, 'қыста күн кеш батады'))).toBe('wrong_passphrase');
  expect(await faultOf(two.store.importDay(new Uint8Array(10), passphrase))).toBe('not_an_export');
  const bent = file.slice();
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
  expect(await faultOf(two.store.importDay(bent, passphrase))).toBe('damaged');
  for (const length of [20, 60, 500, file.length - 1])
    expect(await faultOf(two.store.importDay(file.slice(0, length), passphrase))).toBe('damaged');
  const later = file.slice();
  later[11] = 2;
  expect(await faultOf(two.store.importDay(later, passphrase))).toBe('newer_export');
  expect(await faultOf(foreign.store.importDay(file, passphrase))).toBe('other_mission');
});

test('many small runs are put together, and the day is the same', async () => {
  const { store, place, world } = await device();
  for (let at = 0; at < 60; at += 1) await store.append(walkIn(), by);
  const before = store.day;
  store.close();
  const again = await openStore(place, world);
  opened.push(again);
  await again.unlock({ pin });
  await again.compact();
  await again.append(walkIn(), by);
  const db = new DayDatabase(place);
  expect(await db.segments.count()).toBe(2);
  db.close();
  again.lock();
  await again.unlock({ pin });
  expect(again.have).toEqual({ [again.identity.device]: 122 });
  expect(again.day.visits.size).toBe(before.visits.size + 1);
});

const somePlan = (title: string): DayPlan => ({
  mission: {
    id: uuid(),
    slug: 'day',
    title: { kk: { text: title, by: 'person' } },
    languages: ['kk'],
    state: 'running',
    isDemo: true,
    host: {},
    visitors: [],
  },
  venues: [],
  rooms: [],
  sessions: [],
  clinicians: [],
  bookings: [],
});

test('the plan lies sealed on the device, is the same value until there is another, and other tabs get it', async () => {
  const { store, place, world } = await device();
  expect(store.plan).toBeNull();
  const other = await openStore(place, world);
  opened.push(other);
  await other.unlock({ pin });
  const plan = somePlan('Құпия миссия');
  await store.learnPlan(plan);
  await store.learnPlan(structuredClone(plan));
  expect(store.plan).toBe(plan);
  await expect.poll(() => other.plan).toEqual(plan);
  const db = new DayDatabase(place);
  expect(Buffer.from((await db.must('plan')).data).toString('utf8')).not.toContain('Құпия');
  db.close();
  store.lock();
  await store.unlock({ pin });
  expect(store.plan).toEqual(plan);
});

test('what the server’s clock said when the device joined is in the first operation that it writes', async () => {
  const world = turned();
  const { store, place } = await device({ world, offset: -86_400_000 });
  const [first] = await store.append(walkIn(), by);
  expect([store.offset, first?.offset]).toEqual([-86_400_000, -86_400_000]);
  await store.learn({ now: world.now() + 5000 });
  const [next] = await store.append(walkIn(), by);
  expect([store.offset, next?.offset]).toEqual([5000, 5000]);
  store.close();
  const again = await openStore(place, world);
  opened.push(again);
  await again.unlock({ pin });
  expect(again.offset).toBe(5000);
});

test('what nobody would take in is not written: it would keep back everything that follows', async () => {
  const { store } = await device();
  const visit = uuid();
  const noted = (value: string): Body => ({
    kind: 'encounter.noted',
    visit,
    encounter: uuid(),
    part: 'finding',
    value,
    over: [],
  });
  expect(await faultOf(store.append([...walkIn(visit), noted('ә'.repeat(20_000))], by))).toBe('unfit');
  expect(await faultOf(store.append(walkIn(), ''))).toBe('unfit');
  expect(store.have).toEqual({});
  await store.append([...walkIn(visit), noted('ә'.repeat(10_000))], by);
  expect(store.have).toEqual({ [store.identity.device]: 3 });
});

test('a device says of much at once no more under one signature than one message carries', async () => {
  const { store } = await device();
  await store.append(Array.from({ length: 150 }, () => walkIn()).flat(), by);
  const [line = []] = store.lines.values();
  expect(line.map(({ operations }) => operations.length)).toEqual([100, 100, 100]);
  const long = { kind: 'visit.field', visit: uuid(), field: 'complaint', over: [] } as const;
  await store.append(
    Array.from({ length: 300 }, (): Body => ({ ...long, value: '가'.repeat(1900) })),
    by,
  );
  for (const segments of missingSegments({}, store.lines)) {
    const letters = JSON.stringify(segments).length;
    expect(letters).toBeLessThan(500_000);
    expect(segments.flatMap(({ operations }) => operations).length).toBeLessThanOrEqual(500);
  }
});
