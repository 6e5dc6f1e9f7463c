import { addDays, type Day, dayText, weekdayOf } from './calendar.ts';

/** An ISO 8601 week: the year it is counted in, which at New Year may differ from the year of its days. */
export type Week = { year: number; week: number };

const mondayOfWeekOne = (year: number): Day => {
  const january4 = dayText(year, 1, 4);
  return addDays(january4, 1 - weekdayOf(january4));
};

/** 52 or 53. */
export const weeksInYear = (year: number): number => weekOf(dayText(year, 12, 28)).week;

export function weekOf(day: Day): Week {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = Number(thursday.slice(0, 4));
  const dayOfYear = (Date.parse(thursday) - Date.parse(dayText(year, 1, 1))) / 86_400_000;
  return { year, week: Math.floor(dayOfYear / 7) + 1 };
}

/** The Monday of a week. */
export const firstDayOf = ({ year, week }: Week): Day => addDays(mondayOfWeekOne(year), (week - 1) * 7);

/** `2026-W47`. */
export const weekText = ({ year, week }: Week): string =>
  `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;

/** Reads `2026-W47`; null for anything else, and for a week the year does not have. */
export function parseWeek(text: string): Week | null {
  const found = /^(\d{4})-W(\d\d)$/.exec(text);
  if (!found) return null;
  const [year, week] = [Number(found[1]), Number(found[2])];
  return week >= 1 && week <= weeksInYear(year) ? { year, week } : null;
}
