import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, perOne, positionOf, readCurrency, readDay, readRate, type Sort, sorts } from './rate.ts';

test.each([
  ['34.21', '100', '0.3421'],
  ['449.5', '1', '449.5'],
  ['3', '1000', '0.003'],
  ['1500', '10', '150'],
  ['12.5', '1000000', '0.0000125'],
])('%s for %s units is %s for one', (rate, units, one) => expect(perOne(rate, units)).toBe(one));

test.each(['0', '3', '20', '-10', '', '10000000'])('for %s units there is no exact rate of one', (units) =>
  expect(perOne('1', units)).toBeNull(),
);

test('moving the point loses nothing', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }), (whole, zeros) => {
      const one = perOne(String(whole), `1${'0'.repeat(zeros)}`) ?? '';
      const [before = '', after = ''] = one.split('.');
      expect(BigInt(before + after.padEnd(zeros, '0'))).toBe(whole);
    }),
  );
});

test('a currency is one that exists, a rate is above zero, its day is not far ahead', () => {
  expect(['usd', 'XXX', 'теңге'].map(readCurrency)).toEqual([
    { value: 'USD' },
    { cause: 'currency-unknown' },
    { cause: 'currency-unknown' },
  ]);
  expect(['0', '-1', '0.001'].map(readRate)).toEqual([
    { cause: 'not-positive' },
    { cause: 'not-positive' },
    { value: '0.001' },
  ]);
  expect(['2026-11-22', '2026-11-23'].map(readDay('2026-11-21'))).toEqual([
    { value: '2026-11-22' },
    { cause: 'day-in-future' },
  ]);
});

const last = { base: 'USD', quote: 'KZT', day: '2026-11-20', id: '01234567-89ab-cdef-0123-456789abcdef' };

test('a cursor leads on in its own order, and in no other', () => {
  for (const sort of sorts) expect(positionOf(sort, cursorOf(sort, last))).toEqual(last);
  expect(positionOf('day', cursorOf('-day', last))).toBeNull();
});

test.each(['', 'x', '…', btoa('["day","USD"]'), btoa(`["day","USD","KZT","2026-11-20","'; drop table rate"]`)])(
  'a cursor that was not made here leads nowhere: %s',
  (cursor) => expect(positionOf('day' satisfies Sort, cursor)).toBeNull(),
);
