import { formatDecimal, type Money } from '../money/money.ts';
import type { Cldr } from './cldr.ts';

const english = Array.from(
  { length: 7 },
  (_, digits) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }),
);

/** A number in the digits of every engine, rounded half away from zero: no grouping, `.` before the fraction. */
export const decimalOf = (value: number | bigint, digits: number): string =>
  (english[digits] ?? new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }))
    .format(value)
    .replaceAll(',', '');

/** Groups the whole part of a plain decimal text and sets the decimal mark of the language. */
export function grouped({ group, decimal }: Cldr['number'], text: string): string {
  const [whole = '', fraction] = text.split('.');
  const inGroups = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
  return fraction === undefined ? inGroups : inGroups + decimal + fraction;
}

/** The figure of an amount, without its currency; the fraction is left out where the amount is whole. */
export const moneyFigure = (money: Money): string => formatDecimal(money).replace(/\.0+$/, '');

/** The amount with its ISO code, never a sign: ¥ is yen and yuan. */
export function moneyText(forms: Cldr['number'], money: Money): string {
  const figure = grouped(forms, moneyFigure(money).replace('-', ''));
  return (money.minor < 0n ? forms.moneyBelowZero : forms.money).replace('#', figure).replace('¤', money.currency);
}
