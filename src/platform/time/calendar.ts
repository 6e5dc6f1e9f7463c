/** A day of the Gregorian calendar, `YYYY-MM-DD`, without clock or zone. */
export type Day = string;

const msOfDay = 86_400_000;
const padded = (value: number, width: number): string => String(value).padStart(width, '0');

const utcOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** Days in a month; `month` counts from 1. */
export const daysInMonth = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

/** `YYYY-MM-DD` of numbers that are known to be a date. */
export const dayText = (year: number, month: number, day: number): Day =>
  `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  const found = /^(?!0000)(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

export const addDays = (day: Day, count: number): Day => dayAt(utcOf(day) + count * msOfDay);

/** Days from `from` to `until`: 1 from a day to the next, below zero backwards. */
export const daysBetween = (from: Day, until: Day): number => Math.round((utcOf(until) - utcOf(from)) / msOfDay);

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => new Date(utcOf(day)).getUTCDay() || 7;

const zones = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  zones.set(zone, made);
  return made;
}

export type ClockFields = { year: number; month: number; day: number; hour: number; minute: number };

/** What calendar and clock of a place show at an instant. @throws RangeError for a zone that is not in the IANA list */
export function fieldsAt(instant: Date, zone: string): ClockFields {
  const fields: ClockFields = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of clockOf(zone).formatToParts(instant)) {
    if (type in fields) fields[type as keyof ClockFields] = Number(value);
  }
  return fields;
}

/** The day of an instant in a zone, e.g. `Asia/Almaty`. */
export const dayOf = (instant: Date, zone: string): Day => {
  const { year, month, day } = fieldsAt(instant, zone);
  return dayText(year, month, day);
};

/** Today in a zone: `now` comes from the caller, as rules know no clock. */
export const todayIn = (zone: string, now: Date): Day => dayOf(now, zone);
