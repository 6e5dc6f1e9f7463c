import { expect, test } from 'vitest';
import { decisionsFor, whyNotDecided } from './request.ts';
import { whyNotRecordSet } from './record.ts';
import { periodKeyOf } from './cell.ts';
import { dueOn } from './commitment.ts';

const asked = { state: 'waiting', requestedBy: 'aigul', organisation: 'ministry' };
const decider = { person: 'bolat', organisation: 'ministry', mayPublish: true };

test.each([
  ['another person who may publish', {}, ['approve', 'refuse']],
  ['who asked', { person: 'aigul' }, ['take_back']],
  ['another who may not publish', { mayPublish: false }, []],
  ['somebody of another organisation', { organisation: 'clinic' }, []],
])('what accuses is decided by %s: %j', (_who, over, expected) => {
  expect(decisionsFor(asked, { ...decider, ...over })).toEqual(expected);
});

test('a decision that is not this person’s says why', () => {
  expect(whyNotDecided(asked, decider, 'approve')).toBeNull();
  expect(whyNotDecided(asked, { ...decider, person: 'aigul' }, 'approve')).toBe('same-person');
  expect(whyNotDecided(asked, decider, 'take_back')).toBe('same-person');
  expect(whyNotDecided(asked, { ...decider, mayPublish: false }, 'refuse')).toBe('may-not-publish');
  expect(whyNotDecided({ ...asked, state: 'approved' }, decider, 'refuse')).toBe('answered-before');
});

test.each([
  'missions:2026-taldykorgan:people_seen',
  'consultations:018f2f5e-1111-7000-8000-123456789012:2026',
  'training:course.12',
])('%s names a set of records', (key) => {
  expect(whyNotRecordSet(key)).toBeNull();
});

test.each([
  'missions:patient:17',
  'missions:840101300123',
  'encounter:1',
  'aigul@example.org',
  'missions',
  'missions:+77011234567',
  'x'.repeat(700),
])('%s does not, and is refused', (key) => {
  expect(whyNotRecordSet(key)).toBe('record-not-aggregate');
});

test.each([
  ['2019', '2019-01-01/2019-12-31'],
  ['2019-01/2019-12', '2019-01-01/2019-12-31'],
  ['../2024', '../2024-12-31'],
  ['XXXX-04-10', 'XXXX-04-10'],
  [null, null],
])('the period %s is the days %s', (period, key) => {
  expect(periodKeyOf(period)).toBe(key);
});

test.each([
  ['2024-01-31', 'P1M', '2024-02-29'],
  ['2026-11-01', 'P6M', '2027-05-01'],
  ['2024-02-29', 'P1Y', '2025-02-28'],
  ['2026-12-30', 'P1W', '2027-01-06'],
  ['2026-12-30', 'P10D', '2027-01-09'],
])('met on %s and due %s later is due on %s', (day, after, due) => {
  expect(dueOn(day, after)).toBe(due);
});
