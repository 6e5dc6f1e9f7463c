import { type Day, dayText, fieldsAt, weekdayOf } from '../time/calendar.ts';
import type { Cldr } from './cldr.ts';
import type { DateStyle, PartialStyle } from './dateStyles.ts';

export type DateFields = { year: number; month: number; day: number; hour: number; minute: number };

/** Fields in the pattern of a style; fields that the pattern does not name are not looked at. */
export function fieldsText(cldr: Cldr, fields: DateFields, style: DateStyle | PartialStyle): string {
  const pattern = cldr.dates[style];
  if (!pattern) throw new RangeError(`no date style ${style}`);
  const written = pattern.parts.map((part) => {
    if (typeof part === 'string') return part;
    const [field, digits] = part;
    if (field === 'month') return pattern.months[fields.month - 1];
    if (field === 'weekday') return pattern.weekdays[weekdayOf(dayText(fields.year, fields.month, fields.day)) % 7];
    return String(fields[field as keyof DateFields]).padStart(field === 'minute' ? 2 : digits, '0');
  });
  return written.join('');
}

/** A calendar day: the same in every zone. */
export function calendarDayText(cldr: Cldr, day: Day, style: DateStyle | PartialStyle): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return fieldsText(cldr, { year, month, day: date, hour: 0, minute: 0 }, style);
}

/** An instant by the calendar and clock of a place. */
export const momentText = (cldr: Cldr, { at, zone }: { at: Date; zone: string }, style: DateStyle): string =>
  fieldsText(cldr, fieldsAt(at, zone), style);
