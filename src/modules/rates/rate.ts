import { isCurrency } from '../../platform/money/currencies.ts';
import { addDays, type Day } from '../../platform/time/calendar.ts';

/** The currencies of the partnerships, offered first; a rate may be of any that the product knows. */
export const usualCurrencies = ['KZT', 'KGS', 'UZS', 'KRW', 'JPY', 'ILS', 'USD', 'EUR', 'RUB'] as const;

export const sorts = ['-day', 'day', 'pair'] as const;
export type Sort = (typeof sorts)[number];

/** What makes two rates the same one: a correction replaces it, another source stands beside it. */
export type RateKey = { base: string; quote: string; day: Day; source: string };
export const keyOf = ({ base, quote, day, source }: RateKey): string => JSON.stringify([base, quote, day, source]);

export type CurrencyCause = 'currency-unknown';
export const readCurrency = (text: string): { value: string } | { cause: CurrencyCause } => {
  const code = text.toUpperCase();
  return isCurrency(code) ? { value: code } : { cause: 'currency-unknown' };
};

export const readRate = (decimal: string): { value: string } | { cause: 'not-positive' } =>
  decimal.startsWith('-') || decimal === '0' ? { cause: 'not-positive' } : { value: decimal };

/** A bank publishes tomorrow's rate today, and no later one. */
export const readDay =
  (today: Day) =>
  (day: string): { value: string } | { cause: 'day-in-future' } =>
    day > addDays(today, 1) ? { cause: 'day-in-future' } : { value: day };

/**
 * The rate of one unit where it is published for ten, a hundred or a thousand: the point moves, no digit is lost.
 * @returns null where `units` is no power of ten, as then the rate of one has no end
 */
export function perOne(rate: string, units: string): string | null {
  const zeros = /^10{0,6}$/.test(units) ? units.length - 1 : null;
  if (zeros === null) return null;
  const [whole = '', fraction = ''] = rate.split('.');
  const digits = whole.padStart(zeros + 1, '0');
  const at = digits.length - zeros;
  const kept = (digits.slice(at) + fraction).replace(/0+$/, '');
  return `${digits.slice(0, at)}${kept && `.${kept}`}`;
}

/** The last row of a page, as its cursor carries it. */
export type Position = { base: string; quote: string; day: Day; id: string };

const toText = (parts: readonly string[]): string => btoa(JSON.stringify(parts)).replaceAll('=', '');

/** Where the next page of this order begins. */
export const cursorOf = (sort: Sort, { base, quote, day, id }: Position): string =>
  toText([sort, base, quote, day, id]);

const shape =
  /^\["(-day|day|pair)","([A-Z]{3})","([A-Z]{3})","(\d{4}-\d\d-\d\d)","([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})"\]$/;

/** The position that a cursor of this order names; null for one that was not made here. */
export function positionOf(sort: Sort, cursor: string): Position | null {
  try {
    const [, order, base = '', quote = '', day = '', id = ''] = shape.exec(atob(cursor)) ?? [];
    return order === sort ? { base, quote, day, id } : null;
  } catch {
    return null;
  }
}
