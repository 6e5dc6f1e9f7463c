import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { type Day, fold, visitAt, visitsIn } from '../../../modules/missions/day/day.ts';
import { type Body, operationVersion, type Operation } from '../../../modules/missions/day/operation.ts';
import { isReadable } from '../../../modules/missions/day/readable.ts';
import { ageOn, clockText, currentIn, dateAt, datesOf, queueLines, summaryOf } from './day.ts';
import { behindOf } from './devices.ts';
import { numbersOf, readNumbers } from './display.ts';
import {
  examinationOf,
  icdCode,
  noteBodies,
  notesShown,
  numberOf,
  signFaults,
  vitalFaults,
  vitalNames,
} from './encounter.ts';
import { emptyWalkIn, faultsOfWalkIn, fieldBody, likelyDoubles, nextTicket, walkInBodies } from './register.ts';
import icd10 from './icd10.json' with { type: 'json' };
import { type IcdRow, icdSearch } from './icd10.ts';
import { readTicket, searched, ticketNumber } from './scan.ts';

const date = '2026-05-12';
const at = Date.UTC(2026, 4, 12, 9);
const [mission, device] = [v7(), v7()];

/** Operations as one device writes them. */
function written(bodies: readonly Body[]): Operation[] {
  return bodies.map((body, index) => ({
    id: v7(),
    mission,
    device,
    sequence: index + 1,
    lamport: index + 1,
    at: at + index * 1000,
    offset: null,
    by: 'Dr Invented',
    version: operationVersion,
    body,
  }));
}
const person = { ...emptyWalkIn, name: 'Айгүл Ойдан', birthYear: '1971', sex: 'female', consent: 'self' as const };
const [visit, turn, encounter] = [v7(), v7(), v7()];
const registered = walkInBodies(person, { visit, turn, ticket: 'B-001', date }, []);
const opened: Body = {
  kind: 'encounter.opened',
  visit,
  turn,
  encounter,
  specialty: 'therapy',
  room: '4',
  clinician: 'Dr Invented',
};
const visitOf = (day: Day) => visitAt(day, visit);
const encounterOf = (day: Day) => {
  const found = visitOf(day)?.encounters[0];
  if (!found) throw new Error('no encounter');
  return found;
};

test('everything that registering writes is readable, and puts the person into the queue that was chosen', () => {
  const operations = written(registered);
  expect(operations.filter((one) => !isReadable(one))).toEqual([]);
  const day = fold(operations);
  expect(summaryOf(day, date)).toEqual({ registered: 1, examined: 0, waiting: 1, expected: 0 });
  expect(
    queueLines(day, { date, now: at + 600_000 }, 'surgery').map(({ specialty, waiting }) => [specialty, waiting]),
  ).toEqual([
    ['surgery', 0],
    ['therapy', 1],
  ]);
});

test('a walk-in without a name, a possible year, a sex or consent is not saved, and a short telephone is told', () => {
  expect(faultsOfWalkIn(emptyWalkIn, 2026)).toEqual(['name', 'birthYear', 'sex', 'consent']);
  expect(faultsOfWalkIn({ ...person, birthYear: '2027', phone: '12' }, 2026)).toEqual(['birthYear', 'phone']);
  expect(faultsOfWalkIn({ ...person, consent: 'representative' }, 2026)).toEqual(['representative']);
  expect(faultsOfWalkIn(person, 2026)).toEqual([]);
});

test('a device gives each number once on a date, whatever other devices give', () => {
  const other = walkInBodies(person, { visit: v7(), turn: v7(), ticket: 'C-007', date }, []);
  const day = fold(written([...registered, ...other]));
  expect([nextTicket(day, date, 'B'), nextTicket(day, date, 'C'), nextTicket(day, date, 'D')]).toEqual([
    'B-002',
    'C-008',
    'D-001',
  ]);
  expect(nextTicket(day, '2026-05-13', 'B')).toBe('B-001');
});

test('who may be the same person is found however the name is written, and another year is another person', () => {
  const day = fold(written(registered));
  expect(likelyDoubles(day, { name: 'Айгуль Ойдан', birthYear: '1971', phone: '' }).map(({ id }) => id)).toEqual([
    visit,
  ]);
  expect(likelyDoubles(day, { name: 'Айгуль Ойдан', birthYear: '1972', phone: '' })).toEqual([]);
  expect(likelyDoubles(day, { name: '', birthYear: '', phone: '' })).toEqual([]);
});

