import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, countedFrom, type Entry, leastOf } from './figure.ts';
import { comparators } from './status.ts';

const entry = fc.record({
  id: fc.uuid(),
  side: fc.constantFrom('home', 'away'),
  cell: fc.constantFrom('a', 'b'),
  amount: fc.bigInt(1n, 6n),
  comparator: fc.constantFrom(...comparators),
}) as fc.Arbitrary<Entry>;
const entries = fc.array(entry, { maxLength: 8 });
const of = (side: string, amount: bigint, over: Partial<Entry> = {}): Entry => ({
  id: `${side}-${amount}`,
  side,
  cell: 'a',
  amount,
  comparator: 'eq',
  ...over,
});

test('one side’s reports are added up; of people the largest is the least that is true', () => {
  const reports = [of('home', 37n), of('home', 5n)];
  expect(countedFrom(reports, false)).toEqual({ amount: 42n, comparator: 'eq', proven: 42n, differences: 0 });
  expect(countedFrom(reports, true)).toEqual({ amount: 37n, comparator: 'ge', proven: 37n, differences: 0 });
});

test('where sides differ, no more counts than both prove; where they say the same, it counts once', () => {
  expect(countedFrom([of('home', 37n), of('away', 40n)], false)).toEqual({
    amount: 37n,
    comparator: 'ge',
    proven: 37n,
    differences: 1,
  });
  expect(countedFrom([of('home', 37n), of('away', 37n)], false)).toMatchObject({
    amount: 37n,
    comparator: 'eq',
    differences: 0,
  });
  const [cell] = cellsOf([of('home', 30n, { comparator: 'gt' }), of('away', 40n)], false);
  expect(cell).toMatchObject({ isDifferent: true, counted: { amount: 30n, comparator: 'gt' } });
});

test('no order of entries changes what they come to', () => {
  fc.assert(
    fc.property(entries, fc.boolean(), (given, isDistinct) => {
      const [forth, back] = [countedFrom(given, isDistinct), countedFrom(given.toReversed(), isDistinct)];
      return forth.amount === back.amount && forth.comparator === back.comparator && forth.proven === back.proven;
    }),
  );
});

test('a side that enters more never makes another side’s figure count for more than that side proves', () => {
  fc.assert(
    fc.property(entries, fc.boolean(), (given, isDistinct) =>
      cellsOf(given, isDistinct).every(({ sides, cell }) =>
        sides.every(({ side }) => {
          const alone = given.filter((each) => each.cell === cell && each.side === side);
          const together = given.filter((each) => each.cell === cell);
          return countedFrom(together, isDistinct).proven <= countedFrom(alone, isDistinct).proven;
        }),
      ),
    ),
  );
});

test('what a report proves: more than ten is eleven, up to ten is one', () => {
  expect(leastOf({ amount: 10n, comparator: 'gt' })).toBe(11n);
  expect(leastOf({ amount: 10n, comparator: 'le' })).toBe(1n);
  expect(leastOf({ amount: 10n, comparator: 'approx' })).toBe(10n);
});
