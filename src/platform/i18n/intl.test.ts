import { expect, test } from 'vitest';
import { formatDecimal, parseMoney } from '../money/money.ts';
import { dateStyles } from './dateStyles.ts';
import { formatsFor } from './formats.ts';
import { type Locale, locales, localeTable } from './locales.ts';

/** Where our text is not that of this Node's Intl, which has the full data. */
const differences = <Value>(
  values: readonly Value[],
  ours: (value: Value) => string,
  theirs: (value: Value) => string,
) => values.map((value) => [ours(value), theirs(value)]).filter(([our, their]) => our !== their);

const zones = ['Asia/Almaty', 'Asia/Tokyo', 'America/New_York', 'UTC'] as const;
const instants = Array.from(
  { length: 400 },
  (_, index) => new Date(Date.UTC(1991, 11, 16) + index * 31.37 * 86_400_000),
);
const numbers = [
  ...Array.from({ length: 1200 }, (_, count) => count),
  ...Array.from({ length: 300 }, (_, index) => (index - 150) * 98_765.4321),
  1234.5,
  0.0005,
  0.00049,
  -0.5,
  999.9995,
  1e15,
  2 ** 53,
];

const cases = locales.map((locale) => [locale, localeTable[locale].intl] as [Locale, string]);

test.each(cases)('dates in %s read as Intl writes them', (locale, intl) => {
  const { moment, edtf } = formatsFor(locale);
  for (const style of ['short', 'medium', 'long', 'full', 'time', 'mediumTime', 'longTime'] as const) {
    for (const timeZone of zones) {
      const format = new Intl.DateTimeFormat(intl, { timeZone, ...dateStyles[locale][style] });
      expect(
        differences(
          instants,
          (at) => moment(at, timeZone, style),
          (at) => format.format(at),
        ),
      ).toEqual([]);
    }
  }
  for (const style of ['short', 'medium', 'long', 'full'] as const) {
    const format = new Intl.DateTimeFormat(intl, { timeZone: 'UTC', ...dateStyles[locale][style] });
    expect(
      differences(
        instants,
        (at) => edtf(at.toISOString().slice(0, 10), style),
        (at) => format.format(at),
      ),
    ).toEqual([]);
  }
  const month = new Intl.DateTimeFormat(intl, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  expect(
    differences(
      instants,
      (at) => edtf(at.toISOString().slice(0, 7)),
      (at) => month.format(at),
    ),
  ).toEqual([]);
});

test.each(cases)('numbers, shares and bigints in %s read as Intl writes them', (locale, intl) => {
  const { number, percent } = formatsFor(locale);
  for (const digits of [0, 1, 3]) {
    const format = new Intl.NumberFormat(intl, { maximumFractionDigits: digits });
    expect(
      differences(
        numbers,
        (it) => number(it, digits),
        (it) => format.format(it),
      ),
    ).toEqual([]);
  }
  const whole = new Intl.NumberFormat(intl);
  expect(
    differences(
      [0n, 999n, 1000n, -12_345n, 10n ** 28n],
      (it) => number(it),
      (it) => whole.format(it),
    ),
  ).toEqual([]);
  const share = new Intl.NumberFormat(intl, { style: 'percent' });
  expect(
    differences(
      [0, 0.005, 0.12, 0.999, 1, 12.34, -0.4],
      (it) => percent(it),
      (it) => share.format(it),
    ),
  ).toEqual([]);
});

test.each(cases)('money in %s reads as Intl writes it with the code', (locale, intl) => {
  const { money } = formatsFor(locale);
  for (const currency of ['KZT', 'USD', 'JPY', 'KWD'] as const) {
    const options = {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      trailingZeroDisplay: 'stripIfInteger',
    } as const;
    const format = new Intl.NumberFormat(intl, options);
    const amounts = [
      '0',
      '1',
      '1087000000',
      '-7000000',
      ...(currency === 'JPY' ? [] : ['0.05', '-1234.5', '98765432.10']),
    ];
    const sums = amounts.map((amount) => parseMoney(amount, currency));
    expect(differences(sums, money, (it) => format.format(formatDecimal(it) as Intl.StringNumericLiteral))).toEqual([]);
  }
});

test.each(cases)('days from today and lists in %s read as Intl writes them', (locale, intl) => {
  const { relativeDays, list } = formatsFor(locale);
  const relative = new Intl.RelativeTimeFormat(intl, { numeric: 'auto' });
  const days = Array.from({ length: 2600 }, (_, index) => index - 1300);
  expect(differences(days, relativeDays, (it) => relative.format(it, 'day'))).toEqual([]);
  const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd', 'e']];
  expect(
    differences(
      lists,
      (it) => list(it),
      (it) => new Intl.ListFormat(intl).format(it),
    ),
  ).toEqual([]);
  expect(
    differences(
      lists,
      (it) => list(it, 'or'),
      (it) => new Intl.ListFormat(intl, { type: 'disjunction' }).format(it),
    ),
  ).toEqual([]);
});
