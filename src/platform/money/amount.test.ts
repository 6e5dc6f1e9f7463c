import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencies } from './currencies.ts';
import { amountOf, wholeOf } from './amount.ts';

test.each([
  ['1087000000', 'JPY', 1_087_000_000n],
  ['7000000.50', 'USD', 700_000_050n],
  ['2700', null, 2700n],
])('%s %s is kept as %s', (amount, currency, whole) => {
  expect(wholeOf({ amount, currency }, currency)).toEqual({ whole });
});

test.each([
  ['1.5', 'JPY', 'JPY', 'amount-invalid'],
  ['1.234', 'USD', 'USD', 'amount-invalid'],
  ['5', 'XXX', 'XXX', 'amount-invalid'],
  ['0', null, null, 'amount-invalid'],
  ['5', 'USD', 'JPY', 'unit-mismatch'],
  ['5', null, 'JPY', 'unit-mismatch'],
  ['92233720368547758.08', 'USD', 'USD', 'amount-too-large'],
])('%s %s for a commitment in %s is refused: %s', (amount, currency, expected, refused) => {
  expect(wholeOf({ amount, currency }, expected)).toEqual({ refused });
});

test('what the ledger writes it reads back', () => {
  const currency = fc.option(fc.constantFrom(...currencies));
  fc.assert(
    fc.property(fc.bigInt(1n, 9_223_372_036_854_775_807n), currency, (whole, unit) => {
      expect(wholeOf(amountOf(whole, unit), unit)).toEqual({ whole });
    }),
  );
});
