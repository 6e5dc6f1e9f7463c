// oxlint-disable-next-line import/no-unassigned-import -- gives Node the database of a browser
import 'fake-indexeddb/auto';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, expect, test } from 'vitest';
import { randomFrom } from '../../../test/missionDay.ts';
import { now as serverNow, startWorld } from '../../../test/world.ts';
import { newDeviceKeys } from '../../modules/missions/day/chain.ts';
import { limits } from '../../modules/missions/day/exchange.ts';
import type { Body } from '../../modules/missions/day/operation.ts';
import { DayFault } from '../fault.ts';
import { joinMission } from '../joining.ts';
import { DayDatabase } from '../store/dayDatabase.ts';
import { openStore } from '../store/open.ts';
import type { DayStore } from '../store/store.ts';
import { realWorld } from '../store/world.ts';
import { ServerKeeper } from './keeper.ts';
import type { Fetch } from './asked.ts';
import { join } from './join.ts';
import { syncOnce } from './server.ts';

/** The store of a device and the real server, with nothing between them but a network that does what networks do. */
const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation(), world.organisation()]);
await world.partnership('of-devices', [host, visitors], 'partnership');
const clinical = await world.someone('coordinator', host, { isClinical: true });
const pin = '604913';
const stores: DayStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

let made = 0;
async function begin(): Promise<string> {
  made += 1;
  const title = { kk: { text: 'Миссия', by: 'person' } };
  const said = { slug: `stores-${made}`, title, languages: ['kk'], visitors: [visitors], commitment: null };
  const reply = await world.as(clinical).post('/missions', { partnership: 'of-devices', ...said });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id;
}
const codeFor = async (mission: string): Promise<string> =>
  (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'Телефон' })).json().code;

/** What a browser's `fetch` is to a page. */
const reach: Fetch = async (path, { method = 'GET', headers, body }) => {
  const payload = body instanceof Uint8Array ? Buffer.from(body) : (body as string | undefined);
  const reply = await world.app.inject({
    method: method as 'GET',
    url: path,
    headers: headers as Record<string, string>,
    ...(payload !== undefined && { payload }),
  });
  const isEmpty = reply.statusCode === 204;
  return new Response(isEmpty ? null : new Uint8Array(reply.rawPayload), {
    status: reply.statusCode,
    headers: { 'content-type': reply.headers['content-type'] ?? 'text/plain' },
  });
};

/** A device in a place of its own: one browser holds one device of a mission, and here all are in one process. */
async function device(mission: string, fetch: Fetch = reach): Promise<DayStore> {
  const { privateKey, publicKey } = await newDeviceKeys();
  const {
    devices: members,
    linkSecret = '',
    keepDays = 7,
    now: _,
    ...said
  } = (await join(reach, await codeFor(mission), publicKey)).joined;
  const store = await openStore(`${mission}-${said.device}`);
  stores.push(store);
  await store.create({ ...said, members, linkSecret, keepDays, signingKey: privateKey }, { pin });
  await store.unlock({ pin });
  await syncOnce(store, fetch).catch(() => undefined);
  return store;
}

const walkIn = (visit = uuid()): Body[] => [
  { kind: 'visit.registered', visit, ticket: 'B-1', booking: null, channel: 'walk_in', day: '2026-11-21' },
  { kind: 'visit.field', visit, field: 'name', value: 'Ойдан шығарылған Адам', over: [] },
];
const received = async (store: DayStore): Promise<unknown> =>
  (
    await world.seeAll('select count(*)::int as count from mission_operation where device_id = $1', [
      store.identity.device,
    ])
  )[0]?.['count'];
const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DayFault ? error.reason : String(error)),
  );
const keeperOf = (store: DayStore, fetch: Fetch = reach) =>
  new ServerKeeper(store, { fetch, now: () => Date.now(), chance: () => 0.5, setTimer: () => () => undefined });

