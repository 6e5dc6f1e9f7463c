import type { Locale } from './locales.ts';

/**
 * How a date is shown: `short` for tables, `medium` and `long` for lines, `full` with the weekday; `time`, `mediumTime`
 * and `longTime` by the 24-hour clock.
 */
export type DateStyle = 'short' | 'medium' | 'long' | 'full' | 'time' | 'mediumTime' | 'longTime';
/** Patterns of dates of lesser precision, for the EDTF formatter. */
export type PartialStyle = 'monthYear' | 'dayMonth';

const common = {
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  mediumTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  longTime: { dateStyle: 'long', timeStyle: 'short' },
  monthYear: { month: 'long', year: 'numeric' },
  dayMonth: { day: 'numeric', month: 'long' },
} as const satisfies Record<Exclude<DateStyle | PartialStyle, 'short'>, Intl.DateTimeFormatOptions>;

const digits = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;

/**
 * The Intl options behind each style. CLDR's own short dates are not used: Kazakh's has a two-digit year, and day/month
 * in figures is read as month/day by half of those who read English.
 */
export const dateStyles: Record<Locale, Record<DateStyle | PartialStyle, Intl.DateTimeFormatOptions>> = {
  kk: { short: digits, ...common },
  ru: { short: digits, ...common },
  en: { short: common.medium, ...common },
};
