import type { Day } from '../../../modules/missions/day/day.ts';
import { callsOf, type Moment, queuesOf } from '../../../modules/missions/day/queue.ts';

/** What the screen in the corridor may know: numbers and rooms, and nothing that names anybody. */
export type Numbers = {
  called: { ticket: string; room: string; at: number }[];
  next: { specialty: string; tickets: string[] }[];
};
const atOnce = 6;
const ahead = 4;

export function numbersOf(day: Day, moment: Moment): Numbers {
  const called = callsOf(day, moment.date).map(({ ticket, room, at }) => ({ ticket, room, at }));
  const next = Array.from(queuesOf(day, moment).values(), ({ specialty, waiting }) => ({
    specialty,
    tickets: waiting
      .filter(({ isElsewhere }) => !isElsewhere)
      .slice(0, ahead)
      .map(({ visit }) => visit.ticket ?? ''),
  }));
  return { called: called.slice(0, atOnce), next: next.filter(({ tickets }) => tickets.length > 0) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length < 100;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Numbers as another window has left them; nothing where that is something else. */
export function readNumbers(text: string | null): Numbers {
  const nothing: Numbers = { called: [], next: [] };
  if (text === null) return nothing;
  try {
    const said: unknown = JSON.parse(text);
    if (!isRecord(said) || !Array.isArray(said['called']) || !Array.isArray(said['next'])) return nothing;
    const called = said['called'].filter(
      (one: unknown) => isRecord(one) && isText(one['ticket']) && isText(one['room']),
    );
    const next = said['next'].filter(
      (one: unknown) => isRecord(one) && isText(one['specialty']) && Array.isArray(one['tickets']),
    );
    return { called, next };
  } catch {
    return nothing;
  }
}
