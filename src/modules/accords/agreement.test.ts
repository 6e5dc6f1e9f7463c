import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOf, canBothBeTrue, type Statement } from './agreement.ts';
import { comparators } from './status.ts';

const usd = (whole: bigint, comparator: Statement['comparator']): Statement => ({ whole, comparator, unit: 'USD' });
const jpy: Statement = { whole: 9n, comparator: 'eq', unit: 'JPY' };
const statement = fc.record({
  whole: fc.bigInt(1n, 6n),
  comparator: fc.constantFrom(...comparators),
  unit: fc.constantFrom('USD', null),
}) as fc.Arbitrary<Statement>;

test.each([
  ['more than 7', usd(7n, 'gt'), '7', usd(7n, 'eq'), false],
  ['at least 7', usd(7n, 'ge'), '7', usd(7n, 'eq'), true],
  ['up to 7', usd(7n, 'le'), 'more than 7', usd(7n, 'gt'), false],
  ['less than 7', usd(7n, 'lt'), '6', usd(6n, 'eq'), true],
  ['about 7', usd(7n, 'approx'), 'more than 7', usd(7n, 'gt'), true],
  ['about 7', usd(7n, 'approx'), '8', usd(8n, 'eq'), false],
  ['7 dollars', usd(7n, 'eq'), '9 yen', jpy, true],
])('%s and %s: whether both can be true', (_one, one, _other, other, expected) => {
  expect(canBothBeTrue(one, other)).toBe(expected);
});

test('whether two statements can both be true does not depend on which is asked first', () => {
  fc.assert(fc.property(statement, statement, (one, other) => canBothBeTrue(one, other) === canBothBeTrue(other, one)));
});

test('exact numbers settle it: what a number makes true of two statements, both can say', () => {
  const holds = ({ whole, comparator }: Statement, truth: bigint) =>
    ({
      eq: truth === whole,
      gt: truth > whole,
      ge: truth >= whole,
      lt: truth < whole,
      le: truth <= whole,
      approx: truth === whole,
    })[comparator];
  fc.assert(
    fc.property(statement, statement, fc.bigInt(-1n, 9n), (one, other, truth) => {
      fc.pre(one.unit === other.unit && holds(one, truth) && holds(other, truth));
      return canBothBeTrue(one, other);
    }),
  );
});

test('a figure is stated, confirmed by both sides, or disputed by a claim or by a side', () => {
  const figure = usd(7n, 'gt');
  const calm = { figure, claims: [usd(7n, 'gt'), null], isDisputed: false, isConfirmed: false };
  expect(agreementOf(calm)).toEqual({ state: 'stated', agrees: [true, null] });
  expect(agreementOf({ ...calm, isConfirmed: true }).state).toBe('confirmed');
  expect(agreementOf({ ...calm, isConfirmed: true, isDisputed: true }).state).toBe('disputed');
  const differing = { ...calm, figure: null, claims: [usd(7n, 'gt'), usd(7n, 'eq'), usd(9n, 'gt')] };
  expect(agreementOf(differing)).toEqual({ state: 'disputed', agrees: [false, false, false] });
});

test('the order of claims changes which are marked in no way', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), (claims) => {
      const asked = { figure: null, isDisputed: false, isConfirmed: true };
      const forth = agreementOf({ ...asked, claims });
      const back = agreementOf({ ...asked, claims: claims.toReversed() });
      return forth.state === back.state && forth.agrees.join() === back.agrees.toReversed().join();
    }),
  );
});
