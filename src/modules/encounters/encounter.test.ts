import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageGroupOf, ageGroups, arrivalOf, encounterStates, isIcd10, sexOf } from './encounter.ts';

test.each([
  ['2026', '0-17'],
  ['2009', '0-17'],
  ['2008', '18-39'],
  ['1987', '18-39'],
  ['1986', '40-64'],
  ['1962', '40-64'],
  ['1961', '65+'],
  ['1901', '65+'],
  ['1900', 'unknown'],
  ['2027', 'unknown'],
  ['86', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('somebody born in %s is of the group %s in May 2026', (year, group) => {
  expect(ageGroupOf(year, '2026-05-12')).toBe(group);
});

test('whatever is typed as a year of birth, there is a group for it', () => {
  fc.assert(fc.property(fc.string(), (year) => ageGroups.includes(ageGroupOf(year, '2026-05-12'))));
});

test('what is said of a sex is one of the three that are counted', () => {
  expect(['female', 'male', 'Female', '', undefined].map(sexOf)).toEqual([
    'female',
    'male',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test.each([
  ['M54.5', true],
  ['I10', true],
  ['S72.001A', true],
  ['C7A.1', true],
  ['M54.', false],
  ['m54.5', false],
  ['U07.1', true],
  ['54.5', false],
  ['M54.50000', false],
  ['', false],
])('%j is written like a code of ICD-10: %j', (code, is) => {
  expect(isIcd10(code)).toBe(is);
});

test('whatever stands and whatever arrives: what was closed is never opened, and what was withdrawn stays so', () => {
  const outcomes = encounterStates.flatMap((before) =>
    (['in_progress', 'finished'] as const).flatMap((after) =>
      ['same', 'other'].map((hash) => [
        before,
        after,
        hash,
        arrivalOf({ state: before, hash: 'same' }, { state: after, hash }),
      ]),
    ),
  );
  expect(outcomes).toEqual([
    ['in_progress', 'in_progress', 'same', 'known'],
    ['in_progress', 'in_progress', 'other', 'changed'],
    ['in_progress', 'finished', 'same', 'signed'],
    ['in_progress', 'finished', 'other', 'signed'],
    ['finished', 'in_progress', 'same', 'known'],
    ['finished', 'in_progress', 'other', 'amended'],
    ['finished', 'finished', 'same', 'known'],
    ['finished', 'finished', 'other', 'amended'],
    ['entered_in_error', 'in_progress', 'same', 'withdrawn'],
    ['entered_in_error', 'in_progress', 'other', 'withdrawn'],
    ['entered_in_error', 'finished', 'same', 'withdrawn'],
    ['entered_in_error', 'finished', 'other', 'withdrawn'],
  ]);
  expect(arrivalOf(null, { state: 'finished', hash: 'any' })).toBe('new');
});
