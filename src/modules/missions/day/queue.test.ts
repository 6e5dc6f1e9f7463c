import fc from 'fast-check';
import { expect, test } from 'vitest';
import { date, Device, morning } from '../../../../test/missionDay.ts';
import { apply, type Day, fold } from './day.ts';
import { type Operation, priorities, type Priority } from './operation.ts';
import { callsOf, nextFor, notArrived, queuesOf, visitsWithTicket } from './queue.ts';

const minute = 60_000;
const at = (minutes: number) => ({ date, now: morning + minutes * minute });
const room = (minutes: number, name = '4') => ({ ...at(minutes), specialty: 'cardiology', room: name });

/** Somebody who begins to wait so many minutes after the opening. */
function waiting(device: Device, minutes: number, priority: Priority = 'routine') {
  const visit = device.fresh();
  const turn = device.fresh();
  const ticket = `${priority}-${minutes}`;
  device.now = morning + minutes * minute - 7000;
  const registered = device.say({
    kind: 'visit.registered',
    visit,
    ticket,
    booking: null,
    channel: 'walk_in',
    day: date,
  });
  device.now = morning + minutes * minute - 7000;
  const queued = device.say({ kind: 'turn.queued', visit, turn, specialty: 'cardiology', priority });
  return { visit, turn, all: [registered, queued] };
}
const ticketsIn = (day: Day, minutes: number) =>
  queuesOf(day, at(minutes))
    .get('cardiology')
    ?.waiting.map(({ visit }) => visit.ticket);
const call = (device: Device, { visit, turn }: { visit: string; turn: string }, name = '4') =>
  device.say({ kind: 'turn.called', visit, turn, room: name });

test('emergencies are first, urgent ones next, then those for whom places are kept, then who has waited longest', () => {
  const device = new Device(1);
  const all = [waiting(device, 0), waiting(device, 20), ...priorities.map((priority) => waiting(device, 25, priority))];
  expect(ticketsIn(fold(all.flatMap((one) => one.all)), 30)).toEqual([
    'emergency-25',
    'urgent-25',
    'child-25',
    'disability-25',
    'referred-25',
    'routine-0',
    'routine-20',
    'routine-25',
  ]);
});

test('nobody starves: who has waited three hours longer than anybody else goes before all but emergencies', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...priorities), { maxLength: 20 }), (others) => {
      const device = new Device(1);
      const first = waiting(device, 0);
      const later = others.map((priority, n) => waiting(device, 181 + n, priority));
      const day = fold([first, ...later].flatMap((one) => one.all));
      const before = ticketsIn(day, 300)?.indexOf('routine-0');
      expect(before).toBe(others.filter((priority) => priority === 'emergency').length);
    }),
    { numRuns: 30 },
  );
});

test('the order of those who wait never changes while they wait', () => {
  const device = new Device(1);
  const all = [
    waiting(device, 0),
    waiting(device, 10, 'child'),
    waiting(device, 45, 'child'),
    waiting(device, 50, 'urgent'),
  ];
  const day = fold(all.flatMap((one) => one.all));
  expect(ticketsIn(day, 51)).toEqual(['urgent-50', 'child-10', 'routine-0', 'child-45']);
  expect(ticketsIn(day, 600)).toEqual(ticketsIn(day, 51));
});

test('who is in another room is passed over and keeps the place', () => {
  const device = new Device(1);
  const [first, second] = [waiting(device, 0), waiting(device, 1)];
  const elsewhere = device.fresh();
  const all = [
    ...first.all,
    ...second.all,
    device.say({
      kind: 'turn.queued',
      visit: first.visit,
      turn: elsewhere,
      specialty: 'ultrasound',
      priority: 'routine',
    }),
    call(device, { visit: first.visit, turn: elsewhere }, '7'),
  ];
  const day = fold(all);
  expect(nextFor(day, room(5))?.visit.id).toBe(second.visit);
  expect(queuesOf(day, at(5)).get('cardiology')?.waiting[0]).toMatchObject({
    visit: { id: first.visit },
    isElsewhere: true,
  });
  expect(callsOf(day, date)).toMatchObject([{ ticket: 'routine-0', room: '7' }]);
});

