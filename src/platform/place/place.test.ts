import { expect, test } from 'vitest';
import { fieldsAt } from '../time/calendar.ts';
import { whyNotEdtf } from '../time/edtf.ts';
import {
  divisionsOf,
  existedAt,
  type Place,
  placeNow,
  placeOf,
  places,
  regionsOf,
  regionsOverTime,
  regionThenAndNow,
} from './place.ts';

const place = (id: string): Place => {
  const found = placeOf(id);
  if (!found) throw new Error(`no place ${id}`);
  return found;
};
const idsOf = (found: readonly Place[]) => found.map(({ id }) => id);
const today = '2026-11-21';

test.each([
  ['taldykorgan', '2020-12-23', ['almaty-region']],
  ['taldykorgan', '2022-06-07', ['almaty-region']],
  ['taldykorgan', '2022-06-08', ['zhetysu-region']],
  ['ushtobe', '2020-12-23', ['almaty-region']],
  ['ushtobe', today, ['zhetysu-region']],
  ['semey', '2018', ['east-kazakhstan-region']],
  ['semey', today, ['abai-region']],
  ['konaev', '2018', ['almaty-region']],
  ['konaev', today, ['almaty-region']],
  ['abai-region', '2020-01-01', ['east-kazakhstan-region']],
  ['ulytau-region', '2020-01-01', ['karaganda-region']],
  ['ulytau-region', today, ['ulytau-region']],
  ['almaty', today, []],
  ['astana', '2018', []],
  ['tokyo', today, []],
])('%s at %s lay in %j', (id, date, expected) => {
  expect(idsOf(regionsOf(place(id), date))).toEqual(expected);
});

test('a date too rough to tell gives both regions', () => {
  expect(idsOf(regionsOf(place('semey'), '2022'))).toEqual(['east-kazakhstan-region', 'abai-region']);
  expect(idsOf(regionsOf(place('semey'), '2018/..'))).toEqual(['east-kazakhstan-region', 'abai-region']);
});

test('a date without a year, or before the table begins, gives none rather than a guess', () => {
  expect(regionsOf(place('semey'), 'XXXX-04-10')).toEqual([]);
  expect(regionsOf(place('semey'), '1990')).toEqual([]);
});

test('then and now differ where the map has changed', () => {
  const changed = regionThenAndNow(place('taldykorgan'), '2018', today);
  expect([idsOf(changed.past), idsOf(changed.now), changed.changed]).toEqual([
    ['almaty-region'],
    ['zhetysu-region'],
    true,
  ]);
  expect(regionThenAndNow(place('konaev'), '2018', today).changed).toBe(false);
  expect(regionThenAndNow(place('semey'), 'XXXX-04-10', today).changed).toBe(false);
});

test('Kazakhstan has 17 regions and 3 cities of republican significance, and had 14 regions before June 2022', () => {
  const count = (day: string, kind: string) => divisionsOf('KZ', day).filter((it) => it.kind === kind).length;
  expect([count(today, 'region'), count(today, 'city')]).toEqual([17, 3]);
  expect([count('2022-06-07', 'region'), count('2022-06-07', 'city')]).toEqual([14, 3]);
  expect(existedAt(place('zhetysu-region'), '2022-06-07')).toBe(false);
  expect(existedAt(place('zhetysu-region'), '2022')).toBe(true);
});

test('all of Kazakhstan has been five hours ahead of UTC since March 2024', () => {
  const zones = [...new Set(places.filter(({ country }) => country === 'KZ').map(({ zone }) => zone))];
  expect(zones.toSorted()).toEqual(
    ['Almaty', 'Aqtau', 'Aqtobe', 'Atyrau', 'Oral', 'Qostanay', 'Qyzylorda'].map((city) => `Asia/${city}`),
  );
  const noon = new Date('2026-11-21T07:00:00Z');
  expect(zones.map((zone) => fieldsAt(noon, zone).hour)).toEqual(zones.map(() => 12));
});

test('every place is whole: names in each language, a zone, dates that are dates, and surroundings that exist', () => {
  for (const it of places) {
    expect(Object.values(it.names).every(Boolean)).toBe(true);
    expect(() => fieldsAt(new Date(0), it.zone)).not.toThrow();
    expect(Math.abs(it.lat) <= 90 && Math.abs(it.lon) <= 180).toBe(true);
    expect(
      [it, ...it.within].flatMap((span) => [span.from, span.until]).filter((date) => date && whyNotEdtf(date)),
    ).toEqual([]);
    expect(it.within.filter(({ region }) => !placeOf(region))).toEqual([]);
  }
  expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
});

test('a place of Kazakhstan lies inside it', () => {
  const outside = places.filter(
    ({ country, lat, lon }) => country === 'KZ' && !(lat > 40 && lat < 56 && lon > 46 && lon < 88),
  );
  expect(outside).toEqual([]);
});

test.each([
  [
    'taldykorgan',
    [
      ['almaty-region', '1997', '2022-06-07'],
      ['zhetysu-region', '2022-06-08', null],
    ],
  ],
  [
    'ushtobe',
    [
      ['almaty-region', '1997', '2022-06-07'],
      ['zhetysu-region', '2022-06-08', null],
    ],
  ],
  ['konaev', [['almaty-region', null, null]]],
  ['abai-region', [['east-kazakhstan-region', '1997', '2022-06-07']]],
  ['almaty', []],
  ['kz', []],
])('%s has lain in %j', (id, expected) => {
  expect(regionsOverTime(place(id)).map(({ region, from, until }) => [region.id, from, until])).toEqual(expected);
});

test('a place is told apart by the region where it lies now', () => {
  expect(['taldykorgan', 'almaty', 'ushtobe'].map((id) => placeNow(place(id), 'en'))).toEqual([
    'Taldykorgan, Zhetysu region',
    'Almaty',
    'Ushtobe, Zhetysu region',
  ]);
});