test('a device joins by its code, has the plan, the time and the other devices after one round, and brings what it writes', async () => {
  const mission = await begin();
  const store = await joinMission({ fetch: reach, code: await codeFor(mission), by: { pin }, world: realWorld() });
  stores.push(store);
  await store.unlock({ pin });
  const keeper = keeperOf(store);
  await keeper.syncNow();
  expect(keeper.state).toMatchObject({ state: 'idle', fault: null });
  expect(store.plan?.mission.id).toBe(mission);
  expect(Math.abs(Date.now() + (store.offset ?? 0) - serverNow.getTime())).toBeLessThan(60_000);
  expect(store.members.map(({ letter }) => letter)).toEqual(['A', 'B']);
  expect(store.secrets.linkSecret).not.toBe('');
  const other = await device(mission);
  await store.append(walkIn(), 'aigerim');
  await keeper.syncNow();
  await syncOnce(other, reach);
  expect(other.day.visits.size).toBe(1);
  expect((await store.safety()).onlyHere).toEqual({ operations: 0, photos: 0, asides: 0 });
  keeper.stop();
});

/** Loses the question, the answer or the middle of the answer, says things twice, and lets an old question arrive once more later. */
function badNetwork(seed: number): { fetch: Fetch; mend: () => void } {
  const random = randomFrom(seed);
  const late: (() => Promise<unknown>)[] = [];
  let isMended = false;
  const fetch: Fetch = async (path, init) => {
    if (isMended) return reach(path, init);
    const luck = random(8);
    if (luck === 0) throw new TypeError('Failed to fetch');
    if (luck === 1) late.push(() => reach(path, init));
    if (late.length > 0 && random(2) === 0) await late.shift()?.();
    const answer = await reach(path, init);
    if (luck === 2) throw new TypeError('The network connection was lost');
    if (luck === 3) return new Response((await answer.arrayBuffer()).slice(0, 60), answer);
    return luck === 4 ? reach(path, init) : answer;
  };
  return { fetch, mend: () => void (isMended = true) };
}

test.each([1, 2, 3])(
  'whatever the network loses, cuts, repeats or delays (%i), all devices and the server agree in the end',
  async (seed) => {
    const mission = await begin();
    const nets = [badNetwork(seed), badNetwork(seed + 100), badNetwork(seed + 200)];
    const devices = await Promise.all(nets.map(({ fetch }) => device(mission, fetch)));
    for (let round = 0; round < 12; round += 1)
      for (const [at, store] of devices.entries()) {
        for (let times = 0; times <= round % 3; times += 1) await store.append(walkIn(), 'aigerim');
        const before = store.have;
        expect(['none', 'no_connection']).toContain(await faultOf(syncOnce(store, nets[at]?.fetch ?? reach)));
        // What the device believes to be safe is on the server's disk.
        const said = (await store.safety()).peers['server']?.[store.identity.device] ?? 0;
        expect(await received(store)).toBeGreaterThanOrEqual(said);
        expect(store.have[store.identity.device]).toBeGreaterThanOrEqual(before[store.identity.device] ?? 0);
      }
    for (const { mend } of nets) mend();
    for (const store of [...devices, ...devices]) await syncOnce(store, reach);
    const [first] = devices;
    for (const store of devices) {
      expect(store.have).toEqual(first?.have);
      expect(store.day.visits.size).toBe(72);
      expect(await received(store)).toBe(48);
      expect((await store.safety()).onlyHere.operations).toBe(0);
    }
  },
);

