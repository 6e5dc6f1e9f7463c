/** Places, who may take which, and who gets one that is freed. Pure: moments are milliseconds, ids are given. */
import { specialties } from './day/operation.ts';

export type Specialty = (typeof specialties)[number];
/** For whom places are kept, in the order in which they close an hour. */
export const kinds = ['referred', 'child', 'disability'] as const;
export type Kind = (typeof kinds)[number];

export const bookingStates = ['booked', 'moved', 'cancelled', 'waiting', 'came', 'no_show'] as const;
export type BookingState = (typeof bookingStates)[number];
export const bookingMoves = ['move', 'cancel', 'place', 'displace', 'arrive', 'miss'] as const;
export type BookingMove = (typeof bookingMoves)[number];

/** The one table of what may happen. `displace`: the session is gone through no fault of who booked; they wait, in front. */
const table: Record<BookingMove, { from: readonly BookingState[]; to: BookingState }> = {
  move: { from: ['booked', 'moved'], to: 'moved' },
  cancel: { from: ['booked', 'moved', 'waiting'], to: 'cancelled' },
  place: { from: ['waiting'], to: 'booked' },
  displace: { from: ['booked', 'moved'], to: 'waiting' },
  arrive: { from: ['booked', 'moved', 'no_show'], to: 'came' },
  miss: { from: ['booked', 'moved'], to: 'no_show' },
};

/** The state after a move; null where it cannot happen. */
export const bookingAfter = (state: BookingState, move: BookingMove): BookingState | null =>
  table[move].from.includes(state) ? table[move].to : null;

/** Whether a place is held in this state. */
export const holds = (state: BookingState): boolean => ['booked', 'moved', 'came', 'no_show'].includes(state);

/** What is known of a session: where it stands in time, how many it takes, and which of its places are held. */
export type Session = {
  id: string;
  specialty: Specialty;
  startsAt: number;
  minutes: number;
  capacityPerHour: number;
  kept: Readonly<Record<Kind, number>>;
  taken: readonly number[];
};
export type Place = { session: string; index: number; at: number; kept: Kind | null };

const minute = 60_000;
const hour = 60 * minute;

/** How many places a session has. The twin of `session_places` in the database. */
export const countOfPlaces = ({ minutes, capacityPerHour }: Pick<Session, 'minutes' | 'capacityPerHour'>): number =>
  Math.floor((minutes * capacityPerHour) / 60);

/** People come at times that can be remembered: whole five minutes, never later than their turn. */
const timeOf = ({ startsAt, capacityPerHour }: Session, index: number): number =>
  startsAt + Math.floor(Math.floor((index * 60) / capacityPerHour) / 5) * 5 * minute;

/** For whom the n-th place of an hour is kept: the last ones are. */
function keptAt({ capacityPerHour, kept }: Session, index: number): Kind | null {
  let left = capacityPerHour - (index % capacityPerHour);
  for (const kind of kinds.toReversed()) {
    if (left <= kept[kind]) return kind;
    left -= kept[kind];
  }
  return null;
}

/** All places of a session, the first in time first. */
export const placesOf = (session: Session): Place[] =>
  Array.from({ length: countOfPlaces(session) }, (_, index) => ({
    session: session.id,
    index,
    at: timeOf(session, index),
    kept: keptAt(session, index),
  }));

/** What is held of a place: which one, and at what time they were told to come. */
export type Held = { place: number | null; at: number | null };

/**
 * Whether somebody holds a place that the plan no longer has: fewer an hour, or another time. They keep it until somebody has decided:
 * nobody is thrown out silently, and nobody else gets it.
 */
export const isOver = (session: Session | undefined, { place, at }: Held): boolean =>
  place !== null &&
  at !== null &&
  (session === undefined ||
    place >= countOfPlaces(session) ||
    at < session.startsAt ||
    at >= session.startsAt + session.minutes * minute);

export type Entitled = ReadonlySet<Kind>;

