import { refuse } from './outcome.ts';

/** Values of search parameters, as R4 writes them. Pure. */

export const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof prefixes)[number];
/** From a moment (with it) to a moment (without it). Local ones say no zone: that of the row counts. */
export type DateValue = { prefix: Prefix; from: string; until: string; isLocal: boolean };
/** `system` undefined: any; empty: none. */
export type TokenValue = { system: string | undefined; code: string };
export type ReferenceValue = { type: string | null; id: string; isElsewhere?: true };

/** Splits at what is not escaped, and takes the escapes away. */
export function split(text: string, at: ',' | '|'): string[] {
  const parts = [''];
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? '';
    if (sign === '\\' && index + 1 < text.length) {
      parts.push((parts.pop() ?? '') + sign + (text[index + 1] ?? ''));
      index++;
    } else if (sign === at) parts.push('');
    else parts.push((parts.pop() ?? '') + sign);
  }
  return parts;
}
export const unescaped = (text: string): string => text.replaceAll(/\\([\\,|$])/g, '$1');

const dateShape =
  /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const second = 1000;

type Parts = readonly (string | undefined)[];
/** The first moment after a year, month, day, minute, second or part of one that begins at a moment. */
function endOf(start: Date, [, month, day, hour, , seconds, fraction]: Parts): Date {
  const end = new Date(start);
  if (month === undefined) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (day === undefined) end.setUTCMonth(end.getUTCMonth() + 1);
  else if (hour === undefined) end.setUTCDate(end.getUTCDate() + 1);
  else end.setTime(end.getTime() + (seconds === undefined ? 60 * second : fraction === undefined ? second : 1));
  return end;
}

/** The beginning of what was written, read as UTC; null for a day or time that there is not. */
function startOf([
  year = '',
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
  seconds = '00',
  fraction = '0',
]: Parts): Date | null {
  const text = `${year}-${month}-${day}T${hour}:${minute}:${seconds}`;
  const start = new Date(`${text}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(text) ? start : null;
}

const minutesOf = (zone: string): number => {
  if (zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/**
 * A date with its prefix, as the stretch of time that it names.
 *
 * @param now for `ap`, which is a tenth of the way from now
 */
export function dateValue(text: string, now: Date): DateValue {
  // A plus sign that was not escaped in the address arrives as a space.
  const [, prefix = 'eq', ...parts] = dateShape.exec(text.replace(/ (?=\d\d:\d\d$)/, '+')) ?? [];
  const start = startOf(parts);
  if (!start) throw refuse(400, 'value', `“${text.slice(0, 60)}” is no date or time of FHIR.`);
  const zone = parts[7];
  const offset = zone === undefined ? 0 : minutesOf(zone) * 60_000;
  const margin = prefix === 'ap' ? Math.round(Math.abs(now.getTime() - start.getTime()) / 10) : 0;
  const at = (moment: Date, by: number) => {
    const written = new Date(moment.getTime() - offset + by);
    if (Number.isNaN(written.getTime()) || written.getUTCFullYear() > 9999 || written.getUTCFullYear() < 1)
      throw refuse(400, 'value', `“${text.slice(0, 60)}” is out of range.`);
    return zone === undefined ? written.toISOString().slice(0, -1) : written.toISOString();
  };
  return {
    prefix: prefix as Prefix,
    from: at(start, -margin),
    until: at(endOf(start, parts), margin),
    isLocal: zone === undefined,
  };
}

/** The stretch that a date, time or moment of a resource names, in milliseconds, both ends within; null for none. */
export function stretchOf(text: string): { from: number; to: number } | null {
  const [whole, prefix, ...parts] = dateShape.exec(text) ?? [];
  const start = whole === undefined || prefix !== undefined ? null : startOf(parts);
  if (!start) return null;
  const offset = parts[7] === undefined ? 0 : minutesOf(parts[7]) * 60_000;
  return { from: start.getTime() - offset, to: endOf(start, parts).getTime() - offset - 1 };
}

export function tokenValue(text: string): TokenValue {
  const parts = split(text, '|').map(unescaped);
  if (parts.length > 2) throw refuse(400, 'value', 'A token is written as code, system|code, |code or system|.');
  const [first = '', second_] = parts;
  return second_ === undefined ? { system: undefined, code: first } : { system: first, code: second_ };
}

const idShape = /^[A-Za-z0-9\-.]{1,64}$/;

/** `id`, `Type/id`, the address of a resource of this server, or of one elsewhere. */
export function referenceValue(text: string, base: string): ReferenceValue {
  if (/^(?:https?:|urn:)/.test(text) && !text.startsWith(`${base}/`))
    return { type: null, id: text, isElsewhere: true };
  const own = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text;
  const [type, id, ...more] = own.includes('/') ? own.split('/') : [null, own];
  if (more.length > 0 || id === undefined || !idShape.test(id))
    throw refuse(
      400,
      'value',
      'A reference is written as id, as Type/id, or as the address of a resource of this server.',
    );
  return { type: type ?? null, id };
}

export function booleanValue(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw refuse(400, 'value', 'Here true or false is needed.');
  return text === 'true';
}