test('a photo that is broken off in the middle goes on where the server has it, and is safe only when it is whole there', async () => {
  const mission = await begin();
  const store = await device(mission);
  const bytes = crypto.getRandomValues(new Uint8Array(65_536));
  const whole = Uint8Array.from({ length: limits.pieceBytes * 2 + 1000 }, (_, at) => bytes[at % bytes.length] ?? 0);
  const [visit, encounter, photo] = [uuid(), uuid(), uuid()];
  const {
    id: _,
    visit: __,
    ...head
  } = await store.photos.put({ id: photo, visit, mediaType: 'image/jpeg', bytes: whole });
  await store.append(
    [...walkIn(visit), { kind: 'encounter.photographed', visit, encounter, photo, ...head }],
    'aigerim',
  );
  let pieces = 0;
  const cut: Fetch = async (path, init) => {
    if (init.method === 'PUT' && (pieces += 1) === 2) throw new TypeError('Failed to fetch');
    return reach(path, init);
  };
  await syncOnce(store, cut);
  expect((await store.safety()).onlyHere).toEqual({ operations: 0, photos: 1, asides: 0 });
  expect(await faultOf(store.wipe())).toBe('unsafe_left');
  const places: string[] = [];
  await syncOnce(store, (path, init) => {
    if (init.method === 'PUT') places.push(path.split('/').at(-1) ?? '');
    return reach(path, init);
  });
  expect(places).toEqual([String(limits.pieceBytes), String(2 * limits.pieceBytes)]);
  expect((await store.safety()).onlyHere.photos).toBe(0);
});

const revoke = (mission: string, store: DayStore) =>
  world.as(clinical).post(`/missions/${mission}/devices/${store.identity.device}/revocation`, {});

test('a device that was revoked meanwhile hands over everything it holds, also of others, and only then goes', async () => {
  const mission = await begin();
  const [lost, friend] = [await device(mission), await device(mission)];
  await friend.append(walkIn(), 'aigerim');
  await lost.append(walkIn(), 'aigerim');
  for (const [, line] of friend.lines) await lost.receive(line);
  const id = lost.identity.device;
  expect((await revoke(mission, lost)).statusCode).toBe(200);
  const cut: Fetch = async (path, init) => {
    await reach(path, init);
    throw new TypeError('Failed to fetch');
  };
  await syncOnce(lost, cut, { isPlanWanted: false }).catch(() => undefined);
  expect(lost.stage).toBe('open');
  await syncOnce(lost, reach);
  expect(lost.stage).toBe('wiped');
  const rows = await world.seeAll(
    'select device_id, held_id is not null as held from mission_operation where mission_id = $1 and kind like $2',
    [mission, 'visit.%'],
  );
  expect(rows).toHaveLength(4);
  const listed = (await world.as(clinical).get(`/missions/${mission}/devices`)).json<
    { id: string; wipedAt: string | null }[]
  >();
  expect(listed.find((one) => one.id === id)?.wipedAt).not.toBeNull();
  // The friend is no worse for it: what it wrote is taken as its own when it comes itself.
  await syncOnce(friend, reach);
  expect((await friend.safety()).onlyHere.operations).toBe(0);
});

test('a server that was restored from an older copy gets what it has forgotten, from whichever device comes first', async () => {
  const mission = await begin();
  const [one, other] = [await device(mission), await device(mission)];
  for (let times = 0; times < 3; times += 1) await one.append(walkIn(), 'aigerim');
  await syncOnce(one, reach);
  await syncOnce(other, reach);
  const of = [one.identity.device];
  await world.seeAll('delete from mission_operation where device_id = $1 and sequence > 2', of);
  await world.seeAll('update mission_device set received = 2, admitted = 2 where id = $1', of);
  await syncOnce(other, reach);
  expect(await received(one)).toBe(6);
  await syncOnce(one, reach);
  expect((await one.safety()).onlyHere.operations).toBe(0);
});

