import { type ClockFields, dayText, fieldsAt } from './calendar.ts';

/** What the clocks of a place show, `YYYY-MM-DDTHH:MM`, without saying which place. */
export type LocalTime = string;

const minute = 60_000;
const two = (value: number): string => String(value).padStart(2, '0');
const textOf = ({ year, month, day, hour, minute: minutes }: ClockFields): LocalTime =>
  `${dayText(year, month, day)}T${two(hour)}:${two(minutes)}`;

/** Whether a text names a zone of the IANA list, such as `Asia/Almaty`. An offset such as `+05:00` is no zone. */
export function isZone(text: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes by which the clocks of a zone are ahead of UTC at an instant. @throws RangeError for an unknown zone */
export function offsetAt(instant: Date, zone: string): number {
  const { year, month, day, hour, minute: minutes } = fieldsAt(instant, zone);
  const whole = Math.floor(instant.getTime() / minute) * minute;
  return Math.round((Date.UTC(year, month - 1, day, hour, minutes) - whole) / minute);
}

/** What the clocks of a zone show at an instant. */
export const localTimeAt = (instant: Date, zone: string): LocalTime => textOf(fieldsAt(instant, zone));

/**
 * The instant at which the clocks of a zone show a time: the earlier one where they show it twice, and null where they
 * skip it (clocks put forward).
 *
 * @param local `YYYY-MM-DDTHH:MM`
 */
export function instantOf(local: LocalTime, zone: string): Date | null {
  const asUtc = Date.parse(`${local}:00Z`);
  // The offsets a day before and after are all that may be in force.
  const offsets = [asUtc - 1440 * minute, asUtc + 1440 * minute].map((at) => offsetAt(new Date(at), zone));
  const found = offsets
    .map((offset) => new Date(asUtc - offset * minute))
    .filter((instant) => localTimeAt(instant, zone) === local)
    .toSorted((one, other) => one.getTime() - other.getTime());
  return found[0] ?? null;
}

/** When the clocks of a zone were put forward or back: the first instant of the new offset, and both offsets in minutes. */
export type ClockChange = { at: Date; before: number; after: number };

const aWeek = 7 * 1440 * minute;

/** To the minute, the first instant in (`low`, `high`] at which the offset is not the one at `low`. */
function changeBetween(low: number, high: number, zone: string): number {
  const before = offsetAt(new Date(low), zone);
  let [from, until] = [low, high];
  while (until - from > minute) {
    const middle = from + Math.floor((until - from) / 2 / minute) * minute;
    if (offsetAt(new Date(middle), zone) === before) from = middle;
    else until = middle;
  }
  return until;
}

/** The clock changes of a zone after one instant and until another, in order. */
export function clockChanges(zone: string, from: Date, until: Date): ClockChange[] {
  const changes: ClockChange[] = [];
  const end = until.getTime();
  for (let low = from.getTime(); low < end; ) {
    const high = Math.min(low + aWeek, end);
    const [before, after] = [offsetAt(new Date(low), zone), offsetAt(new Date(high), zone)];
    if (before === after) {
      low = high;
      continue;
    }
    const at = changeBetween(low, high, zone);
    changes.push({ at: new Date(at), before, after: offsetAt(new Date(at), zone) });
    low = at;
  }
  return changes;
}
