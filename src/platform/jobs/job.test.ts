import { expect, test } from 'vitest';
import { countOf, nameOfError } from './job.ts';
import { nextTurn } from './next.ts';

test('of an error its name and its code are kept, never its words', () => {
  const refused = Object.assign(new Error('duplicate key value (aigul@example.org)'), { code: '23505' });
  expect(nameOfError(refused)).toBe('Error.23505');
  expect(nameOfError(Object.assign(new Error('x'), { name: 'aigul@example.org' }))).toBe('Error');
  expect([nameOfError('a text'), nameOfError(null)]).toEqual(['Error', 'Error']);
});

test('a run counts what it says it did, and nothing where it says nothing', () => {
  expect([countOf(3), countOf(4n), countOf(['a', 'b']), countOf(undefined), countOf('3'), countOf(Number.NaN)]).toEqual(
    [3, 4, 2, null, null, null],
  );
});

test('the next turn is the one that the queue would take', () => {
  const after = new Date('2026-11-21T09:00:30Z');
  const next = (cron: string) => nextTurn(cron, after)?.toISOString() ?? null;
  expect(next('* * * * *')).toBe('2026-11-21T09:01:00.000Z');
  expect(next('*/10 * * * *')).toBe('2026-11-21T09:10:00.000Z');
  expect(next('50 20 * * *')).toBe('2026-11-21T20:50:00.000Z');
  expect(next('40 1 * * 0')).toBe('2026-11-22T01:40:00.000Z');
  expect(next('0 0 1 1 *')).toBe('2027-01-01T00:00:00.000Z');
});
