import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, daysInMonth, dayOf, fieldsAt, isDay, todayIn, weekdayOf } from './calendar.ts';
import { firstDayOf, parseWeek, weekOf, weeksInYear, weekText } from './week.ts';

const days = fc.date({ min: new Date('1600-01-01'), max: new Date('2400-12-31'), noInvalidDate: true });
const anyDay = days.map((date) => date.toISOString().slice(0, 10));

test.each([
  '0000-01-01',
  '2020-11-31',
  '2019-02-29',
  '1900-02-29',
  '2020-13-01',
  '2020-00-10',
  '2020-1-1',
  '2020-01-01T00:00',
  '',
  '20-01-01',
])('%s is not a day', (text) => {
  expect(isDay(text)).toBe(false);
});

test.each(['2020-02-29', '2000-02-29', '2020-12-31', '0001-01-01'])('%s is a day', (text) => {
  expect(isDay(text)).toBe(true);
});

test('every day of the calendar is a day, and no other', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(isDay(day)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const end = new Date(0);
      end.setUTCFullYear(year, month, 0);
      expect(daysInMonth(year, month)).toBe(end.getUTCDate());
    }),
  );
});

test('days added are days between', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, count) => {
      expect(daysBetween(day, addDays(day, count))).toBe(count);
    }),
  );
});

test('an instant is on another day in another place', () => {
  const evening = new Date('2020-12-22T19:30:00Z');
  expect(dayOf(evening, 'Asia/Almaty')).toBe('2020-12-23');
  expect(dayOf(evening, 'Asia/Jerusalem')).toBe('2020-12-22');
});

test('Almaty was six hours ahead until the end of February 2024, and is five since', () => {
  expect(todayIn('Asia/Almaty', new Date('2024-02-28T18:30:00Z'))).toBe('2024-02-29');
  expect(todayIn('Asia/Almaty', new Date('2024-03-05T18:30:00Z'))).toBe('2024-03-05');
  expect(fieldsAt(new Date('2026-11-21T19:00:00Z'), 'Asia/Almaty')).toEqual({
    year: 2026,
    month: 11,
    day: 22,
    hour: 0,
    minute: 0,
  });
});

test('a zone that does not exist is an error, not UTC', () => {
  expect(() => dayOf(new Date(0), 'Asia/Yntymaq')).toThrow(RangeError);
});

test.each([
  ['2020-12-31', '2020-W53'],
  ['2021-01-01', '2020-W53'],
  ['2021-01-03', '2020-W53'],
  ['2021-01-04', '2021-W01'],
  ['2018-12-31', '2019-W01'],
  ['2023-01-01', '2022-W52'],
  ['2026-11-21', '2026-W47'],
])('%s is in week %s', (day, week) => {
  expect(weekText(weekOf(day))).toBe(week);
});

test('a week begins on Monday, and all its seven days are in it', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const week = weekOf(day);
      const monday = firstDayOf(week);
      expect(weekdayOf(monday)).toBe(1);
      expect(daysBetween(monday, day)).toBe(weekdayOf(day) - 1);
      for (const later of [0, 3, 6]) expect(weekOf(addDays(monday, later))).toEqual(week);
      expect(parseWeek(weekText(week))).toEqual(week);
    }),
  );
});

test('a week that its year does not have is refused', () => {
  expect([weeksInYear(2020), weeksInYear(2021)]).toEqual([53, 52]);
  expect(['2021-W53', '2020-W54', '2020-W00', '2020-W1', '2020W10', ''].map(parseWeek)).toEqual(Array(6).fill(null));
  expect(parseWeek('2020-W53')).toEqual({ year: 2020, week: 53 });
});
