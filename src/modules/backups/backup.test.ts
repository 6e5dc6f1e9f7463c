import { expect, test } from 'vitest';
import { alarmsOf } from './backup.ts';

const at = new Date('2026-11-22T06:00:00Z');
const ago = (hours: number): Date => new Date(at.getTime() - hours * 3_600_000);
const well = {
  place: '/backups',
  isEmbedded: true,
  reachedAt: ago(0.02),
  problem: null,
  lastGoodAt: ago(9),
  lastDrill: { at: ago(50), isDone: true },
};

test('there is no alarm when the last backup is of this night, the log is near and the drill was good', () => {
  expect(alarmsOf(well, at)).toEqual([]);
});

test.each([
  ['no folder is set', { place: null }, ['not_set']],
  ['there never was a backup', { lastGoodAt: null, lastDrill: null }, ['none']],
  ['the last good backup is older than a day', { lastGoodAt: ago(25.1) }, ['old']],
  ['the log is more than five minutes behind', { reachedAt: ago(0.1) }, ['behind']],
  ['nobody knows how far the log reaches', { reachedAt: null }, ['behind']],
  ['the folder cannot be used', { problem: 'target-away' }, ['problem']],
  ['a part of the log was thrown away', { problem: 'gap' }, ['gap']],
  ['the last drill failed', { lastDrill: { at: ago(1), isDone: false } }, ['drill_failed']],
  ['the last drill is older than eight days', { lastDrill: { at: ago(193), isDone: true } }, ['drill_old']],
  ['there never was a drill', { lastDrill: null }, ['drill_old']],
  [
    'everything is wrong',
    { lastGoodAt: ago(30), problem: 'disk-full', reachedAt: ago(1) },
    ['old', 'problem', 'behind'],
  ],
] as const)('an alarm says that %s', (_what, change, expected) => {
  expect(alarmsOf({ ...well, ...change }, at)).toEqual(expected);
});

test('an external server has no log of ours to be behind', () => {
  expect(alarmsOf({ ...well, isEmbedded: false, reachedAt: null }, at)).toEqual([]);
});
