import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Operation } from './day/operation.ts';
import { venueOf } from './placed.ts';
import { projectedFrom } from './projection.server.ts';

const idOf = (number: number): string => `0196c2f0-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [visit, twin, encounter, other, turn] = [1, 2, 3, 4, 5].map(idOf) as [string, string, string, string, string];
const minute = 60_000;

/** Operations of one device, a minute after each other. */
const said = (bodies: readonly Body[], device = 'tablet'): Operation[] =>
  bodies.map((body, at) => ({
    id: `${device} ${at}`,
    mission: 'spring',
    device,
    sequence: at + 1,
    lamport: at + 1,
    at: Date.UTC(2026, 4, 12, 4) + at * minute,
    offset: 0,
    by: 'Kim',
    version: 1,
    body,
  }));
const registered = (of: string, ticket = 'B-1'): Body => ({
  kind: 'visit.registered',
  visit: of,
  ticket,
  booking: null,
  channel: 'walk_in',
  day: '2026-05-12',
});
const field = (of: string, key: 'name' | 'birthYear' | 'phone' | 'sex', value: string): Body => ({
  kind: 'visit.field',
  visit: of,
  field: key,
  value,
  over: [],
});
const who = (of: string, name = 'Айгүл Ахметова', phone = '+77011234567') => [
  field(of, 'name', name),
  field(of, 'birthYear', '1986'),
  field(of, 'phone', phone),
];
const opened = (of: string, id: string): Body => ({
  kind: 'encounter.opened',
  visit: of,
  turn,
  encounter: id,
  specialty: 'surgery',
  room: '3',
  clinician: 'kim',
});
const note = (part: 'treatment' | 'operation' | 'nextStep', value: string): Body => ({
  kind: 'encounter.noted',
  visit,
  encounter,
  part,
  value,
  over: [],
});
const day: Body[] = [
  registered(visit),
  ...who(visit),
  field(visit, 'sex', 'female'),
  { kind: 'turn.queued', visit, turn, specialty: 'surgery', priority: 'routine' },
  opened(visit, encounter),
  note('operation', 'Артроскопия'),
  note('nextStep', 'referral'),
  { kind: 'encounter.signed', visit, encounter, clinician: 'kim', answeredFor: null, notes: ['tablet 7', 'tablet 8'] },
];

test('what the devices said comes to one encounter, with what is counted of it', () => {
  const { encounters, unreadable } = projectedFrom(said(day));
  expect(unreadable).toBe(0);
  expect(encounters).toMatchObject([
    {
      id: encounter,
      visit,
      day: '2026-05-12',
      specialty: 'surgery',
      room: '3',
      signed: { clinician: 'kim' },
      waitedMinutes: 1,
      nextStep: 'referral',
      wasOperated: true,
      wasTreated: true,
      ageGroup: '40-64',
      sex: 'female',
      content: {
        person: { name: ['Айгүл Ахметова'] },
        parts: { operation: [{ value: 'Артроскопия', isReplaced: false }] },
      },
    },
  ]);
});

test('in whatever order operations come and however often, they give the same encounters to the letter', () => {
  const operations = said(day);
  const order = fc.array(fc.integer({ min: 0, max: operations.length - 1 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.shuffledSubarray(operations, { minLength: operations.length }), order, (shuffled, again) => {
      const twice = [...shuffled, ...again.flatMap((at) => operations[at] ?? [])];
      expect(JSON.stringify(projectedFrom(twice))).toBe(JSON.stringify(projectedFrom(operations)));
    }),
  );
});

test('what was written after the signature is not counted until it is signed too', () => {
  const unsigned = day.filter(({ kind }) => kind !== 'encounter.signed');
  const early: Body = { kind: 'encounter.signed', visit, encounter, clinician: 'kim', answeredFor: null, notes: [] };
  const [found] = projectedFrom(said([...unsigned, early])).encounters;
  expect([found?.wasOperated, found?.nextStep, found?.content.parts.operation?.length]).toEqual([false, null, 1]);
});

const peopleOf = (bodies: readonly Body[]) =>
  projectedFrom(said([...bodies, opened(visit, encounter), opened(twin, other)])).encounters.map(
    ({ people }) => people,
  );
const twins = (same: Body[] = [], ...names: string[]) =>
  peopleOf([registered(visit), ...who(visit), registered(twin, 'B-2'), ...who(twin, ...names), ...same]);
const same = (isSame: boolean): Body => ({ kind: 'visit.same', visit, other: twin, isSame });

test('two visits with the same name, year and telephone are of one person', () => {
  const [one, two] = twins();
  expect(one).toEqual(two);
});

test('two visits that somebody found to be one person share what each said', () => {
  const [one, two] = twins([same(true)], 'Aigul Akhmetova', '+77770000000');
  expect([one?.length, one]).toEqual([2, two]);
});

test('of two visits that somebody found to be two people neither is the other, though all they said is the same', () => {
  const [one, two] = twins([same(false)]);
  expect(one?.some((key) => two?.includes(key))).toBe(false);
});

test('who says nothing of themselves is a person of their own', () => {
  const [one, two] = peopleOf([registered(visit), registered(twin, 'B-2')]);
  expect([one, two]).toEqual([[`visit ${visit}`], [`visit ${twin}`]]);
});

test('an encounter that two visits name belongs to the first, and one without an id or a day to none', () => {
  const broken: Body = { ...registered(twin), day: '2026-02-31' } as Body;
  const doubled = projectedFrom(
    said([registered(visit), opened(visit, encounter), registered(twin), opened(twin, encounter)]),
  );
  expect([doubled.encounters.map((each) => each.visit), doubled.unreadable]).toEqual([[visit], 1]);
  expect(projectedFrom(said([broken, opened(twin, other)]))).toEqual({ encounters: [], unreadable: 1 });
  expect(projectedFrom(said([registered(visit), opened(visit, 'no id')]))).toEqual({ encounters: [], unreadable: 1 });
});

test('a clock that ran backwards says nothing of how long somebody waited', () => {
  const operations = said(day).map((each) => (each.body.kind === 'encounter.opened' ? { ...each, at: 0 } : each));
  expect(projectedFrom(operations).encounters[0]?.waitedMinutes).toBeNull();
});

const city = { id: 'city', place: 'taldykorgan', zone: 'Asia/Almaty' };
const village = { id: 'village', place: 'ushtobe', zone: 'Asia/Almaty' };
const around = {
  venues: [city, village],
  rooms: [
    { id: 'a', name: '3', venue: 'city' },
    { id: 'b', name: '3', venue: 'village' },
    { id: 'c', name: '7', venue: 'village' },
  ],
  days: [
    { venue: 'city', day: '2026-05-12' },
    { venue: 'village', day: '2026-05-13' },
  ],
};

test.each([
  ['a', '2026-05-13', city],
  ['7', '2026-05-12', village],
  ['3', '2026-05-13', village],
  ['3', '2026-05-20', null],
  [null, '2026-05-12', city],
  ['tent', '2026-05-20', null],
])('room %j on %s is at %j', (room, on, expected) => {
  expect(venueOf(around, { room, day: on })).toEqual(expected);
});
