import { type Day, personIn, visitAt, whenIn } from './day.ts';
import type { Priority } from './operation.ts';
import { allOn } from './shelf.ts';
import type { Turn } from './turn.ts';
import type { Visit } from './visit.ts';

/**
 * Who is next. Emergencies come first. Everybody else is in the order in which they began to wait, and some begin ahead: urgent ones
 * by three hours, those for whom places are kept (children, people with disabilities, referred ones) by half an hour. So an urgent
 * person passes nearly all, and still nobody who has waited long is passed for ever: whoever has waited three hours longer than
 * anybody else goes first. The order of two turns never changes while they wait. Whoever was called and was not there keeps the
 * place, and rests for ten minutes while others wait. Whoever was handed on keeps the time already waited.
 */
const minute = 60_000;
const headStart: Readonly<Record<Priority, number>> = {
  emergency: Number.POSITIVE_INFINITY,
  urgent: 180 * minute,
  child: 30 * minute,
  disability: 30 * minute,
  referred: 30 * minute,
  routine: 0,
};
const rest = 10 * minute;

export type Waiting = {
  readonly turn: Turn;
  readonly visit: Visit;
  /** When waiting began, in milliseconds, put right by what is known of clocks. */
  readonly from: number;
  readonly waited: number;
  /** Called or examined somewhere else at this moment: is passed over and keeps the place. */
  readonly isElsewhere: boolean;
  readonly isResting: boolean;
  /** Other turns of the same person for the same specialty: registered twice, called once. */
  readonly doubles: readonly Turn[];
};
export type Queue = {
  readonly specialty: string;
  readonly waiting: readonly Waiting[];
  readonly called: readonly { turn: Turn; visit: Visit }[];
  readonly inRoom: readonly { turn: Turn; visit: Visit }[];
  /** Milliseconds. */
  readonly longest: number;
};
/** The day by the calendar of the venue, and the time now by the clock of the device put right. */
export type Moment = { readonly date: string; readonly now: number };

type Open = { turn: Turn; visit: Visit; person: string; from: number };
const isWaiting = ({ state }: Turn): boolean => state === 'waiting' || state === 'missed' || state === 'handed';
const isAway = ({ state }: Turn): boolean => state === 'called' || state === 'in_room';

const opened = new WeakMap<Day, Map<string, Open[]>>();

/** The turns of a date that are not over. A day never changes, so it is asked once. */
function openTurns(day: Day, date: string): Open[] {
  const known = opened.get(day)?.get(date);
  if (known) return known;
  const open: Open[] = [];
  for (const visit of allOn(day.visits)) {
    if (visit.day !== date || visit.turns.length === 0) continue;
    for (const turn of visit.turns)
      if (isAway(turn) || (isWaiting(turn) && turn.queued))
        open.push({ turn, visit, person: personIn(day, visit.id), from: whenIn(day, turn.queued ?? turn.since) });
  }
  opened.set(day, (opened.get(day) ?? new Map<string, Open[]>()).set(date, open));
  return open;
}

const order = (one: Open, other: Open): number => {
  const [first, second] = [one.from - headStart[one.turn.priority], other.from - headStart[other.turn.priority]];
  // Of two emergencies both are at minus infinity.
  if (first !== second) return first - second;
  return one.from - other.from || (one.turn.id < other.turn.id ? -1 : one.turn.id > other.turn.id ? 1 : 0);
};

type Around = { away: ReadonlySet<string>; now: number };

function waitingOf(day: Day, mine: readonly Open[], { away, now }: Around): Waiting[] {
  const firsts = new Map<string, Open & { doubles: Turn[] }>();
  for (const each of mine.filter(({ turn }) => isWaiting(turn)).sort(order)) {
    const first = firsts.get(each.person);
    if (first) first.doubles.push(each.turn);
    else firsts.set(each.person, { ...each, doubles: [] });
  }
  const all = Array.from(firsts.values(), ({ turn, visit, person, from, doubles }): Waiting => {
    const isResting = turn.state === 'missed' && now - whenIn(day, turn.since) < rest;
    return { turn, visit, from, waited: Math.max(0, now - from), isElsewhere: away.has(person), isResting, doubles };
  });
  return [...all.filter(({ isResting }) => !isResting), ...all.filter(({ isResting }) => isResting)];
}

/** The queues of all specialties that have one, by the name of the specialty. */
export function queuesOf(day: Day, { date, now }: Moment): Map<string, Queue> {
  const open = openTurns(day, date);
  const away = new Set(open.filter(({ turn }) => isAway(turn)).map(({ person }) => person));
  const bySpecialty = Map.groupBy(open, ({ turn }) => turn.specialty);
  const queues = Array.from(bySpecialty, ([specialty, mine]): Queue => {
    const waiting = waitingOf(day, mine, { away, now });
    const inState = (state: Turn['state']) => mine.filter(({ turn }) => turn.state === state).sort(order);
    const longest = waiting.reduce((most, { waited }) => Math.max(most, waited), 0);
    return { specialty, waiting, called: inState('called'), inRoom: inState('in_room'), longest };
  });
  return new Map(queues.sort((a, b) => (a.specialty < b.specialty ? -1 : 1)).map((queue) => [queue.specialty, queue]));
}

/** Whom a room calls next; null when nobody can come. Who was sent to another room is left to it. */
export function nextFor(day: Day, asked: Moment & { specialty: string; room: string }): Waiting | null {
  const waiting = queuesOf(day, asked).get(asked.specialty)?.waiting ?? [];
  const isOurs = ({ turn }: Waiting) => turn.state !== 'handed' || turn.room === asked.room;
  return waiting.find((each) => isOurs(each) && !each.isElsewhere) ?? null;
}

/** What the screen in the corridor shows: who is called where, the last call first. */
export function callsOf(day: Day, date: string): { turn: Turn; ticket: string; room: string; at: number }[] {
  return openTurns(day, date)
    .filter(({ turn }) => turn.state === 'called')
    .map(({ turn, visit }) => ({
      turn,
      ticket: visit.ticket ?? '',
      room: turn.room ?? '',
      at: whenIn(day, turn.since),
    }))
    .sort((one, other) => other.at - one.at || (one.turn.id < other.turn.id ? -1 : 1));
}

/** Booked for that date, not come and not called off: who did not show up when the date is over. */
export const notArrived = (day: Day, date: string): Visit[] =>
  [...allOn(day.visits)]
    .filter((visit) => visit.day === date && !visit.arrived && !visit.end && visit.turns.length === 0)
    .sort((one, other) => (one.id < other.id ? -1 : 1));

/** The visit with that ticket, or of that booking: more than one when it was used twice. */
export function visitsWithTicket(day: Day, date: string, ticket: string): Visit[] {
  const found = [...allOn(day.visits)].filter(
    (visit) => visit.day === date && visit.registered.some(({ body }) => body.ticket === ticket),
  );
  return found.sort((one, other) => (one.id < other.id ? -1 : 1)).flatMap(({ id }) => visitAt(day, id) ?? []);
}
