import { type Money, parseMoney } from '../money/money.ts';
import { type Cldr, cldrOf } from './cldr.ts';
import { type Comparator, comparedText } from './compared.ts';
import { momentText } from './dates.ts';
import type { DateStyle } from './dateStyles.ts';
import { type EdtfStyle, edtfText } from './edtfText.ts';
import { localeTable, type Locale } from './locales.ts';
import { decimalOf, grouped, moneyFigure, moneyText } from './numbers.ts';

export type Amount = number | bigint | Money;
/** An amount as it travels: a plain decimal text, of a currency or, where that is null, a count. */
export type WireAmount = { readonly amount: string; readonly currency: string | null };

/** Numbers, dates and lists of one language: the same text on the server and in every browser. */
export type Formats = {
  locale: Locale;
  /** At most `digits` after the decimal mark (3 unless told). */
  number: (value: number | bigint, digits?: number) => string;
  /** A share, 0.12 for twelve per cent. */
  percent: (share: number, digits?: number) => string;
  /** With the ISO code: 1 087 000 000 JPY, JPY 1,087,000,000. */
  money: (amount: Money) => string;
  /** "more than 2,700", "2 700-ден астам"; money keeps its code. */
  compared: (comparator: Comparator, amount: Amount) => string;
  /** The same for an amount from an endpoint; exact to its last digit. @throws Refused with a MoneyReason */
  amount: (amount: WireAmount, comparator?: Comparator) => string;
  /** A day, month, year or interval as far as it is known. `long` unless told. @throws Refused for what is not EDTF */
  edtf: (text: string, style?: EdtfStyle) => string;
  /** An instant by the calendar and clock of a zone (`Asia/Almaty`). `mediumTime` unless told. */
  moment: (at: Date, zone: string, style?: DateStyle) => string;
  /** Days from today: yesterday, in 3 days. */
  relativeDays: (days: number) => string;
  list: (items: readonly string[], joiner?: 'and' | 'or') => string;
  plural: (value: number, type?: 'cardinal' | 'ordinal') => string;
};

const isMoney = (amount: Amount): amount is Money => typeof amount === 'object';

function listText({ between, last, pair }: Cldr['lists']['and'], items: readonly string[]): string {
  if (items.length <= 2) return items.join(pair);
  return items.slice(0, -1).join(between) + last + items.at(-1);
}

function made(locale: Locale): Formats {
  const cldr = cldrOf(locale);
  const { intl } = localeTable[locale];
  const rules = {
    cardinal: new Intl.PluralRules(intl),
    ordinal: new Intl.PluralRules(intl, { type: 'ordinal' }),
  };
  const figure = (value: number | bigint, digits: number) => grouped(cldr.number, decimalOf(value, digits));
  const compared = (comparator: Comparator, amount: string | Money) => {
    if (typeof amount === 'object' && comparator === 'eq') return moneyText(cldr.number, amount);
    const plain = typeof amount === 'object' ? moneyFigure(amount) : amount;
    const whole = (text: string) =>
      typeof amount === 'object' ? cldr.number.money.replace('#', text).replace('¤', amount.currency) : text;
    return comparedText(locale, comparator, { shown: grouped(cldr.number, plain), plain, whole });
  };
  return {
    locale,
    number: (value, digits = 3) => figure(value, digits),
    percent: (share, digits = 0) => cldr.number.percent.replace('#', figure(share * 100, digits)),
    money: (amount) => moneyText(cldr.number, amount),
    compared: (comparator, amount) => compared(comparator, isMoney(amount) ? amount : decimalOf(amount, 3)),
    amount: ({ amount, currency }, comparator = 'eq') =>
      compared(comparator, currency === null ? amount : parseMoney(amount, currency)),
    edtf: (text, style = 'long') => edtfText(locale, text, style),
    moment: (at, zone, style = 'mediumTime') => momentText(cldr, { at, zone }, style),
    relativeDays(days) {
      const sentences = days < 0 || Object.is(days, -0) ? cldr.days.past : cldr.days.future;
      const size = Math.abs(days);
      return cldr.days.words[days] ?? (sentences[rules.cardinal.select(size)] ?? '#').replace('#', figure(size, 3));
    },
    list: (items, joiner = 'and') => listText(cldr.lists[joiner], items),
    plural: (value, type = 'cardinal') => rules[type].select(value),
  };
}

const formats = new Map<Locale, Formats>();

/** The formats of a language; made once. */
export function formatsFor(locale: Locale): Formats {
  const known = formats.get(locale);
  if (known) return known;
  const fresh = made(locale);
  formats.set(locale, fresh);
  return fresh;
}
