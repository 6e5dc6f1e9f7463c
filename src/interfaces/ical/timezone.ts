import { type ClockChange, clockChanges, localTimeAt, offsetAt } from '../../platform/time/zone.ts';

/** The clocks of a zone as iCalendar describes them (RFC 5545, 3.6.5). Pure. */
const two = (value: number): string => String(value).padStart(2, '0');

/** `+0500`, of an offset in minutes. */
const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
};

const msOfMinute = 60_000;

/** The onset is written as the clocks showed it before the change. */
const onsetOf = ({ at, before }: ClockChange): string =>
  new Date(at.getTime() + before * msOfMinute).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');

const observance = (change: ClockChange): string[] => {
  const name = change.after > change.before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${onsetOf(change)}`,
    `TZOFFSETFROM:${offsetText(change.before)}`,
    `TZOFFSETTO:${offsetText(change.after)}`,
    `END:${name}`,
  ];
};

/**
 * A VTIMEZONE that is true for all instants from one until another: the offset at the beginning, and each change after
 * it with its own date. Rules that go on for ever are left out, as nobody knows them.
 *
 * @param zone IANA
 */
export function timezoneText(zone: string, from: Date, until: Date): string {
  const offset = offsetAt(from, zone);
  const begin = `${localTimeAt(from, zone).replaceAll(/[-:]/g, '')}00`;
  const first = [
    'BEGIN:STANDARD',
    `DTSTART:${begin}`,
    `TZOFFSETFROM:${offsetText(offset)}`,
    `TZOFFSETTO:${offsetText(offset)}`,
    'END:STANDARD',
  ];
  const changes = clockChanges(zone, from, until).flatMap(observance);
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...first, ...changes, 'END:VTIMEZONE'].join('\r\n');
}