test('somebody who was shown and said to be another is noted as another', () => {
  const other = v7();
  const bodies = walkInBodies(person, { visit: other, turn: v7(), ticket: 'B-002', date }, [visit]);
  expect(bodies).toContainEqual({ kind: 'visit.same', visit: other, other: visit, isSame: false });
});

test('a corrected field replaces every word that stood, so that one stands', () => {
  const operations = written([
    ...registered,
    { kind: 'visit.field', visit, field: 'birthYear', value: '1917', over: [] },
  ]);
  const before = visitOf(fold(operations));
  if (!before) throw new Error('no visit');
  expect(before.fields.birthYear?.said.length).toBe(2);
  const bodies = [...operations.map(({ body }) => body), fieldBody(before, 'birthYear', '1971')];
  const again = operations.concat(written(bodies).slice(-1));
  expect(visitOf(fold(again))?.fields.birthYear?.said.map(({ body }) => body.value)).toEqual(['1971']);
});

test('a number is read with a comma or a point, and what is no number is never written', () => {
  expect(['36,9', ' 36.9', '', '36.9.1', 'abc', '-4'].map(numberOf)).toEqual([36.9, 36.9, null, NaN, NaN, NaN]);
});

test('what is hardly possible is asked about, and pressures that are crossed too', () => {
  const nothing = Object.fromEntries(vitalNames.map((name) => [name, ''])) as Parameters<typeof vitalFaults>[0];
  expect(vitalFaults({ ...nothing, temperature: '45', pulse: 'x', systolic: '80', diastolic: '120' })).toEqual({
    temperature: 'unlikely',
    pulse: 'not_a_number',
    diastolic: 'crossed',
  });
  expect(vitalFaults({ ...nothing, temperature: '36.6', systolic: '120', diastolic: '80' })).toEqual({});
});

test('codes of ICD-10 are read as people type them', () => {
  expect(['i10', 'M545', 'm54.5', 'S06.0X1A', 'pain', '10', ''].map(icdCode)).toEqual([
    'I10',
    'M54.5',
    'M54.5',
    'S06.0X1A',
    null,
    null,
    null,
  ]);
});

test('only what was changed is noted, and it replaces only what was seen', () => {
  const operations = written([...registered, opened]);
  const first = { ...examinationOf(encounterOf(fold(operations))), finding: 'clear', temperature: '36,9', code: 'i10' };
  const bodies = noteBodies(encounterOf(fold(operations)), first, new Set());
  expect(bodies.map((body) => body.kind === 'encounter.noted' && body.part)).toEqual([
    'vitals',
    'finding',
    'diagnosis',
  ]);
  const noted = written([...registered, opened, ...bodies]);
  expect(noted.filter((one) => !isReadable(one))).toEqual([]);
  const now = encounterOf(fold(noted));
  const shown = new Set(notesShown(now));
  expect(noteBodies(now, first, shown)).toEqual([]);
  expect(noteBodies(now, { ...first, finding: 'swollen' }, shown)).toMatchObject([
    { part: 'finding', value: 'swollen', over: [expect.any(String)] },
  ]);
  expect(noteBodies(now, { ...first, finding: 'swollen' }, new Set())).toContainEqual(
    expect.objectContaining({ part: 'finding', over: [] }),
  );
});

test('a code that is none is kept as words', () => {
  const operations = written([...registered, opened]);
  const typed = { ...examinationOf(encounterOf(fold(operations))), code: 'back', diagnosis: 'pain' };
  expect(noteBodies(encounterOf(fold(operations)), typed, new Set())).toMatchObject([
    { part: 'diagnosis', value: { code: null, text: 'back pain' } },
  ]);
});

test('nobody signs without a permission or somebody who answers, nor what says nothing', () => {
  const typed = examinationOf(encounterOf(fold(written([...registered, opened]))));
  expect(signFaults(typed, { permission: '', answeredFor: ' ' })).toEqual(['permission', 'nothing', 'next_step']);
  const told = { ...typed, finding: 'clear', nextStep: 'home', pulse: 'x' };
  expect(signFaults(told, { permission: '', answeredFor: 'Dr Local' })).toEqual(['vitals']);
  expect(signFaults({ ...told, pulse: '' }, { permission: '7', answeredFor: '' })).toEqual([]);
});

