import edtf from 'edtf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDay } from './calendar.ts';
import { boundsOf, type Precision, parseEdtf, whyNotEdtf } from './edtf.ts';

const bounded: [text: string, first: string | null, last: string | null, precision: Precision][] = [
  ['2018', '2018-01-01', '2018-12-31', 'year'],
  ['2020-12', '2020-12-01', '2020-12-31', 'month'],
  ['2020-02', '2020-02-01', '2020-02-29', 'month'],
  ['2020-12-23', '2020-12-23', '2020-12-23', 'day'],
  ['201X', '2010-01-01', '2019-12-31', 'decade'],
  ['2018~', '2018-01-01', '2018-12-31', 'year'],
  ['2020-03/2020-05', '2020-03-01', '2020-05-31', 'month'],
  ['2019/2024-06-30', '2019-01-01', '2024-06-30', 'year'],
  ['2018/..', '2018-01-01', null, 'year'],
  ['../2024', null, '2024-12-31', 'year'],
];
test.each(bounded)('%s lies between %s and %s', (text, ...expected) => {
  const { first, last, precision, yearless } = boundsOf(text);
  expect([first, last, precision]).toEqual(expected);
  expect(yearless).toBe(false);
});

test('a date whose year is not known has no bounds: none is filled in', () => {
  expect(boundsOf('XXXX-04-10')).toEqual({ first: null, last: null, precision: 'day', yearless: true });
  expect(parseEdtf('XXXX-04')).toMatchObject({ year: null, month: 4, day: null, precision: 'month' });
});

test('a year has no month and no day', () => {
  expect(parseEdtf('2018')).toEqual({
    kind: 'date',
    precision: 'year',
    year: 2018,
    month: null,
    day: null,
    approximate: false,
  });
});

test.each([
  ['2020-11-31', 'no-such-day'],
  ['2019-02-29', 'no-such-day'],
  ['XXXX-02-30', 'no-such-day'],
  ['2020-11-00', 'no-such-day'],
  ['2020-13', 'no-such-month'],
  ['2020-00', 'no-such-month'],
  ['../..', 'open-on-both-sides'],
  ['2024/2019', 'ends-before-it-begins'],
  ['2020-05/2020-03', 'ends-before-it-begins'],
  ['XXXX-04-10/XXXX-05', 'interval-needs-years'],
  ['XXXX-04/..', 'interval-needs-years'],
  ['2020/2021/2022', 'not-edtf'],
  ['2020/', 'not-edtf'],
  ['/2020', 'not-edtf'],
  ['XXXX', 'not-edtf'],
  ['..', 'not-edtf'],
  ['', 'not-edtf'],
  ['23.12.2020', 'not-edtf'],
  ['2020-1', 'not-edtf'],
  ['2020-12-23T10:00:00Z', 'not-edtf'],
  ['2020-12-23 ', 'not-edtf'],
  ['２０２０', 'not-edtf'],
  ['12020', 'not-edtf'],
  ['0000', 'not-edtf'],
  ['0000-01-01', 'not-edtf'],
])('%j is refused as %s', (text, reason) => {
  expect(whyNotEdtf(text)).toBe(reason);
});

test('what is inside one year or month may be stated with a coarser end', () => {
  expect(whyNotEdtf('2020/2020-05')).toBeNull();
  expect(whyNotEdtf('2020-05-20/2020-05')).toBeNull();
});

const two = (value: number) => String(value).padStart(2, '0');
const dateText = fc
  .record({
    year: fc.integer({ min: 1000, max: 2999 }),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 32 }),
  })
  .chain(({ year, month, day }) =>
    fc.constantFrom(
      `${year}`,
      `${year}-${two(month)}`,
      `${year}-${two(month)}-${two(day)}`,
      `${Math.floor(year / 10)}X`,
      `${year}~`,
    ),
  );

const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** The library takes 29 February of a common year for 1 March; that is not a date to agree on. */
const theirs = (text: string): string => {
  try {
    const { min, max } = edtf(text);
    if (text.endsWith('-02-29') && dayAt(min) !== text) return 'refused';
    return `${dayAt(min)}…${dayAt(max)}`;
  } catch {
    return 'refused';
  }
};
const ours = (text: string): string => {
  if (whyNotEdtf(text) !== null) return 'refused';
  const { first, last } = boundsOf(text);
  return `${first}…${last}`;
};

test('the edtf library agrees on what is a date, and on its bounds', () => {
  fc.assert(
    fc.property(dateText, (text) => {
      expect(ours(text)).toBe(theirs(text));
    }),
    { numRuns: 1500 },
  );
});

test('no text, however strange, gives bounds that are not days or that run backwards', () => {
  const piece = fc.constantFrom('2020', '2019', '-', '/', '..', 'X', 'XXXX', '12', '05', '31', '~', '0');
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const sound = (date: string) => {
    if (whyNotEdtf(date) !== null) return true;
    const { first, last } = boundsOf(date);
    const days = [first, last].filter((day) => day !== null);
    return days.every(isDay) && days.join() === days.toSorted().join();
  };
  expect(() => fc.assert(fc.property(text, sound), { numRuns: 3000 })).not.toThrow();
});
