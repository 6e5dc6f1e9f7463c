import { code } from 'currency-codes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refused } from '../refused.ts';
import { currencies, digitsOf, isCurrency } from './currencies.ts';
import { add, compare, formatDecimal, type Money, parseMoney, whyNotMoney } from './money.ts';

test('every currency has the digits that ISO 4217 gives it', () => {
  expect(currencies.map((it) => [it, digitsOf(it)])).toEqual(currencies.map((it) => [it, code(it)?.digits]));
});

test('yen have no minor unit, tenge have a hundred', () => {
  expect(parseMoney('1087000000', 'JPY')).toEqual({ minor: 1_087_000_000n, currency: 'JPY' });
  expect(parseMoney('12.5', 'KZT')).toEqual({ minor: 1250n, currency: 'KZT' });
  expect(parseMoney('-0.05', 'USD')).toEqual({ minor: -5n, currency: 'USD' });
});

test.each([
  ['10.5', 'JPY', 'finer-than-the-currency'],
  ['10.0', 'JPY', 'finer-than-the-currency'],
  ['1.005', 'USD', 'finer-than-the-currency'],
  ['NaN', 'USD', 'not-a-number'],
  ['Infinity', 'USD', 'not-a-number'],
  ['1e9', 'USD', 'not-a-number'],
  ['0x10', 'USD', 'not-a-number'],
  ['1 000', 'USD', 'not-a-number'],
  ['1,5', 'USD', 'not-a-number'],
  ['+1', 'USD', 'not-a-number'],
  ['1.', 'USD', 'not-a-number'],
  ['.5', 'USD', 'not-a-number'],
  ['--1', 'USD', 'not-a-number'],
  ['', 'USD', 'not-a-number'],
  ['١٢', 'USD', 'not-a-number'],
  ['1'.repeat(31), 'JPY', 'too-long'],
  ['1', 'XXX', 'unknown-currency'],
  ['1', 'usd', 'unknown-currency'],
  ['1', 'toString', 'unknown-currency'],
])('%s %s is refused as %s', (amount, currency, reason) => {
  expect(whyNotMoney(amount, currency)).toBe(reason);
});

test('thirty digits are still exact', () => {
  const most = '9'.repeat(30);
  expect(formatDecimal(parseMoney(most, 'JPY'))).toBe(most);
});

const currency = fc.constantFrom(...currencies);
const money = fc.record({ minor: fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n }), currency });
const pair = fc
  .tuple(money, fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n }))
  .map(([first, minor]): [Money, Money] => [first, { ...first, minor }]);

test('an amount written and read again is the same amount', () => {
  fc.assert(
    fc.property(money, (amount) => {
      expect(parseMoney(formatDecimal(amount), amount.currency)).toEqual(amount);
    }),
  );
});

test('sums do not depend on order, and a sum less one part is the other', () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(add(a, b)).toEqual(add(b, a));
      expect(add(add(a, b), { ...b, minor: -b.minor })).toEqual(a);
    }),
  );
});

test('amounts are ordered as their minor units are', () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
      expect(compare(a, b) < 0).toBe(a.minor < b.minor);
      expect(compare(a, a)).toBe(0);
    }),
  );
});

test('amounts of two currencies are neither added nor compared', () => {
  const [yen, dollars] = [parseMoney('1', 'JPY'), parseMoney('1', 'USD')];
  expect(() => add(yen, dollars)).toThrow(Refused);
  expect(() => compare(yen, dollars)).toThrow('other-currency');
});

test('only a currency of the table is a currency', () => {
  expect(['KZT', 'XXX', 'constructor'].map(isCurrency)).toEqual([true, false, false]);
});