test('a server that does not know the device any more is told from one that does not answer, and nothing goes', async () => {
  const mission = await begin();
  const store = await device(mission);
  await store.append(walkIn(), 'aigerim');
  await world.seeAll('update mission_device set token_hash = $2 where id = $1', [
    store.identity.device,
    'f'.repeat(64),
  ]);
  const keeper = keeperOf(store);
  await keeper.syncNow();
  expect(keeper.state.state).toBe('unwelcome');
  const newer = keeperOf(store, async () => new Response('{}', { status: 415 }));
  await newer.syncNow();
  expect(newer.state.fault?.reason).toBe('newer_server');
  const gone = keeperOf(
    store,
    async (path) => new Response('<html>Sign in to the hotel</html>', { status: path.endsWith('plan') ? 404 : 200 }),
  );
  await gone.syncNow();
  expect(gone.state.state).toBe('offline');
  expect((await store.safety()).onlyHere.operations).toBe(2);
  for (const each of [keeper, newer, gone]) each.stop();
});

test('a run that the server refuses keeps nothing else back, however much there is', async () => {
  const mission = await begin();
  const [one, twin] = [await device(mission), await device(mission)];
  await one.append(walkIn(), 'aigerim');
  await syncOnce(one, reach);
  // Of the first device the second holds another history under the same numbers, as a copied phone would write it.
  const { privateKey, publicKey } = await newDeviceKeys();
  const stranger = await openStore(`${mission}-stranger`);
  stores.push(stranger);
  const identity = { ...one.identity, members: one.members, token: 'none', linkSecret: 'AAAA', signingKey: privateKey };
  await stranger.create(identity, { pin });
  await stranger.unlock({ pin });
  for (let times = 0; times < 3; times += 1) await stranger.append(walkIn(), 'aigerim');
  const forged = [...stranger.lines.values()].flat();
  await twin.learn({
    members: twin.members.map((member) => (member.id === one.identity.device ? { ...member, publicKey } : member)),
  });
  expect(await twin.receive(forged)).toEqual([]);
  await twin.append(Array.from({ length: 700 }, () => walkIn()).flat(), 'aigerim');
  await syncOnce(twin, reach);
  expect(await received(twin)).toBe(1400);
});

/** What a copy of the whole profile of a browser brings back: everything as it was, with the keys. */
async function copyOf(place: string): Promise<string> {
  const [from, to] = [new DayDatabase(place), new DayDatabase(`${place}-copy-${uuid()}`)];
  for (const { name } of from.tables) {
    const table = to.table(name);
    const [keys, rows] = [await from.table(name).toCollection().primaryKeys(), await from.table(name).toArray()];
    for (const [at, row] of rows.entries())
      await (table.schema.primKey.keyPath === null ? table.put(row, keys[at]) : table.put(row));
  }
  from.close();
  to.close();
  return to.name.replace('yntymaq-day-', '');
}

async function restored(copy: string): Promise<DayStore> {
  const store = await openStore(copy);
  stores.push(store);
  await store.unlock({ pin });
  return store;
}

const evidenceOf = async (store: DayStore): Promise<number[]> =>
  (
    await world.seeAll('select sequence from mission_refused where device_id = $1 order by sequence', [
      store.identity.device,
    ])
  ).map((row) => Number(row['sequence']));
const contradictionsIn = async (mission: string): Promise<number> =>
  (await world.as(clinical).get(`/missions/${mission}/held`)).json().contradictions.length;