test('who was called and was not there rests for ten minutes, unless nobody else waits', () => {
  const device = new Device(1);
  const [first, second] = [waiting(device, 0), waiting(device, 1)];
  device.now = morning + 5 * minute;
  const missed = () => device.say({ kind: 'turn.missed', visit: first.visit, turn: first.turn, isGivenUp: false });
  const alone = fold([...first.all, call(device, first), missed()]);
  const both = apply(alone, second.all);
  expect(nextFor(alone, room(6))?.visit.id).toBe(first.visit);
  expect(nextFor(both, room(6))?.visit.id).toBe(second.visit);
  expect(nextFor(both, room(16))?.visit.id).toBe(first.visit);
});

test('who was sent to a room is called by that room alone', () => {
  const device = new Device(1);
  const first = waiting(device, 0);
  const handed = device.say({
    kind: 'turn.handed',
    visit: first.visit,
    turn: first.turn,
    specialty: 'cardiology',
    room: '9',
  });
  const day = fold([...first.all, handed]);
  expect([nextFor(day, room(5)), nextFor(day, room(5, '9'))?.visit.id]).toEqual([null, first.visit]);
});

test('a person who was registered twice stands in the queue once', () => {
  const device = new Device(1);
  const [first, second] = [waiting(device, 0), waiting(device, 3, 'child')];
  const same = device.say({ kind: 'visit.same', visit: first.visit, other: second.visit, isSame: true });
  const day = fold([...first.all, ...second.all, same]);
  const queue = queuesOf(day, at(10)).get('cardiology');
  expect(queue?.waiting.map(({ visit, doubles }) => [visit.id, doubles.map(({ visit: other }) => other)])).toEqual([
    [second.visit, [first.visit]],
  ]);
});

test('a waiting time is counted by the right time, whatever the clock of the device showed', () => {
  const [right, wrong] = [new Device(1), new Device(2)];
  const slow = waiting(right, 10);
  const all = waiting(wrong, 24 * 60).all.map((operation): Operation => ({ ...operation, offset: -24 * 60 * minute }));
  const queue = queuesOf(fold([...all, ...slow.all]), at(30)).get('cardiology');
  expect(queue?.waiting.map(({ waited }) => waited / minute)).toEqual([30, 20]);
  expect(queue?.longest).toBe(30 * minute);
});

test('a death takes a person out of the queue and off the screen at once', () => {
  const device = new Device(1);
  const [first, second] = [waiting(device, 0), waiting(device, 1)];
  const called = call(device, first);
  const died = device.say({ kind: 'visit.ended', visit: first.visit, how: 'died' });
  const day = fold([...first.all, ...second.all, called, died]);
  expect([callsOf(day, date), ticketsIn(day, 5)]).toEqual([[], ['routine-1']]);
});

test('who was booked and has not come is told apart, and a ticket finds its visits', () => {
  const device = new Device(1);
  const visit = device.fresh();
  const booked = device.say({
    kind: 'visit.registered',
    visit,
    ticket: 'A-001',
    booking: device.fresh(),
    channel: 'booked',
    day: date,
  });
  const day = fold([booked]);
  expect(notArrived(day, date).map(({ id }) => id)).toEqual([visit]);
  expect(visitsWithTicket(day, date, 'A-001').map(({ id }) => id)).toEqual([visit]);
  expect([notArrived(day, '2026-05-13'), visitsWithTicket(day, '2026-05-13', 'A-001')]).toEqual([[], []]);
  expect(notArrived(apply(day, [device.say({ kind: 'visit.arrived', visit })]), date)).toEqual([]);
});
