import { dayText } from '../time/calendar.ts';
import { type EdtfDate, type EdtfInterval, parseEdtf } from '../time/edtf.ts';
import { type Cldr, cldrOf } from './cldr.ts';
import { calendarDayText } from './dates.ts';
import type { DateStyle } from './dateStyles.ts';
import { type EdtfWords, edtfWords, type Told } from './edtfWords.ts';
import type { Locale } from './locales.ts';

/** `text` is the form of a running sentence: 2020 жылғы 23 желтоқсан. Styles with a clock do not fit a date. */
export type EdtfStyle = Exclude<DateStyle, 'time' | 'mediumTime' | 'longTime'> | 'text';

type Language = { cldr: Cldr; words: EdtfWords; style: EdtfStyle };

/** A month that stands in a pattern, in the form it has after a day (ru: genitive). */
const monthOf = (cldr: Cldr, month: number | null): string => cldr.dates['long']?.months[(month ?? 1) - 1] ?? '';

function yearlessText({ cldr, words }: Language, { month, day }: EdtfDate): string {
  if (day !== null) return words.yearless(calendarDayText(cldr, dayText(2000, month ?? 1, day), 'dayMonth'));
  return words.yearless(cldr.dates['monthYear']?.months[(month ?? 1) - 1] ?? '');
}

function exactText(language: Language, date: EdtfDate): string {
  const { cldr, words, style } = language;
  const { year, month, day, precision } = date;
  if (year === null) return yearlessText(language, date);
  if (precision === 'decade') return words.decade(year);
  if (precision === 'year') return words.year(year);
  const dayStyle = style === 'text' ? 'long' : style;
  const text = calendarDayText(
    cldr,
    dayText(year, month ?? 1, day ?? 1),
    precision === 'month' ? 'monthYear' : dayStyle,
  );
  return style === 'text' ? words.inText(text) : text;
}

function dateText(language: Language, date: EdtfDate): string {
  const text = exactText(language, date);
  return date.approximate ? language.words.about(text) : text;
}

function told(language: Language, date: EdtfDate): Told {
  const inSentence: Language = { ...language, style: language.style === 'text' ? 'text' : 'long' };
  const exact = exactText(inSentence, date);
  return { date, exact, long: dateText(inSentence, date), month: monthOf(language.cldr, date.month) };
}

/** Two ends that share their year, or year and month, name them once; a text in figures repeats them. */
function closedText(language: Language, from: EdtfDate, until: EdtfDate): string {
  const { cldr, words, style } = language;
  const [start, end] = [dateText(language, from), dateText(language, until)];
  if (start === end) return end;
  const exact = !from.approximate && !until.approximate && from.precision === until.precision;
  if (exact && from.precision === 'year') return words.years(from.year ?? 0, until.year ?? 0);
  const whole = `${start} – ${end}`;
  if (!exact || from.year !== until.year || style === 'short' || style === 'full') return whole;
  if (from.precision === 'month') {
    const [first, last] = [from, until].map(({ month }) => cldr.dates['monthYear']?.months[(month ?? 1) - 1] ?? '');
    return end.replace(last ?? '', `${first} – ${last}`);
  }
  const sameMonth = from.precision === 'day' && from.month === until.month;
  return sameMonth ? end.replace(new RegExp(`(?<!\\d)${until.day}(?!\\d)`), `${from.day}–${until.day}`) : whole;
}

function intervalText(language: Language, { from, until }: EdtfInterval): string {
  if (from && until) return closedText(language, from, until);
  if (from) return language.words.since(told(language, from));
  return until ? language.words.by(told(language, until)) : '';
}

/**
 * A date as far as it is known, in words: no part is filled in. `2018` → 2018 жыл; `XXXX-04-10` → 10 сәуір, жылы
 * белгісіз; `2018/..` → since 2018; `../2024` → by 2024.
 *
 * @param text EDTF, as `parseEdtf` reads it
 * @throws Refused with an EdtfReason
 */
export function edtfText(locale: Locale, text: string, style: EdtfStyle): string {
  const language: Language = { cldr: cldrOf(locale), words: edtfWords[locale], style };
  const date = parseEdtf(text);
  return date.kind === 'interval' ? intervalText(language, date) : dateText(language, date);
}
