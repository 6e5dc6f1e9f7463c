import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priorities, priorityRules } from './board.ts';
import { daysWaited, queued, type Waiting } from './queue.ts';

const on = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const waiting = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  priority: 'planned',
  waitingSince: on(1),
  dueAt: on(20),
  ...more,
});
const order = (cases: readonly Waiting[], rule: (typeof priorityRules)[number]) =>
  queued(cases, rule).map(({ id }) => id);

test('who is urgent comes first, then who has waited longest', () => {
  const cases = [
    waiting('late', { waitingSince: on(5) }),
    waiting('early', { waitingSince: on(2) }),
    waiting('urgent', { priority: 'urgent', waitingSince: on(9) }),
    waiting('soon', { priority: 'soon', waitingSince: on(1) }),
  ];
  expect(order(cases, 'urgency_waiting')).toEqual(['urgent', 'soon', 'early', 'late']);
});

test('by another stated rule it is the time limit that counts among the equally urgent, or waiting alone', () => {
  const cases = [
    waiting('a', { waitingSince: on(1), dueAt: on(30) }),
    waiting('b', { waitingSince: on(2), dueAt: on(10) }),
    waiting('c', { waitingSince: on(3), dueAt: on(20), priority: 'urgent' }),
  ];
  expect(order(cases, 'urgency_due')).toEqual(['c', 'b', 'a']);
  expect(order(cases, 'waiting')).toEqual(['a', 'b', 'c']);
});

test('each place says how many stand before it and how many of them because they are more urgent', () => {
  const cases = [
    waiting('a', { waitingSince: on(1) }),
    waiting('b', { waitingSince: on(2) }),
    waiting('c', { priority: 'urgent', waitingSince: on(9) }),
  ];
  const last = queued(cases, 'urgency_waiting').at(-1);
  expect(last).toMatchObject({ id: 'b', standing: { place: 3, moreUrgent: 1, earlier: 1 } });
});

test('the order is the same in whatever order the cases come, and nobody is lost', () => {
  const cases = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      priority: fc.constantFrom(...priorities),
      waitingSince: fc.integer({ min: 1, max: 5 }).map(on),
      dueAt: fc.integer({ min: 10, max: 14 }).map(on),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );
  fc.assert(
    fc.property(cases, fc.constantFrom(...priorityRules), (given, rule) => {
      const shown = order(given, rule);
      expect(order(given.toReversed(), rule)).toEqual(shown);
      expect(shown.toSorted()).toEqual(given.map(({ id }) => id).toSorted());
    }),
  );
});

test('days are whole, and never fewer than none', () => {
  expect(daysWaited(on(1), new Date(on(3).getTime() - 1))).toBe(1);
  expect(daysWaited(on(3), on(1))).toBe(0);
});