test('a number is found however it is typed; a foreign code, an unknown number and a used ticket are told apart', () => {
  const day = fold(written(registered));
  expect(['b 1', 'B-001', 'B1', 'https://x', 'B'].map(ticketNumber)).toEqual(['B-001', 'B-001', 'B-001', null, null]);
  expect(readTicket({ day, plan: null, date }, 'b1', null)).toMatchObject({ is: 'visits', isUsed: true });
  expect(readTicket({ day, plan: null, date }, 'B-002', null)).toEqual({ is: 'unknown_number' });
  expect(readTicket({ day, plan: null, date }, 'WIFI:S:guest;;', null)).toEqual({ is: 'foreign' });
  const code = 'c'.repeat(43);
  expect(readTicket({ day, plan: null, date }, `https://day.example/kk/tickets/${code}#some-mission`, null)).toEqual({
    is: 'ticket',
  });
  expect(searched(day, date, 'айгүл').map(({ id }) => id)).toEqual([visit]);
  expect(searched(day, date, '   ')).toEqual([]);
});

test('a code is found by its beginning and by a word of any of the languages, also without Kazakh letters', () => {
  const rows = icd10 as unknown as IcdRow[];
  const codes = (typed: string, locale: 'kk' | 'ru' | 'en' | 'ko' = 'kk') =>
    icdSearch(rows, typed, locale).map(({ code }) => code);
  expect(codes('i10')).toEqual(['I10']);
  expect(codes('m545')).toEqual(['M54.5']);
  expect(codes('бел ауруы')).toEqual(['M54.5']);
  expect(codes('жарыгы')).toEqual(expect.arrayContaining(['K40', 'K42', 'K43']));
  expect(codes('гипертензия')).toContain('I10');
  expect(codes('요통')).toContain('M54.4');
  expect(codes('a')).toEqual([]);
  expect(codes('no such illness')).toEqual([]);
  expect(icdSearch(rows, 'I10', 'ko')[0]?.name).toBe('본태성(원발성) 고혈압');
  for (const [code, ...names] of rows) {
    expect(icdCode(code)).toBe(code);
    expect(names.every((name) => name.length > 0 && name.length < 90)).toBe(true);
  }
});

test('the corridor gets numbers and rooms, and nothing else of anybody', () => {
  const called: Body = { kind: 'turn.called', visit, turn, room: '4' };
  const waiting = walkInBodies({ ...person, name: 'Бақыт' }, { visit: v7(), turn: v7(), ticket: 'B-002', date }, []);
  const day = fold(written([...registered, called, ...waiting]));
  const numbers = numbersOf(day, { date, now: at });
  expect(numbers.called).toMatchObject([{ ticket: 'B-001', room: '4' }]);
  expect(JSON.stringify(numbers)).not.toMatch(/Айгүл|Бақыт|1971/);
  expect(readNumbers(JSON.stringify(numbers))).toEqual(numbers);
  expect(currentIn(day, date, '4').map((one) => one.visit.id)).toEqual([visit]);
  expect(currentIn(day, date, '5')).toEqual([]);
});

test('whatever lies where the numbers should, the corridor shows no error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => Array.isArray(readNumbers(text).called)),
  );
});

test('ages, dates and times are of the clock that is right', () => {
  expect([ageOn('1961', date), ageOn('61', date), ageOn('2030', date), ageOn(undefined, date)]).toEqual([
    65,
    null,
    null,
    null,
  ]);
  const noon = new Date(2026, 4, 12, 9, 5).getTime();
  expect([dateAt(noon, null), dateAt(noon, 86_400_000), clockText(noon)]).toEqual([date, '2026-05-13', '09:05']);
  expect(datesOf(fold(written(registered)), '2026-05-13')).toEqual(['2026-05-13', date]);
  expect(visitsIn(fold(written(registered))).length).toBe(1);
});

test('how much another device lacks is counted by what it said to have', () => {
  expect(behindOf({ a: 5, b: 2 }, { a: 3 })).toBe(4);
  expect(behindOf({ a: 5 }, { a: 7 })).toBe(0);
  expect(behindOf({ a: 5 }, undefined)).toBe(null);
});
