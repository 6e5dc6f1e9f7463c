/**
 * Reads what a browser lacks of our languages out of the Intl of this Node, and writes src/generated/cldr.<locale>.json.
 * `--check` fails where the committed files differ.
 */
import type { Cldr, DatePattern, PatternPart } from '../src/platform/i18n/cldr.ts';
import { dateStyles } from '../src/platform/i18n/dateStyles.ts';
import { locales, localeTable } from '../src/platform/i18n/locales.ts';
import { keepGenerated } from './generated.ts';

type Part = { type: string; value: string };

/** V8's `format` writes U+202F as a space, `formatToParts` does not: ours is what `format` shows. */
const shown = (text: string): string => text.replaceAll('\u202f', ' ');
const joined = (parts: readonly Part[], replaced: Record<string, string>): string =>
  shown(parts.map((part) => replaced[part.type] ?? part.value).join(''));
const valueOf = (parts: readonly Part[], type: string): string => parts.find((part) => part.type === type)?.value ?? '';

function datePattern(intl: string, options: Intl.DateTimeFormatOptions): DatePattern {
  const format = new Intl.DateTimeFormat(intl, { timeZone: 'UTC', ...options });
  const partOf = (day: number, month: number, type: string) =>
    shown(valueOf(format.formatToParts(Date.UTC(2026, month, day)), type));
  const parts = format.formatToParts(Date.UTC(2026, 2, 5, 4, 7)).map((part): PatternPart => {
    if (part.type === 'literal') return shown(part.value);
    return [part.type, part.value.startsWith('0') ? 2 : 1];
  });
  const months = Array.from({ length: 12 }, (_, month) => partOf(15, month, 'month'));
  const weekdays = Array.from({ length: 7 }, (_, day) => partOf(4 + day, 0, 'weekday'));
  return { parts, months, weekdays: weekdays.some(Boolean) ? weekdays : [] };
}

function numberForms(intl: string): Cldr['number'] {
  const number = new Intl.NumberFormat(intl).formatToParts(1234567.89);
  const percent = new Intl.NumberFormat(intl, { style: 'percent' }).formatToParts(0.12);
  const money = new Intl.NumberFormat(intl, {
    style: 'currency',
    currency: 'KZT',
    currencyDisplay: 'code',
    maximumFractionDigits: 0,
  });
  const replaced = { integer: '#', currency: '¤' };
  return {
    group: valueOf(number, 'group'),
    decimal: valueOf(number, 'decimal'),
    percent: joined(percent, replaced),
    money: joined(money.formatToParts(1), replaced),
    moneyBelowZero: joined(money.formatToParts(-1), replaced),
  };
}

function dayForms(intl: string): Cldr['days'] {
  const always = new Intl.RelativeTimeFormat(intl);
  const words = new Intl.RelativeTimeFormat(intl, { numeric: 'auto' });
  const rules = new Intl.PluralRules(intl);
  const examples = Array.from({ length: 120 }, (_, count) => count).concat(1_000_000);
  const sentence = (count: number): string => {
    const parts = always.formatToParts(count, 'day');
    const [first, last] = [parts[0], parts.at(-1)];
    return shown(`${first?.type === 'literal' ? first.value : ''}#${last?.type === 'literal' ? last.value : ''}`);
  };
  const byCategory = (sign: 1 | -1) =>
    Object.fromEntries(
      rules.resolvedOptions().pluralCategories.map((category) => {
        const example = examples.find((count) => rules.select(count) === category) ?? 0.5;
        return [category, sentence(sign * example)];
      }),
    );
  const spoken = [-2, -1, 0, 1, 2].filter((days) => words.formatToParts(days, 'day').length === 1);
  return {
    words: Object.fromEntries(spoken.map((days) => [String(days), words.format(days, 'day')])),
    past: byCategory(-1),
    future: byCategory(1),
  };
}

function listForms(intl: string): Cldr['lists'] {
  const forms = (type: 'conjunction' | 'disjunction') => {
    const format = new Intl.ListFormat(intl, { type });
    const literals = format.formatToParts(['a', 'b', 'c', 'd']).filter((part) => part.type === 'literal');
    const pair = valueOf(format.formatToParts(['a', 'b']), 'literal');
    return { between: literals[0]?.value ?? '', last: literals.at(-1)?.value ?? '', pair };
  };
  return { and: forms('conjunction'), or: forms('disjunction') };
}

const cldrOf = (locale: (typeof locales)[number]): Cldr => {
  const { intl } = localeTable[locale];
  const styles = Object.entries(dateStyles[locale]);
  return {
    dates: Object.fromEntries(styles.map(([style, options]) => [style, datePattern(intl, options)])),
    number: numberForms(intl),
    days: dayForms(intl),
    lists: listForms(intl),
  };
};

const check = process.argv.includes('--check');
const stale = keepGenerated(
  locales.map((locale) => [`src/generated/cldr.${locale}.json`, JSON.stringify(cldrOf(locale))]),
  check,
);
if (check && stale.length > 0) process.exitCode = 1;
