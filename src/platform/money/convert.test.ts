import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carry, type Converted, convert, halfEven, oldestInDays, type Rate } from './convert.ts';
import { type Currency, digitsOf } from './currencies.ts';
import { formatDecimal, type Money, parseMoney } from './money.ts';

const on = '2026-11-20';
const rate = (base: Currency, quote: Currency, value: string, further: Partial<Rate> = {}): Rate => ({
  base,
  quote,
  rate: value,
  day: on,
  source: 'A bank',
  isDemo: false,
  ...further,
});
const asked = (amount: string, from: Currency, to: Currency) => ({ money: parseMoney(amount, from), to, on });
const shown = (found: ReturnType<typeof convert>) =>
  'refused' in found ? found.refused : [formatDecimal(found.amount), found.path, found.day];

test('a rate is used as it stands, turned round, or two of them through a third currency; the result says which', () => {
  const rates = [rate('USD', 'KZT', '449.5'), rate('KRW', 'KZT', '0.3125')];
  expect(shown(convert(rates, asked('100', 'USD', 'KZT')))).toEqual(['44950.00', 'direct', on]);
  expect(shown(convert(rates, asked('44950', 'KZT', 'USD')))).toEqual(['100.00', 'inverse', on]);
  expect(shown(convert(rates, asked('100', 'USD', 'KRW')))).toEqual(['143840', 'cross', on]);
  expect(shown(convert(rates, asked('7', 'JPY', 'JPY')))).toEqual(['7', 'same', null]);
});

test('the rate of the day is used, or the last before it with its date; one that is too old is none', () => {
  const rates = [
    rate('USD', 'KZT', '400', { day: '2026-11-15' }),
    rate('USD', 'KZT', '410', { day: '2026-11-18' }),
    rate('USD', 'KZT', '999', { day: '2026-11-21' }),
  ];
  expect(shown(convert(rates, asked('1', 'USD', 'KZT')))).toEqual(['410.00', 'direct', '2026-11-18']);
  expect(shown(convert(rates, { ...asked('1', 'USD', 'KZT'), on: '2026-11-17' }))).toEqual([
    '400.00',
    'direct',
    '2026-11-15',
  ]);
  expect(shown(convert(rates, { ...asked('1', 'USD', 'KZT'), on: '2026-11-14' }))).toBe('no-rate');
  const old = rate('USD', 'KZT', '400', { day: '2026-11-09' });
  expect(oldestInDays).toBe(10);
  expect(shown(convert([old], asked('1', 'USD', 'KZT')))).toBe('rate-too-old');
  expect(shown(convert([{ ...old, day: '2026-11-10' }], asked('1', 'USD', 'KZT')))).toEqual([
    '400.00',
    'direct',
    '2026-11-10',
  ]);
});

test('a cross rate is of its earlier day, and gives way to a rate between the two currencies themselves', () => {
  const legs = [rate('USD', 'KZT', '450', { day: '2026-11-18' }), rate('EUR', 'KZT', '495')];
  expect(shown(convert(legs, asked('10', 'EUR', 'USD')))).toEqual(['11.00', 'cross', '2026-11-18']);
  const own = rate('EUR', 'USD', '1.2', { day: '2026-11-15' });
  expect(shown(convert([...legs, own], asked('10', 'EUR', 'USD')))).toEqual(['12.00', 'direct', '2026-11-15']);
});

test('a second source of the same day stands beside, and can be asked for', () => {
  const rates = [rate('USD', 'KZT', '450'), rate('USD', 'KZT', '451', { source: 'B bank' })];
  const found = convert(rates, asked('1', 'USD', 'KZT')) as Converted;
  expect([found.steps[0]?.source, found.others.map(({ source }) => source)]).toEqual(['A bank', ['B bank']]);
  expect(shown(convert(rates, { ...asked('1', 'USD', 'KZT'), source: 'B bank' }))).toEqual(['451.00', 'direct', on]);
});

test.each([
  ['2.5', 2n],
  ['3.5', 4n],
  ['-2.5', -2n],
  ['-3.5', -4n],
  ['2.51', 3n],
  ['2.49', 2n],
])('%s is rounded to %s', (text, whole) => {
  const [digits = '', fraction = ''] = text.split('.');
  expect(halfEven({ over: BigInt(digits + fraction), under: 10n ** BigInt(fraction.length) })).toBe(whole);
});