/** A kept place is for those it is kept for; any other is for all. */
export const mayTake = ({ kept }: Pick<Place, 'kept'>, entitled: Entitled): boolean =>
  kept === null || entitled.has(kept);

/** Under eighteen through the whole of that year, by the year of birth alone. */
export const isChild = (birthYear: number, day: string): boolean => Number(day.slice(0, 4)) - birthYear < 18;

/** A year of birth that somebody alive may have. */
export const isBirthYear = (year: number, today: string): boolean =>
  Number.isInteger(year) && year <= Number(today.slice(0, 4)) && year >= Number(today.slice(0, 4)) - 120;

/** Free places from a moment on, the first in time first; of those at one time, first who it is kept for. */
export function freePlaces(sessions: readonly Session[], from: number): Place[] {
  const free = sessions.flatMap((session) => {
    const taken = new Set(session.taken);
    return placesOf(session).filter(({ index, at }) => at > from && !taken.has(index));
  });
  const order = (a: Place, b: Place) =>
    a.at - b.at ||
    Number(a.kept === null) - Number(b.kept === null) ||
    (a.session < b.session ? -1 : Number(a.session > b.session)) ||
    a.index - b.index;
  return free.toSorted(order);
}

/** What somebody asks for: a time in a session. */
export type Wanted = { session: string; at: number };
export type Offer = { place: Place } | { refused: 'time-passed' | 'time-kept' | 'time-taken' | 'full'; next?: Place };

/**
 * The place that is given, or why none is and which would be the next. Whoever a place is kept for takes that one, so that the others
 * stay for everybody.
 */
export function offer(sessions: readonly Session[], asked: { wanted: Wanted; entitled: Entitled; now: number }): Offer {
  const { wanted, entitled, now } = asked;
  const free = freePlaces(sessions, now);
  const open = free.filter((place) => mayTake(place, entitled));
  const isWanted = ({ session, at }: Place) => session === wanted.session && at === wanted.at;
  const place = open.find(isWanted);
  if (place) return { place };
  const next = open.find(({ at }) => at >= wanted.at) ?? open[0];
  if (wanted.at <= now) return { refused: 'time-passed', ...(next && { next }) };
  if (!next) return { refused: 'full' };
  return { refused: free.some(isWanted) ? 'time-kept' : 'time-taken', next };
}

export type Waiting = { id: string; since: number; entitled: Entitled };
export type Given = { id: string; place: Place };

/** So long before its time a place is given to somebody who waits; nearer ones stay for those who walk in. */
export const noticeBeforePlace = 2 * hour;

/**
 * Gives freed places of one specialty to those who wait: who has waited longest first, each the earliest that they may take, and one
 * kept for them before one that is for all.
 */
export function fill(waiting: readonly Waiting[], sessions: readonly Session[], now: number): Given[] {
  const free = freePlaces(sessions, now + noticeBeforePlace);
  const inLine = waiting.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  return inLine.flatMap(({ id, entitled }) => {
    const own = free.findIndex(({ kept }) => kept !== null && entitled.has(kept));
    const at = own === -1 ? free.findIndex((place) => mayTake(place, entitled)) : own;
    const [place] = at === -1 ? [] : free.splice(at, 1);
    return place ? [{ id, place }] : [];
  });
}

const day = 24 * hour;

/**
 * Whether somebody is reminded now: within the last day before their time and not in its last hour, not at night, and only who booked
 * before that day began.
 *
 * @param hourThere 0 to 23, by the clock of the venue
 */
export function isReminded(booking: { at: number; bookedAt: number }, now: number, hourThere: number): boolean {
  const left = booking.at - now;
  return left <= day && left > hour && booking.at - booking.bookedAt > day && hourThere >= 8 && hourThere < 21;
}

/** So many bookings stand under one telephone in one mission: a family, not a queue that somebody sells. */
export const mostOfOnePhone = 8;
