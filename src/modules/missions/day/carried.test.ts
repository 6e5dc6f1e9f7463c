import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Device } from '../../../../test/missionDay.ts';
import { isOperation } from './carried.ts';
import { seen, type Writer, written } from './clock.ts';
import { type Envelope, happenedAt } from './operation.ts';

const device = new Device(1);
const good = { ...device.say({ kind: 'visit.arrived', visit: device.fresh() }) };

test('an operation is taken, also one of a newer application that says what nobody here knows', () => {
  expect(isOperation(good)).toBe(true);
  expect(isOperation({ ...good, version: 7, body: { kind: 'visit.sang', visit: null, song: ['kui', 1] } })).toBe(true);
});

test.each([
  ['no id', { id: '' }],
  ['an id in capitals', { id: good.id.toUpperCase() }],
  ['a sequence of nought', { sequence: 0 }],
  ['a sequence that is no whole number', { sequence: 1.5 }],
  ['a sequence that no database holds', { sequence: 2 ** 31 }],
  ['a count beyond every device', { lamport: 2 ** 40 + 1 }],
  ['a moment that no calendar has', { at: 9e15 }],
  ['an offset that is a word', { offset: 'late' }],
  ['a name that is empty', { by: '' }],
  ['a name with half a sign', { by: '\uD800' }],
  ['a name with a nought', { by: 'a\0b' }],
  ['a name that is too long', { by: 'a'.repeat(201) }],
  ['no version', { version: undefined }],
  ['a kind that is no word', { body: { kind: 'Visit Arrived', visit: null } }],
  ['a kind that is too long', { body: { kind: 'a'.repeat(61), visit: null } }],
  ['a visit that is no id', { body: { kind: 'visit.arrived', visit: 'x' } }],
  ['a body without a visit', { body: { kind: 'visit.arrived' } }],
  ['a body that is a list', { body: [] }],
  ['something more around it', { admin: true }],
])('with %s it is refused', (_what, wrong) => {
  expect(isOperation({ ...good, ...wrong })).toBe(false);
});

test('with any part missing it is refused', () => {
  for (const part of Object.keys(good)) {
    const rest: Record<string, unknown> = { ...good };
    delete rest[part];
    expect([part, isOperation(rest)]).toEqual([part, false]);
  }
});

test('whatever comes is looked at without a fault', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), fc.constantFrom(...Object.keys(good)), (value, part) => {
      expect(isOperation(value)).toBe(false);
      expect(typeof isOperation({ ...good, [part]: value })).toBe('boolean');
    }),
  );
});

test('who has heard the highest count that there is writes on all the same, and each after the one before', () => {
  const heard: Envelope = { ...good, lamport: 2 ** 40 };
  let writer: Writer = seen({ ...good, sequence: 0, lamport: 1 }, [heard]);
  const counts = Array.from({ length: 5 }, (_, at) => {
    const next = written(seen(writer, [heard]), good.body, { id: good.id, at });
    ({ writer } = next);
    expect(isOperation(next.operation)).toBe(true);
    return next.operation.lamport;
  });
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  expect(new Set(counts).size).toBe(5);
});

test('a clock at either end of time says a moment that there is', () => {
  for (const at of [-8.64e15, 0, 8.64e15])
    for (const offset of [-8.64e15, null, 8.64e15])
      expect(new Date(happenedAt({ at, offset })).toISOString()).toMatch(/^\d{4}-/);
});