test('no number loses digits, however long', () => {
  const found = convert([rate('UZS', 'KZT', '0.04132197356')], asked('999999999999999999999999.99', 'UZS', 'KZT'));
  expect(shown(found)).toEqual(['41321973560000000000000.00', 'direct', on]);
});

const used = ['KZT', 'KGS', 'UZS', 'KRW', 'JPY', 'ILS', 'USD', 'EUR', 'RUB'] as const;
const currency = fc.constantFrom(...used);
const pairOfTwo = fc.tuple(currency, currency).filter(([one, other]) => one !== other);
const decimal = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, point]) => {
    const all = String(digits).padStart(point + 1, '0');
    return point === 0 ? all : `${all.slice(0, -point)}.${all.slice(-point)}`;
  });
const minor = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const step = fc
  .record({ pair: pairOfTwo, value: decimal, isInverse: fc.boolean() })
  .map(({ pair, value, isInverse }) => ({
    ...rate(pair[0], pair[1], value),
    isInverse,
  }));

test('converted and back, an amount is what it was within half a minor unit of each currency', () => {
  fc.assert(
    fc.property(step, minor, (along, amount) => {
      const [from, to]: [Currency, Currency] = along.isInverse ? [along.quote, along.base] : [along.base, along.quote];
      const there = carry({ minor: amount, currency: from }, to, [along]);
      const back = carry(there, from, [{ ...along, isInverse: !along.isInverse }]);
      const missed = back.minor > amount ? back.minor - amount : amount - back.minor;
      // Half a minor unit of the other currency, as it comes back, and half a unit of one's own.
      const halfAway = carry({ minor: 10n ** 9n, currency: to }, from, [
        { ...along, isInverse: !along.isInverse },
      ]).minor;
      expect(missed * 2n * 10n ** 9n).toBeLessThanOrEqual(halfAway + 10n ** 9n + 1n);
    }),
  );
});

test('where the other currency counts finer, an amount comes back exactly', () => {
  fc.assert(
    fc.property(step, minor, (along, amount) => {
      const [from, to]: [Currency, Currency] = along.isInverse ? [along.quote, along.base] : [along.base, along.quote];
      const unit = carry({ minor: 10n ** 9n, currency: from }, to, [along]).minor;
      fc.pre(unit > 10n ** 9n);
      const there = carry({ minor: amount, currency: from }, to, [along]);
      expect(carry(there, from, [{ ...along, isInverse: !along.isInverse }]).minor).toBe(amount);
    }),
  );
});

const book = fc.array(
  fc
    .record({
      pair: pairOfTwo,
      value: decimal,
      age: fc.integer({ min: -3, max: 15 }),
      source: fc.constantFrom('A', 'B'),
    })
    .map(({ pair, value, age, source }) =>
      rate(pair[0], pair[1], value, { source, day: `2026-11-${String(20 - age).padStart(2, '0')}` }),
    ),
  { maxLength: 25 },
);

test('the result does not depend on the order in which rates are known, and never on a rate of a later day', () => {
  fc.assert(
    fc.property(book, pairOfTwo, minor, (rates, [from, to], amount) => {
      const money: Money = { minor: amount, currency: from };
      const found = convert(rates, { money, to, on });
      const unique = new Map(rates.map((each) => [`${each.base}${each.quote}${each.day}${each.source}`, each]));
      fc.pre(unique.size === rates.length);
      expect(convert(rates.toReversed(), { money, to, on })).toEqual(found);
      expect(
        convert(
          rates.filter(({ day }) => day <= on),
          { money, to, on },
        ),
      ).toEqual(found);
    }),
  );
});

test('what is shown leads to what came out: the steps, followed by hand, give the amount', () => {
  fc.assert(
    fc.property(book, pairOfTwo, minor, (rates, [from, to], amount) => {
      const found = convert(rates, { money: { minor: amount, currency: from }, to, on });
      const isRefused = 'refused' in found;
      expect(isRefused || found.steps.length).toBe(isRefused || (found.path === 'cross' ? 2 : 1));
      const steps = isRefused ? [] : found.steps;
      const ends = steps.map(({ base, quote, isInverse }) => (isInverse ? [quote, base] : [base, quote]));
      expect(isRefused || [ends[0]?.[0], ends.at(-1)?.[1]]).toEqual(isRefused || [from, to]);
      expect(isRefused || found.amount).toEqual(isRefused || carry({ minor: amount, currency: from }, to, steps));
      expect(isRefused || digitsOf(found.amount.currency)).toBe(isRefused || digitsOf(to));
    }),
  );
});
