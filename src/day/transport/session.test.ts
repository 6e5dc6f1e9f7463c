// oxlint-disable-next-line import/no-unassigned-import -- gives Node the database of a browser
import 'fake-indexeddb/auto';
import { v7 as uuid } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import { newDeviceKeys } from '../../modules/missions/day/chain.ts';
import type { Member } from '../../modules/missions/day/exchange.ts';
import type { Body } from '../../modules/missions/day/operation.ts';
import { openStore } from '../store/open.ts';
import type { DayStore } from '../store/store.ts';
import { inbox, type Link } from './link.ts';
import { Session } from './session.ts';

const pin = '604913';
const stores: DayStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

/** Two ends of one link. `cutAfter` messages it is gone, as when somebody walks out of the room. */
function link(cutAfter = Number.POSITIVE_INFINITY): [Link, Link] {
  const boxes = [inbox<Uint8Array<ArrayBuffer>>(), inbox<Uint8Array<ArrayBuffer>>()] as const;
  let left = cutAfter;
  let gone = (): void => undefined;
  const closed = new Promise<void>((resolve) => (gone = resolve));
  const close = () => {
    for (const box of boxes) box.end();
    gone();
  };
  const end = (own: number): Link => ({
    send: async (message) => {
      left -= 1;
      if (left < 0) close();
      if (left < 0) throw new Error('gone');
      boxes[own === 0 ? 1 : 0].put(message);
    },
    next: boxes[own === 0 ? 0 : 1].next,
    closed,
    close,
  });
  return [end(0), end(1)];
}

/** Devices of one room; the first two places in `members` are theirs whoever learns of them. */
async function room(count: number): Promise<DayStore[]> {
  const [mission, members]: [string, Member[]] = [uuid(), []];
  const keys = await Promise.all(Array.from({ length: count }, () => newDeviceKeys()));
  const ids = keys.map(({ publicKey }) => {
    const id = uuid();
    members.push({ id, label: 'Телефон', letter: 'B', publicKey, isServer: false, isRevoked: false });
    return id;
  });
  const made: DayStore[] = [];
  for (const [at, device] of ids.entries()) {
    const store = await openStore(`${mission}-${device}`);
    const identity = { mission, device, letter: 'B', label: 'Телефон', keepDays: 7, token: 't', linkSecret: 'AAAA' };
    await store.create({ ...identity, members, signingKey: keys[at]?.privateKey as CryptoKey }, { pin });
    await store.unlock({ pin });
    made.push(store);
  }
  stores.push(...made);
  return made;
}

function linked(one: DayStore, other: DayStore, cutAfter?: number): { cut: () => void; over: Promise<unknown> } {
  const [left, right] = link(cutAfter);
  const onProgress = () => undefined;
  const sessions = [
    new Session({ peer: other.identity.device, store: one, link: left, onProgress }),
    new Session({ peer: one.identity.device, store: other, link: right, onProgress }),
  ];
  return { cut: () => left.close(), over: Promise.all(sessions.map(({ over }) => over)) };
}

const walkIn = (visit = uuid()): Body[] => [
  { kind: 'visit.registered', visit, ticket: 'B-1', booking: null, channel: 'walk_in', day: '2026-05-12' },
  { kind: 'visit.field', visit, field: 'name', value: 'Ойдан шығарылған Адам', over: [] },
];
const photo = (bytes: number) => ({
  id: uuid(),
  visit: uuid(),
  mediaType: 'image/jpeg',
  bytes: Uint8Array.from({ length: bytes }, (_, at) => at & 255),
});
const countsOf = (some: readonly DayStore[]) => some.map(({ day }) => day.visits.size);

test('two devices that know only the hub get each other’s people and photos through it', async () => {
  const [one, hub, two] = (await room(3)) as [DayStore, DayStore, DayStore];
  const paper = photo(300_000);
  await one.append(walkIn(), 'a');
  await one.photos.put(paper);
  await two.append(walkIn(), 'b');
  linked(one, hub);
  linked(two, hub);
  await expect.poll(() => countsOf([one, hub, two]), { timeout: 10_000 }).toEqual([2, 2, 2]);
  await one.append(walkIn(), 'a');
  await expect.poll(() => countsOf([one, hub, two]), { timeout: 10_000 }).toEqual([3, 3, 3]);
  await expect.poll(() => two.photos.get(paper.id), { timeout: 10_000 }).toMatchObject(paper);
});

test('when the hub dies everybody goes on alone, and another hub brings them together again with nothing missing', async () => {
  const [one, hub, two, next] = (await room(4)) as [DayStore, DayStore, DayStore, DayStore];
  const links = [linked(one, hub), linked(two, hub)];
  await one.append(walkIn(), 'a');
  await expect.poll(() => countsOf([two]), { timeout: 10_000 }).toEqual([1]);
  for (const { cut } of links) cut();
  await Promise.all(links.map(({ over }) => over));
  for (const each of [one, two, next]) await each.append(walkIn(), 'a');
  expect(countsOf([one, two, next])).toEqual([2, 2, 1]);
  linked(one, next);
  linked(two, next);
  await expect.poll(() => countsOf([one, two, next]), { timeout: 10_000 }).toEqual([4, 4, 4]);
  // The old one comes back in the evening with a new battery.
  linked(hub, next);
  await expect.poll(() => countsOf([hub]), { timeout: 10_000 }).toEqual([4]);
  expect(hub.have).toEqual(one.have);
});

test('a link that breaks off after any message loses nothing: the next one takes up from there', async () => {
  const [one, two] = (await room(2)) as [DayStore, DayStore];
  await one.append(Array.from({ length: 700 }, () => walkIn()).flat(), 'a');
  await one.photos.put(photo(500_000));
  await two.append(walkIn(), 'b');
  for (let messages = 1; messages < 10; messages += 1) {
    const { cut, over } = linked(one, two, messages);
    await Promise.race([over, new Promise<void>((resolve) => void setTimeout(resolve, 400))]);
    cut();
    await over;
  }
  linked(one, two);
  await expect.poll(() => [one.have, two.have], { timeout: 20_000 }).toEqual([one.have, one.have]);
  await expect.poll(() => two.photos.ids(), { timeout: 20_000 }).toHaveLength(1);
  expect(countsOf([one, two])).toEqual([701, 701]);
});

test('what a peer cannot take keeps nothing else back', async () => {
  const [one, two, third] = (await room(3)) as [DayStore, DayStore, DayStore];
  await third.append(Array.from({ length: 300 }, () => walkIn()).flat(), 'c');
  for (const line of third.lines.values()) await one.receive(line);
  // The other has never heard of the third.
  await two.learn({ members: two.members.filter(({ id }) => id !== third.identity.device) });
  await one.append(Array.from({ length: 300 }, () => walkIn()).flat(), 'a');
  linked(one, two);
  await expect.poll(() => countsOf([two]), { timeout: 10_000 }).toEqual([300]);
});

test('while a device is locked it takes nothing, and when it is opened again the link goes on', async () => {
  const [one, two] = (await room(2)) as [DayStore, DayStore];
  linked(one, two);
  await one.append(walkIn(), 'a');
  await expect.poll(() => countsOf([two]), { timeout: 10_000 }).toEqual([1]);
  two.lock();
  await one.append(walkIn(), 'a');
  await two.unlock({ pin });
  await expect.poll(() => countsOf([two]), { timeout: 10_000 }).toEqual([2]);
});
