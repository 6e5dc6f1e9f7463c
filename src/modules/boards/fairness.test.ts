import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSafe } from '../../platform/smallNumbers.ts';
import { percentile, tableBy, type Waited, whole } from './fairness.ts';

const waited = (days: number, more: Partial<Waited> = {}): Waited => ({
  days,
  region: 'almaty',
  sex: 'female',
  age: '0-17',
  disease: 'proton_therapy',
  ...more,
});
const many = (count: number, more: Partial<Waited> = {}): Waited[] =>
  Array.from({ length: count }, (_, at) => waited(at + 1, more));

test('the median and the ninetieth of a hundred are days that somebody waited', () => {
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  expect(whole(many(10))).toEqual({ cases: { is: 'number', value: 10 }, median: 5, ninetieth: 9 });
});

test('of fewer than five nothing is said of how long they waited', () => {
  expect(whole(many(4))).toEqual({ cases: { is: 'few' }, median: null, ninetieth: null });
  expect(whole([])).toEqual({ cases: { is: 'number', value: 0 }, median: null, ninetieth: null });
});

test('of fewer than ten the ninetieth of a hundred, which would be one person’s waiting, is not said', () => {
  expect(whole(many(9))).toEqual({ cases: { is: 'number', value: 9 }, median: 5, ninetieth: null });
});

test('a small group is not worked out from the total: another group is hidden with it', () => {
  const all = [...many(12), ...many(20, { sex: 'male' }), ...many(1, { sex: 'unknown' })];
  const rows = tableBy(all, 'sex');
  expect(rows.map(({ key, cases }) => [key, cases.is])).toEqual([
    ['female', 'hidden'],
    ['male', 'number'],
    ['unknown', 'few'],
  ]);
  expect(rows[0]).toMatchObject({ median: null, ninetieth: null });
});

test('whatever the groups, no number below five is said, and none is left that the total gives away', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, (counts) => {
      const all = counts.flatMap((count, at) => many(count, { region: `r${at}` }));
      const rows = tableBy(all, 'region');
      const numbers = rows.flatMap(({ cases }) => (cases.is === 'number' ? [cases.value] : []));
      const unsaid = rows.filter(({ cases }) => cases.is !== 'number');
      expect(numbers.every((value) => value >= 5)).toBe(true);
      expect(unsaid.every(({ median, ninetieth }) => median === null && ninetieth === null)).toBe(true);
      const few = rows.filter(({ cases }) => cases.is === 'few').length;
      const rest = all.length - numbers.reduce((sum, value) => sum + value, 0);
      expect(isSafe(rest, few, unsaid.length - few)).toBe(true);
    }),
  );
});
