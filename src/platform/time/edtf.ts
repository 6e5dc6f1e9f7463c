import { Refused, whyRefused } from '../refused.ts';
import { type Day, dayText, daysInMonth } from './calendar.ts';

/** How exactly a date is known. */
export type Precision = 'day' | 'month' | 'year' | 'decade';

/** A date as far as it is known. `year` is null where only the month and the day are; a decade has its first year. */
export type EdtfDate = {
  kind: 'date';
  precision: Precision;
  year: number | null;
  month: number | null;
  day: number | null;
  approximate: boolean;
};
/** `from` null: open beginning (`../2024`); `until` null: open end (`2018/..`). Never both. */
export type EdtfInterval = { kind: 'interval'; from: EdtfDate | null; until: EdtfDate | null };
export type Edtf = EdtfDate | EdtfInterval;

export type EdtfReason =
  | 'not-edtf'
  | 'no-such-month'
  | 'no-such-day'
  | 'open-on-both-sides'
  | 'ends-before-it-begins'
  | 'interval-needs-years';

/** First and last day that a date may mean; null where it is open, or where the year is not known. */
export type Bounds = { first: Day | null; last: Day | null; precision: Precision; yearless: boolean };

/** Years have four digits, from 1000 on. */
const shape = /^(?:([1-9]\d{3}|XXXX)(?:-(\d\d))?(?:-(\d\d))?|([1-9]\d{2})X)(~)?$/;

function partsOf(text: string): Omit<EdtfDate, 'kind' | 'approximate'> {
  const [, year, month, day, decade] = shape.exec(text) ?? [];
  if (decade !== undefined) return { precision: 'decade', year: Number(decade) * 10, month: null, day: null };
  if (year === undefined || (year === 'XXXX' && month === undefined)) throw new Refused<EdtfReason>('not-edtf', text);
  const precision = day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  const known = (digits: string | undefined) => (digits === undefined || digits === 'XXXX' ? null : Number(digits));
  return { precision, year: known(year), month: known(month), day: known(day) };
}

function readDate(text: string): EdtfDate {
  const parts = partsOf(text);
  const { year, month, day } = parts;
  if (month !== null && (month < 1 || month > 12)) throw new Refused<EdtfReason>('no-such-month', text);
  // Without a year, 29 February is possible: 2000 was a leap year.
  if (month !== null && day !== null && (day < 1 || day > daysInMonth(year ?? 2000, month))) {
    throw new Refused<EdtfReason>('no-such-day', text);
  }
  return { kind: 'date', ...parts, approximate: text.endsWith('~') };
}

function readInterval(text: string): EdtfInterval {
  const [begin = '', end = '', ...more] = text.split('/');
  if (more.length > 0) throw new Refused<EdtfReason>('not-edtf', text);
  const from = begin === '..' ? null : readDate(begin);
  const until = end === '..' ? null : readDate(end);
  if (!from && !until) throw new Refused<EdtfReason>('open-on-both-sides', text);
  if (from?.year === null || until?.year === null) throw new Refused<EdtfReason>('interval-needs-years', text);
  if (from && until && (firstOf(from) ?? '') > (lastOf(until) ?? '')) {
    throw new Refused<EdtfReason>('ends-before-it-begins', text);
  }
  return { kind: 'interval', from, until };
}

/**
 * Reads the part of EDTF (ISO 8601-2:2019, level 1) that the product uses: `2018`, `2020-12`, `2020-12-23`, `201X`,
 * `XXXX-04-10`, `2019~`, `2020-03/2020-05`, `2018/..`, `../2024`. A missing part stays missing.
 *
 * @throws Refused with an EdtfReason
 */
export const parseEdtf = (text: string): Edtf => (text.includes('/') ? readInterval(text) : readDate(text));

/** Why a text is not a date; null where it is one. */
export const whyNotEdtf = (text: string): EdtfReason | null => whyRefused<EdtfReason>(() => parseEdtf(text));

const firstOf = ({ year, month, day }: EdtfDate): Day | null =>
  year === null ? null : dayText(year, month ?? 1, day ?? 1);

const lastOf = ({ year, month, day, precision }: EdtfDate): Day | null => {
  if (year === null) return null;
  if (precision === 'decade') return dayText(year + 9, 12, 31);
  return dayText(year, month ?? 12, day ?? daysInMonth(year, month ?? 12));
};

const fineness: readonly Precision[] = ['day', 'month', 'year', 'decade'];
const coarser = (a: Precision, b: Precision): Precision => (fineness.indexOf(a) > fineness.indexOf(b) ? a : b);

/**
 * The days between which a date lies, for sorting and for asking whether a term has passed. An interval has the
 * precision of its less exact end. An approximate date has the bounds of its text: "about" has no width of its own.
 *
 * @throws Refused with an EdtfReason
 */
export function boundsOf(edtf: string | Edtf): Bounds {
  const date = typeof edtf === 'string' ? parseEdtf(edtf) : edtf;
  if (date.kind === 'date') {
    return { first: firstOf(date), last: lastOf(date), precision: date.precision, yearless: date.year === null };
  }
  const { from, until } = date;
  const precision = coarser(from?.precision ?? 'day', until?.precision ?? 'day');
  return { first: from && firstOf(from), last: until && lastOf(until), precision, yearless: false };
}
