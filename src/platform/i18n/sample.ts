import { parseMoney } from '../money/money.ts';
import type { DateStyle } from './dateStyles.ts';
import { formatsFor } from './formats.ts';
import { locales } from './locales.ts';

const moments = ['2020-12-22T19:30:00Z', '2024-02-29T18:59:00Z', '2024-03-01T00:00:00Z', '2026-11-21T20:07:00Z'];
const zones = ['Asia/Almaty', 'Asia/Tokyo', 'Asia/Jerusalem'];
const styles: DateStyle[] = ['short', 'medium', 'long', 'full', 'time', 'mediumTime', 'longTime'];
const edtfs = ['2018', '2020-12', '2020-12-23', '201X', 'XXXX-04-10', '2020-03/2020-05', '2018/..', '../2024', '2018~'];
const numbers = [0, 1, 2700, 1234567.891, -12.5, 1_087_000_000n];
const monies = [parseMoney('1087000000', 'JPY'), parseMoney('-7000000.50', 'USD')];
const comparators = ['eq', 'gt', 'ge', 'lt', 'le', 'approx'] as const;

/**
 * One text of every kind in every language: a page that shows these lines in a browser must show what the server made.
 *
 * @returns lines such as `kk number 2 700`, always in the same order
 */
export const formatSample = (): string[] =>
  locales.flatMap((locale) => {
    const { number, money, percent, compared, edtf, moment, relativeDays, list, plural } = formatsFor(locale);
    const lines = [
      ...numbers.map((it) => `number ${number(it)}`),
      ...monies.map((it) => `money ${money(it)}`),
      ...[0.005, 0.12, 12.34].map((it) => `percent ${percent(it)}`),
      ...comparators.map((it) => `compared ${compared(it, 2700)} ${compared(it, parseMoney('7000000', 'USD'))}`),
      ...edtfs.map((it) => `edtf ${edtf(it)} ${edtf(it, 'short')} ${edtf(it, 'text')}`),
      ...styles.flatMap((style) =>
        zones.flatMap((zone) => moments.map((it) => `moment ${moment(new Date(it), zone, style)}`)),
      ),
      ...[-30, -2, -1, 0, 1, 2, 21].map((it) => `relative ${relativeDays(it)}`),
      ...[['a'], ['a', 'b'], ['a', 'b', 'c']].map((it) => `list ${list(it)} ${list(it, 'or')}`),
      ...[0, 1, 2, 5, 21, 1.5].map((it) => `plural ${plural(it)} ${plural(it, 'ordinal')}`),
    ];
    return lines.map((line) => `${locale} ${line}`);
  });
