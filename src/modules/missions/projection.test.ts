import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Operation } from './day/operation.ts';
import { venueOf } from './placed.ts';
import { projectedFrom } from './projection.server.ts';
import { partAround, type Source } from './projectionPart.ts';

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
  expect(projectedFrom(said([broken, opened(twin, other)]))).toMatchObject({ encounters: [], unreadable: 1 });
  expect(projectedFrom(said([registered(visit), opened(visit, 'no id')]))).toMatchObject({
    encounters: [],
    unreadable: 1,
  });
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

/** A mission's operations as they came, and what was last found of its visits, as a database keeps them. */
function keeper() {
  const here: Operation[] = [];
  const links = new Map<string, readonly string[]>();
  const source: Source = {
    operationsOf: (visits) => Promise.resolve(here.filter(({ body }) => visits.includes(body.visit ?? ''))),
    linksOf: (visits) => Promise.resolve(new Map(visits.flatMap((id) => [[id, links.get(id) ?? []] as const]))),
    visitsWith: (wanted) =>
      Promise.resolve([...links].flatMap(([id, own]) => (own.some((link) => wanted.includes(link)) ? [id] : []))),
    kept: (link) => link,
  };
  return { here, links, source };
}

const wholeOf = (operations: readonly Operation[]) => {
  const { encounters } = projectedFrom(operations);
  return new Map(encounters.map((each) => [each.id, each]));
};

/** Brings batch after batch up to date, each time only what it touches. @returns what stands, and how many visits were looked at */
async function inBatches(batches: readonly (readonly Operation[])[]) {
  const { here, links, source } = keeper();
  const stands = new Map<string, ReturnType<typeof projectedFrom>['encounters'][number]>();
  let looked = 0;
  for (const batch of batches) {
    here.push(...batch);
    const part = await partAround(
      batch.flatMap(({ body }) => body.visit ?? []),
      source,
    );
    for (const [id, own] of part.links) links.set(id, own);
    looked += part.links.size;
    for (const [id, { visit: of }] of stands) if (part.links.has(of)) stands.delete(id);
    for (const each of projectedFrom(part.operations).encounters) stands.set(each.id, each);
  }
  return { stands, looked };
}

const visitIds = Array.from({ length: 7 }, (_, at) => idOf(100 + at));
const encounterIds = Array.from({ length: 5 }, (_, at) => idOf(200 + at));
const everyWord = ['tablet', 'phone'].flatMap((device) => Array.from({ length: 60 }, (_, at) => `${device} ${at + 1}`));
const anyVisit = fc.constantFrom(...visitIds);
const anyWord: fc.Arbitrary<Body> = fc.oneof(
  anyVisit.map((of) => registered(of, `B-${of.at(-1)}`)),
  fc.tuple(anyVisit, fc.constantFrom('Айгүл', 'Ерлан', '')).map(([of, name]) => field(of, 'name', name)),
  fc.tuple(anyVisit, fc.constantFrom('1986', '1990')).map(([of, year]) => field(of, 'birthYear', year)),
  fc
    .tuple(anyVisit, fc.constantFrom('+77011234567', '87017654321', ''), fc.boolean())
    .map(([of, value, isInstead]): Body => {
      const over = isInstead ? everyWord : [];
      return { kind: 'visit.field', visit: of, field: 'phone', value, over };
    }),
  fc
    .tuple(anyVisit, anyVisit, fc.boolean())
    .map(([of, another, isSame]): Body => ({ kind: 'visit.same', visit: of, other: another, isSame })),
  fc.tuple(anyVisit, fc.constantFrom(...encounterIds)).map(([of, id]) => opened(of, id)),
  fc.tuple(anyVisit, fc.constantFrom(...encounterIds)).map(
    ([of, id]): Body => ({
      kind: 'encounter.noted',
      visit: of,
      encounter: id,
      part: 'operation',
      value: 'Артроскопия',
      over: [],
    }),
  ),
);
const someBatches = fc
  .array(fc.tuple(anyWord, fc.constantFrom('tablet', 'phone'), fc.integer({ min: 1, max: 4 })), { maxLength: 60 })
  .chain((words) => {
    const sequence: Record<string, number> = {};
    const operations = words.map(([body, device, batch], at): [Operation, number] => {
      sequence[device] = (sequence[device] ?? 0) + 1;
      const id = `${device} ${sequence[device]}`;
      const numbers = { sequence: sequence[device], lamport: at + 1, at: Date.UTC(2026, 4, 12, 4) + at * minute };
      return [{ id, mission: 'spring', device, ...numbers, offset: 0, by: 'Kim', version: 1, body }, batch];
    });
    return fc.constant(operations);
  });

test('brought up to date in whatever batches, each time only what is touched, encounters stand as all of it at once says', async () => {
  await fc.assert(
    fc.asyncProperty(someBatches, async (operations) => {
      const batches = [1, 2, 3, 4].map((wanted) => operations.flatMap(([one, batch]) => (batch === wanted ? one : [])));
      const { stands } = await inBatches(batches);
      const whole = wholeOf(operations.map(([one]) => one));
      expect(stands).toEqual(whole);
    }),
    { numRuns: 400 },
  );
});

test('a visit of somebody else is not looked at again when another one changes', async () => {
  const people = visitIds.map((of, at) => said([registered(of), ...who(of, `Кісі ${at}`, `+770100000${10 + at}`)], of));
  const { looked } = await inBatches([people.flat(), said([opened(visitIds[0] ?? '', encounter)], 'phone')]);
  expect(looked).toBe(visitIds.length + 1);
});
