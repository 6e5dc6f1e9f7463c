import { expect, test } from 'vitest';
import { date, Device } from '../../../../test/missionDay.ts';
import { ageGroupOf, closedIn, countsOf } from './counts.ts';
import { fold } from './day.ts';
import type { EncounterPart, Operation, PartValue } from './operation.ts';

const minute = 60_000;
type Case = {
  visit?: string;
  specialty: string;
  room: string;
  notes: [EncounterPart, PartValue][];
  isSigned?: boolean;
  day?: string;
};

/** Somebody who comes, waits twelve minutes and is examined. */
function examined(at: Device, { specialty, room, notes, isSigned = true, day = date }: Case) {
  const [visit, turn, encounter] = [at.fresh(), at.fresh(), at.fresh()];
  const all: Operation[] = [
    at.say({ kind: 'visit.registered', visit, ticket: turn.slice(-4), booking: null, channel: 'walk_in', day }),
    at.say({ kind: 'visit.field', visit, field: 'birthYear', value: '1958', over: [] }),
    at.say({ kind: 'visit.field', visit, field: 'sex', value: 'female', over: [] }),
    at.say({ kind: 'turn.queued', visit, turn, specialty, priority: 'routine' }),
  ];
  at.now += 12 * minute - 7000;
  all.push(at.say({ kind: 'encounter.opened', visit, turn, encounter, specialty, room, clinician: 'c' }));
  const said = notes.map(([part, value]) =>
    at.say({ kind: 'encounter.noted', visit, encounter, part, value, over: [] }),
  );
  all.push(...said);
  if (isSigned)
    all.push(
      at.say({
        kind: 'encounter.signed',
        visit,
        encounter,
        clinician: 'c',
        answeredFor: null,
        notes: said.map(({ id }) => id),
      }),
    );
  return { visit, all };
}
const placeOf = ({ room }: { room: string | null }) => (room === 'K' ? 'Karatal' : 'Taldykorgan');

test('people are counted once in all however often they come, encounters and operations each time, and what is not signed never', () => {
  const device = new Device(1);
  const cases = [
    examined(device, {
      specialty: 'surgery',
      room: 'T',
      notes: [
        ['operation', 'a'],
        ['nextStep', 'home'],
      ],
    }),
    examined(device, { specialty: 'therapy', room: 'K', notes: [['nextStep', 'treatment_here']], day: '2026-05-13' }),
    examined(device, { specialty: 'therapy', room: 'K', notes: [['nextStep', 'referral']], day: '2026-05-13' }),
    examined(device, { specialty: 'surgery', room: 'T', notes: [['operation', 'b']], isSigned: false }),
  ];
  const [first, second] = cases;
  const same = device.say({ kind: 'visit.same', visit: first?.visit ?? '', other: second?.visit ?? '', isSame: true });
  const counts = countsOf(fold([...cases.flatMap(({ all }) => all), same]), placeOf);
  expect(counts.all).toMatchObject({
    people: 2,
    treated: 1,
    encounters: 3,
    operations: 1,
    bySpecialty: { surgery: 1, therapy: 2 },
    byAgeGroup: { '65+': 3, '0-17': 0 },
    bySex: { female: 3 },
    byNextStep: { home: 1, treatment_here: 1, referral: 1, none: 0 },
    waited: { median: 12, most: 12 },
  });
  expect(counts.at.map(({ place, day, people, treated }) => [place, day, people, treated])).toEqual([
    ['Taldykorgan', date, 1, 1],
    ['Karatal', '2026-05-13', 2, 1],
  ]);
});

test('a note that was not signed does not count', () => {
  const device = new Device(1);
  const { visit, all } = examined(device, { specialty: 'surgery', room: 'T', notes: [] });
  const encounter = all.find(({ body }) => body.kind === 'encounter.opened')?.body;
  if (encounter?.kind !== 'encounter.opened') throw new Error('An encounter');
  const late = device.say({
    kind: 'encounter.noted',
    visit,
    encounter: encounter.encounter,
    part: 'operation',
    value: 'x',
    over: [],
  });
  expect(closedIn(fold([...all, late]), placeOf)).toMatchObject([
    { isOperated: false, isTreated: false, nextStep: null },
  ]);
});

test('an age is known from the year alone, and what is no year says nothing', () => {
  expect(
    ['2009', '2008', '1987', '1986', '1962', '1961', '', 'abc', '2030', '1800'].map((year) => ageGroupOf(year, date)),
  ).toEqual(['0-17', '18-39', '18-39', '40-64', '40-64', '65+', 'unknown', 'unknown', 'unknown', 'unknown']);
});
