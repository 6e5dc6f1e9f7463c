import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Device, mission, morning, randomFrom, registered } from '../../../../test/missionDay.ts';
import { lamportOf, offsetFrom, type Sample, seen, type Writer, written } from './clock.ts';
import type { Operation, Unread } from './operation.ts';
import { isReadable } from './readable.ts';
import { acknowledged, batches, emptyLog, haveOf, missingFor, type Peers, receive, unsafe } from './sync.ts';

const device = new Device(1);
const all = [1, 2, 3].flatMap((number) => registered(device, number, randomFrom(number)));

test('what is behind a gap is kept and is not said to be here, until the gap is filled', () => {
  const gap = receive(
    emptyLog,
    all.filter((_, at) => at !== 4),
  );
  expect(haveOf(gap.log)).toEqual({ [device.id]: 4 });
  expect(missingFor(haveOf(gap.log), receive(emptyLog, all).log).map(({ sequence }) => sequence)[0]).toBe(5);
  expect(haveOf(receive(gap.log, all.slice(4, 5)).log)).toEqual({ [device.id]: all.length });
});

test('taken in twice it is there once, in whatever parts it came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: all.length - 1 }), { maxLength: 60 }), (places) => {
      let { log } = receive(
        emptyLog,
        places.flatMap((at) => all[at] ?? []),
      );
      for (const batch of batches(all, 7).toReversed()) log = receive(log, batch).log;
      expect(log).toEqual(receive(emptyLog, all).log);
      expect(receive(log, all)).toMatchObject({ fresh: [], known: all.length, clashes: [] });
    }),
    { numRuns: 40 },
  );
});

test('what a device has is told in whole batches, and whatever part of them arrives has no gap', () => {
  const others = registered(new Device(2), 1, randomFrom(9));
  const { log } = receive(emptyLog, [...all, ...others]);
  const sent = batches(missingFor({}, log), 8);
  expect(sent.map(({ length }) => length)).toEqual([8, 8, 8, 8, 8]);
  const half = receive(emptyLog, sent.slice(0, 2).flat()).log;
  expect(Object.values(haveOf(half)).reduce((sum, top) => sum + top, 0)).toBe(16);
  expect(batches([])).toEqual([]);
});

test('a device that lost its memory and used a number again is noticed, and both operations are kept', () => {
  const again = { ...(all[2] as Operation), id: all[2]?.id.replace(/.{4}$/, 'ffff') ?? '' };
  const { log, clashes } = receive(receive(emptyLog, all).log, [again]);
  expect(clashes).toEqual([again]);
  expect(log.get(device.id)?.length).toBe(all.length + 1);
});

test('what a device wrote is unsafe until another one has acknowledged it, and again when that one has lost its memory', () => {
  const { log } = receive(emptyLog, all);
  const count = (peers: Peers) => unsafe(log, device.id, { peers }).length;
  const own = acknowledged({}, device.id, { [device.id]: all.length });
  const hub = acknowledged(own, 'hub', { [device.id]: 20 });
  expect([count({}), count(own), count(hub)]).toEqual([30, 30, 10]);
  expect(count(acknowledged(hub, 'hub', {}))).toBe(30);
  expect(unsafe(log, 'another', { peers: hub })).toEqual([]);
});

test('where two copies are asked for one does not make it safe, and the server does', () => {
  const { log } = receive(emptyLog, all);
  const one = acknowledged({}, 'b', { [device.id]: 30 });
  const two = acknowledged(one, 'c', { [device.id]: 12 });
  const count = (peers: Peers) => unsafe(log, device.id, { peers, copies: 2 }).length;
  expect([count(one), count(two), count(acknowledged(one, 'server', { [device.id]: 25 }))]).toEqual([30, 18, 5]);
});

test('an operation of a newer application is kept and handed on as it came, and is not read', () => {
  const first = all[0] as Operation;
  const newer: Unread = { ...first, version: 2, body: { kind: 'visit.weighed', visit: device.id, grams: 71_500 } };
  const { log } = receive(emptyLog, [newer]);
  expect(missingFor({}, log)).toEqual([newer]);
  expect([isReadable(newer), isReadable({ ...newer, version: 1 }), isReadable(first)]).toEqual([false, false, true]);
});

test('what another device sends is read only where it says what its kind says', () => {
  const first = all[0] as Operation;
  const broken = [
    { visit: 'x' },
    { ticket: '' },
    { ticket: 'x'.repeat(21) },
    { channel: 'tunnel' },
    { day: '2026-13-40' },
    { booking: 7 },
  ];
  for (const change of broken)
    expect([change, isReadable({ ...first, body: { ...first.body, ...change } } as Unread)]).toEqual([change, false]);
  const note = { kind: 'encounter.noted', visit: first.id, encounter: first.id, over: [] };
  const values: [string, unknown, boolean][] = [
    ['finding', 'a', true],
    ['finding', { a: 1 }, false],
    ['vitals', { pulse: 71 }, true],
    ['vitals', { pulse: '71' }, false],
    ['vitals', { soul: 1 }, false],
    ['diagnosis', { code: null, text: 'a' }, true],
    ['diagnosis', 'I10', false],
    ['nextStep', 'home', true],
    ['nextStep', 'moon', false],
  ];
  for (const [part, value, isRead] of values)
    expect([part, value, isReadable({ ...first, body: { ...note, part, value } } as Unread)]).toEqual([
      part,
      value,
      isRead,
    ]);
});

const sample = (peer: string, ahead: number, { trip = 40, known = null as number | null } = {}): Sample => ({
  peer,
  askedAt: morning,
  heardAt: morning + trip,
  theirs: morning + trip / 2 + ahead,
  known,
});
const aDay = 86_400_000;

test('a device whose clock is a day wrong is put right by the others, and does not lead them astray', () => {
  expect(offsetFrom([sample('b', -aDay), sample('c', -aDay + 3000)])).toBe(-aDay + 3000);
  expect(Math.abs(offsetFrom([sample('wrong', aDay), sample('c', 2000)]) ?? Number.NaN)).toBeLessThan(2001);
  expect([offsetFrom([]), offsetFrom([sample('wrong', aDay)])]).toEqual([null, 0]);
});

test('a clock that is right counts alone, directly or by a device that has met one', () => {
  expect(offsetFrom([sample('b', 0), sample('c', 0), sample('server', 5000, { known: 0 })])).toBe(5000);
  expect(offsetFrom([sample('b', aDay, { known: -aDay + 7000 })])).toBe(7000);
});

test('an answer that took long says less than those that were quick', () => {
  const delayed = { ...sample('b', 0, { trip: 9000 }), theirs: morning + 9000 };
  expect(offsetFrom([sample('b', 100), sample('b', 100), delayed, sample('c', 100)])).toBe(100);
});

test('what a device writes comes after all that it has seen', () => {
  const writer: Writer = { mission, device: device.id, by: 'x', sequence: 3, lamport: 4, offset: null, version: 1 };
  const { log } = receive(emptyLog, all);
  const next = written(seen(writer, all), { kind: 'visit.arrived', visit: device.id }, { id: 'id', at: morning });
  expect(next.operation).toMatchObject({ sequence: 4, lamport: lamportOf(log) + 1, at: morning, id: 'id' });
  expect(next.writer).toMatchObject({ sequence: 4, lamport: lamportOf(log) + 1 });
});
