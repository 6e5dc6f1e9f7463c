import { type Day, visitsIn, whenIn } from '../../../modules/missions/day/day.ts';
import { isSigned } from '../../../modules/missions/day/encounter.ts';
import { specialties } from '../../../modules/missions/day/operation.ts';
import { type Moment, type Queue, queuesOf } from '../../../modules/missions/day/queue.ts';
import type { Turn } from '../../../modules/missions/day/turn.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';

/** What the screens show of the day. Pure: the day, the date and the time come from outside. */

export type Summary = { registered: number; examined: number; waiting: number; expected: number };

const isWaiting = ({ state }: Turn): boolean => state === 'waiting' || state === 'missed' || state === 'handed';

/** How many came, were examined and still wait on that date; `expected`: booked and not here yet. */
export function summaryOf(day: Day, date: string): Summary {
  const summary = { registered: 0, examined: 0, waiting: 0, expected: 0 };
  for (const visit of visitsIn(day)) {
    if (visit.day !== date) continue;
    const isHere = visit.arrived !== null || visit.turns.length > 0 || visit.channel === 'walk_in';
    if (!isHere) {
      if (!visit.end) summary.expected += 1;
      continue;
    }
    summary.registered += 1;
    if (visit.encounters.some(isSigned)) summary.examined += 1;
    if (visit.turns.some(isWaiting)) summary.waiting += 1;
  }
  return summary;
}

/** The dates of which anything is known, with today among them, the newest first. */
export function datesOf(day: Day, today: string): string[] {
  const dates = new Set([today]);
  for (const { day: date } of visitsIn(day)) if (date !== null) dates.add(date);
  return [...dates].sort().toReversed();
}

export type QueueLine = { specialty: string; waiting: number; longest: number };

/** A line for each specialty that somebody waits for, is examined in, or that this room has chosen; in the order of the specialties. */
export function queueLines(day: Day, moment: Moment, own: string): QueueLine[] {
  const queues = queuesOf(day, moment);
  const order: readonly string[] = specialties;
  const names = [...new Set([own, ...queues.keys()])].sort(
    (one, other) => order.indexOf(one) - order.indexOf(other) || (one < other ? -1 : 1),
  );
  const lineOf = (specialty: string, queue?: Queue): QueueLine => ({
    specialty,
    waiting: queue?.waiting.length ?? 0,
    longest: queue?.longest ?? 0,
  });
  return names.map((name) => lineOf(name, queues.get(name)));
}

export type Current = { visit: Visit; turn: Turn };

/** Whom this room has called or is examining; the later one first. */
export function currentIn(day: Day, date: string, room: string): Current[] {
  const here = visitsIn(day).flatMap((visit) =>
    visit.day === date
      ? visit.turns
          .filter(({ state, room: at }) => (state === 'called' || state === 'in_room') && at === room)
          .map((turn) => ({ visit, turn }))
      : [],
  );
  return here.sort((one, other) => whenIn(day, other.turn.since) - whenIn(day, one.turn.since));
}

/** The calendar day of this device, its clock put right by what it knows. */
export function dateAt(now: number, offset: number | null): string {
  const at = new Date(now + (offset ?? 0));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `09:05`, by the clock of this device put right. */
export function clockText(at: number): string {
  const moment = new Date(at);
  return `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`;
}

export const minutesOf = (ms: number): number => Math.floor(ms / 60_000);

/** The age that a year of birth means on a date, to a year; null for what is no year. */
export function ageOn(birthYear: string | undefined, date: string): number | null {
  if (!birthYear || !/^\d{4}$/.test(birthYear)) return null;
  const age = Number(date.slice(0, 4)) - Number(birthYear);
  return age >= 0 && age <= 130 ? age : null;
}