test.each([
  { name: 'as much as', times: 2 },
  { name: 'more than', times: 4 },
  { name: 'less than', times: 1 },
])(
  'a device restored from an older copy, of which the server has $name it wrote since, says so, and all that it wrote is with the server before it counts as safe',
  async ({ times }) => {
    const mission = await begin();
    const first = await device(mission);
    await first.append(walkIn(), 'aigerim');
    await syncOnce(first, reach);
    const copy = await copyOf(`${mission}-${first.identity.device}`);
    for (let n = 0; n < times; n += 1) await first.append(walkIn(), 'aigerim');
    await syncOnce(first, reach);
    const store = await restored(copy);
    for (let n = 0; n < 2; n += 1) await store.append(walkIn(), 'aigerim');
    let asked = 0;
    const cut: Fetch = async (path, init) => {
      if (path.endsWith('exchange') && (asked += 1) > 1) throw new TypeError('Failed to fetch');
      return reach(path, init);
    };
    await syncOnce(store, cut).catch(() => undefined);
    expect(await store.safety()).toMatchObject({ unsafe: 6, onlyHere: { operations: 6 } });
    expect(await faultOf(store.wipe())).toBe('unsafe_left');
    const keeper = keeperOf(store);
    await keeper.syncNow();
    expect(keeper.state).toMatchObject({ state: 'idle', fault: { reason: 'two_histories' } });
    expect(await evidenceOf(store)).toEqual([3, 4, 5, 6]);
    expect(await contradictionsIn(mission)).toBe(4);
    const said = 'select distinct by_person, at_ms > 0 as is_dated, body is not null as is_whole from mission_refused';
    expect(await world.seeAll(`${said} where device_id = $1`, [store.identity.device])).toEqual([
      { by_person: 'aigerim', is_dated: true, is_whole: true },
    ]);
    expect((await store.safety()).onlyHere).toEqual({ operations: 0, photos: 0, asides: 0 });
    // What it writes afterwards is no more hidden by a number than what it wrote before.
    await store.append(walkIn(), 'aigerim');
    expect((await store.safety()).onlyHere.operations).toBe(2);
    await keeper.syncNow();
    expect(await evidenceOf(store)).toEqual([3, 4, 5, 6, 7, 8]);
    keeper.stop();
    await store.wipe();
    expect(store.stage).toBe('wiped');
  },
);

test('a device restored from an older copy that has written nothing since gets back what it wrote, and is as before', async () => {
  const mission = await begin();
  const first = await device(mission);
  const copy = await copyOf(`${mission}-${first.identity.device}`);
  await first.append(walkIn(), 'aigerim');
  await syncOnce(first, reach);
  const store = await restored(copy);
  const keeper = keeperOf(store);
  await keeper.syncNow();
  await store.append(walkIn(), 'aigerim');
  await keeper.syncNow();
  expect(keeper.state.fault).toBeNull();
  expect(await evidenceOf(store)).toEqual([]);
  expect(await received(store)).toBe(4);
  keeper.stop();
});

test('a run that was kept aside because it contradicts what is here is brought to the server for a person, by whoever has it', async () => {
  const mission = await begin();
  const [first, other] = [await device(mission), await device(mission)];
  await first.append(walkIn(), 'aigerim');
  await syncOnce(first, reach);
  const copy = await copyOf(`${mission}-${first.identity.device}`);
  await first.append(walkIn(), 'aigerim');
  await syncOnce(first, reach);
  await syncOnce(other, reach);
  const store = await restored(copy);
  await store.append(walkIn(), 'aigerim');
  // They meet without internet, and the restored one is gone for good.
  for (const [, line] of store.lines) await other.receive(line);
  expect((await other.safety()).onlyHere.asides).toBeGreaterThan(0);
  await syncOnce(other, reach);
  expect(await evidenceOf(store)).toEqual([3, 4]);
  expect(await other.safety()).toMatchObject({
    onlyHere: { operations: 0, photos: 0, asides: 0 },
    twoHistoriesSince: null,
  });
});

test('whoever has a history of a device that the server has otherwise keeps it until the server has taken it, too', async () => {
  const mission = await begin();
  const [first, other] = [await device(mission), await device(mission)];
  await first.append(walkIn(), 'aigerim');
  await syncOnce(first, reach);
  const copy = await copyOf(`${mission}-${first.identity.device}`);
  const store = await restored(copy);
  await store.append(walkIn(), 'aigerim');
  for (const [, line] of store.lines) await other.receive(line);
  await first.append(walkIn(), 'aigerim');
  await syncOnce(first, reach);
  await syncOnce(other, reach);
  expect(await evidenceOf(store)).toEqual([3, 4]);
  expect((await other.safety()).onlyHere).toEqual({ operations: 0, photos: 0, asides: 0 });
});
