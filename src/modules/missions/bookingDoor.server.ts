import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { freePlaces, mayTake, type Place, type Wanted } from './booking.ts';
import {
  type Asked,
  type Booked,
  book,
  cancelBooking,
  type Desk,
  moveBooking,
  type Refused,
  tellBooked,
} from './booking.server.ts';
import {
  asBooker,
  type BookingTable,
  bookingBehind,
  missionNamed,
  sessionsOf,
  type Surroundings,
  surroundingsOf,
} from './booking.sql.ts';
import type { DaySession } from './bookingSession.ts';
import { eraseOnRequest } from './bookingErasure.server.ts';
import { openTold } from './bookingTold.ts';
import { entitledOf, openDetails } from './bookingDetails.server.ts';

/** What booking without an account needs of the house. */
export type BookingHouse = {
  /** As `yntymaq_app`. */
  db: Database;
  vault: Vault;
  clock: { now: () => Date; today: () => string; newId: () => string };
};

/** A ticket as its holder sees it. */
export type Ticket = {
  booking: BookingTable;
  around: Surroundings;
  /** Null once it was erased. */
  name: string | null;
  isErased: boolean;
  /** Whether it can be moved or cancelled still. */
  isChangeable: boolean;
};
/** Times to which a ticket may move. */
export type Times = readonly Pick<Place, 'session' | 'at' | 'kept'>[];

type OpenHouse = BookingHouse & { mayTell: ReturnType<typeof openTold> };

const deskOf = ({ vault, clock, mayTell }: OpenHouse, tx: Tx): Desk => ({
  tx,
  mayTell,
  vault,
  now: clock.now(),
  newId: clock.newId,
  today: clock.today(),
});

function changeable({ state, starts_at }: BookingTable, around: Surroundings, now: Date): boolean {
  if (around.state !== 'announced' && around.state !== 'running') return false;
  return state === 'waiting' || ((state === 'booked' || state === 'moved') && starts_at !== null && starts_at > now);
}

async function ticketOf(house: BookingHouse, tx: Tx, booking: BookingTable): Promise<Ticket | undefined> {
  const around = await surroundingsOf(tx, booking);
  if (!around) return undefined;
  const name = openDetails(house.vault, booking)?.name ?? null;
  const isErased = booking.erased_at !== null;
  return { booking, around, name, isErased, isChangeable: changeable(booking, around, house.clock.now()) };
}

/** One option for each time: the first place that may be taken. */
export function timesOf(sessions: readonly DaySession[], may: (place: Place) => boolean, now: Date): Place[] {
  const seen = new Set<string>();
  return freePlaces(sessions, now.getTime()).filter((place) => {
    const key = `${place.session} ${place.at}`;
    if (seen.has(key) || !may(place)) return false;
    seen.add(key);
    return true;
  });
}

type Choices = { ticket: Ticket; times: Times; sessions: readonly DaySession[] };

async function choicesOf(house: BookingHouse, tx: Tx, code: string): Promise<Choices | undefined> {
  const booking = await bookingBehind(tx, sha256(code));
  const ticket = booking && (await ticketOf(house, tx, booking));
  const details = booking && openDetails(house.vault, booking);
  if (!booking || !ticket || !details) return undefined;
  const all = await sessionsOf(tx, booking.mission_id);
  const sessions = all.filter(({ specialty }) => specialty === booking.specialty);
  const may = (place: Place) => {
    const day = sessions.find(({ id }) => id === place.session)?.day ?? house.clock.today();
    return mayTake(place, entitledOf(details, day));
  };
  return { ticket, times: timesOf(sessions, may, house.clock.now()), sessions };
}

/** What somebody without an account may do: book, and with the secret of a ticket look at it, move it and cancel it. */
export const openBookingDoor = (given: BookingHouse) => doorOf({ ...given, mayTell: openTold() });
const doorOf = (house: OpenHouse) => ({
  book: (origin: string, slug: string, asked: Asked): Promise<Booked | Refused | undefined> =>
    asBooker(house.db, async (tx) => {
      const mission = await missionNamed(tx, slug);
      if (mission?.visibility !== 'public') return undefined;
      const desk = deskOf(house, tx);
      const result = await book(desk, mission, { asked, by: { channel: 'public', person: null } });
      if ('booked' in result && result.isNew) await tellBooked({ ...desk, origin }, result.booked, asked.code);
      return result;
    }),
  ticket: (code: string): Promise<Ticket | undefined> =>
    asBooker(house.db, async (tx) => {
      const booking = await bookingBehind(tx, sha256(code));
      return booking && ticketOf(house, tx, booking);
    }),
  /** A ticket with the times to which it may move. */
  choices: (code: string): Promise<Choices | undefined> => asBooker(house.db, (tx) => choicesOf(house, tx, code)),
  cancel: (code: string) =>
    asBooker(house.db, async (tx) => {
      const found = await bookingBehind(tx, sha256(code));
      return found && cancelBooking(deskOf(house, tx), found);
    }),
  /** Cancels what stands and takes out who booked. */
  erase: (code: string) =>
    asBooker(house.db, async (tx) => {
      const found = await bookingBehind(tx, sha256(code));
      return found && eraseOnRequest(deskOf(house, tx), found);
    }),
  move: (code: string, wanted: Wanted) =>
    asBooker(house.db, async (tx) => {
      const found = await bookingBehind(tx, sha256(code));
      return found && moveBooking(deskOf(house, tx), found, wanted);
    }),
});
export type BookingDoor = ReturnType<typeof openBookingDoor>;
