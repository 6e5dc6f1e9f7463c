import { Refused, whyRefused } from '../refused.ts';
import { type Currency, digitsOf, isCurrency } from './currencies.ts';

/** An exact amount: whole minor units (tiyn, cents; yen have none) of an ISO 4217 currency. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

export type MoneyReason =
  | 'not-a-number'
  | 'too-long'
  | 'finer-than-the-currency'
  | 'unknown-currency'
  | 'other-currency';

const longest = 30;

/**
 * Reads a decimal text as it travels on the wire: `1087000000`, `-12.5`. No exponent, no grouping, no sign but `-`.
 *
 * @throws Refused with a MoneyReason
 */
export function parseMoney(amount: string, currency: string): Money {
  if (!isCurrency(currency)) throw new Refused<MoneyReason>('unknown-currency', currency);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!found) throw new Refused<MoneyReason>('not-a-number', amount);
  const [, sign, whole = '', fraction = ''] = found;
  if (whole.length + fraction.length > longest) throw new Refused<MoneyReason>('too-long', amount);
  const digits = digitsOf(currency);
  if (fraction.length > digits) throw new Refused<MoneyReason>('finer-than-the-currency', `${amount} ${currency}`);
  const minor = BigInt(whole + fraction.padEnd(digits, '0'));
  return { minor: sign ? -minor : minor, currency };
}

/** Why a text is not an amount of a currency; null where it is one. */
export const whyNotMoney = (amount: string, currency: string): MoneyReason | null =>
  whyRefused<MoneyReason>(() => parseMoney(amount, currency));

/** The decimal text of an amount, with all digits of its currency: what `parseMoney` reads back. */
export function formatDecimal({ minor, currency }: Money): string {
  const digits = digitsOf(currency);
  const all = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits);
  return `${minor < 0n ? '-' : ''}${whole}${digits > 0 ? `.${all.slice(-digits)}` : ''}`;
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new Refused<MoneyReason>('other-currency', `${a.currency} and ${b.currency}`);
}

/** The sum. @throws Refused `other-currency`: amounts are converted by a dated rate with a source, never here */
export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** Below zero where `a` is less, 0 where equal, above zero where more. @throws Refused `other-currency` */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}
