import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import {
  bookingAfter,
  fill,
  isBirthYear,
  isChild,
  mostOfOnePhone,
  offer,
  type Place,
  type Specialty,
  type Wanted,
} from './booking.ts';
import {
  type BookingTable,
  bookingBehind,
  changeBooking,
  insertBooking,
  lockDesk,
  sessionsOf,
  standingOfPhone,
  standsAlready,
  waitingIn,
} from './booking.sql.ts';
import type { DaySession } from './bookingSession.ts';
import { type Details, entitledOf, keysOfBooking, openDetails, sealDetails } from './bookingDetails.server.ts';
import { linkOf, tell, type Telling } from './bookingMessage.server.ts';

/** The wording of the consent that is shown when one books. */
export const consentVersion = 1;

/** Whoever gives out places: somebody without an account, an operator, a job. */
export type Desk = Pick<Served, 'today'> & Telling;
export type Asked = Details & {
  specialty: Specialty;
  language: string;
  /** A time, or a place in the queue for a freed one. */
  wanted: Wanted | 'waiting';
  /** The secret of the ticket: what asks twice with the same one gets the same ticket. */
  code: string;
};
type By = { channel: 'public'; person: null } | { channel: 'operator'; person: string };
export type BookingRefusal =
  | 'birth-year-wrong'
  | 'representative-missing'
  | 'booked-already'
  | 'phone-full'
  | 'mission-closed'
  | 'specialty-missing'
  | 'time-passed'
  | 'time-kept'
  | 'time-taken'
  | 'full';
/** `isNew` is false for a ticket that was there already: the same request came twice. */
export type Booked = { booked: BookingTable; isNew: boolean };
export type Refused = { refused: BookingRefusal; next?: Place };
type Mission = { id: string; state: string };

/** Gives what is free to those who wait, before anybody else is asked. @returns how many got a place */
export async function fillFreed(desk: Desk, mission: string): Promise<number> {
  const { tx, vault, now, today } = desk;
  const waiting = await waitingIn(tx, mission);
  if (waiting.length === 0) return 0;
  const sessions = await sessionsOf(tx, mission);
  const bySpecialty = Map.groupBy(waiting, ({ specialty }) => specialty);
  const given = [...bySpecialty].flatMap(([specialty, line]) => {
    const people = line.flatMap((booking) => {
      const details = openDetails(vault, booking);
      const since = booking.waiting_since?.getTime() ?? 0;
      return details ? [{ id: booking.id, since, entitled: entitledOf(details, today) }] : [];
    });
    return fill(
      people,
      sessions.filter((each) => each.specialty === specialty),
      now.getTime(),
    );
  });
  for (const { id, place } of given)
    await changeBooking(tx, { id, now }, { state: 'booked', ...held(place), waiting_since: null, to_tell: 'placed' });
  return given.length;
}

const held = ({ session, index, at }: Place) => ({ session_id: session, place: index, starts_at: new Date(at) });

/** What is wrong with who books, before places are looked at. */
function refusalOf({ birthYear, representative }: Asked, { today }: Desk, { state }: Mission): BookingRefusal | null {
  if (!isBirthYear(birthYear, today)) return 'birth-year-wrong';
  if (isChild(birthYear, today) && representative === null) return 'representative-missing';
  return state === 'announced' || state === 'running' ? null : 'mission-closed';
}

type Chosen = { place: Place | null } | Refused;

function chosenIn(sessions: readonly DaySession[], asked: Asked, { now, today }: Desk): Chosen {
  const own = sessions.filter(({ specialty }) => specialty === asked.specialty);
  if (own.length === 0) return { refused: 'specialty-missing' };
  if (asked.wanted === 'waiting') return { place: null };
  const day = own.find(({ id }) => asked.wanted !== 'waiting' && id === asked.wanted.session)?.day ?? today;
  return offer(own, { wanted: asked.wanted, entitled: entitledOf(asked, day), now: now.getTime() });
}

/**
 * Books a place, or a place in the queue, under the lock of the mission's desk: those who wait are served first, then whoever asks.
 *
 * @returns the booking, or why there is none and which place would be the next
 */
export async function book(
  desk: Desk,
  mission: Mission,
  { asked, by }: { asked: Asked; by: By },
): Promise<Booked | Refused> {
  const { tx, vault } = desk;
  const wrong = refusalOf(asked, desk, mission);
  if (wrong) return { refused: wrong };
  await lockDesk(tx, mission.id);
  const again = await bookingBehind(tx, sha256(asked.code));
  if (again) return again.mission_id === mission.id ? { booked: again, isNew: false } : { refused: 'booked-already' };
  await fillFreed(desk, mission.id);
  // The place first: nobody learns whether somebody else is booked without booking, of which that person is told.
  const chosen = chosenIn(await sessionsOf(tx, mission.id), asked, desk);
  if ('refused' in chosen) return chosen;
  const keys = keysOfBooking(vault, asked);
  if (await standsAlready(tx, { mission: mission.id, specialty: asked.specialty, personKey: keys.person }))
    return { refused: 'booked-already' };
  if (by.channel === 'public' && (await standingOfPhone(tx, mission.id, keys.phone)) >= mostOfOnePhone)
    return { refused: 'phone-full' };
  return { booked: await enter(desk, mission, { asked, by, keys, place: chosen.place }), isNew: true };
}

type Entering = { asked: Asked; by: By; keys: { person: string; phone: string }; place: Place | null };

function enter(
  { tx, vault, now, newId }: Desk,
  mission: Mission,
  { asked, by, keys, place }: Entering,
): Promise<BookingTable> {
  const id = newId();
  const { name, birthYear, phone, complaint, kinds, representative } = asked;
  return insertBooking(tx, {
    id,
    mission_id: mission.id,
    specialty: asked.specialty,
    ...(place
      ? { state: 'booked', ...held(place), waiting_since: null }
      : { state: 'waiting', session_id: null, place: null, starts_at: null, waiting_since: now }),
    language: asked.language,
    channel: by.channel,
    code_hash: sha256(asked.code),
    person_key: keys.person,
    phone_key: keys.phone,
    details: sealDetails(vault, id, { name, birthYear, phone, complaint, kinds, representative }),
    consent_version: consentVersion,
    booked_by: by.person,
    booked_at: now,
    version: 1,
    changed_at: now,
  });
}

/** Tells whoever has just booked which ticket they have, with its address. */
export const tellBooked = (desk: Desk & { origin: string }, booking: BookingTable, code: string): Promise<void> =>
  tell(desk, booking.state === 'waiting' ? 'waiting' : 'booked', { booking, link: linkOf(desk.origin, booking, code) });

export type ChangeRefusal = 'booking-past' | 'mission-closed' | 'time-passed' | 'time-kept' | 'time-taken' | 'full';

/** Whether something of a booking can still change: it stands, and its time has not come. */
const isStanding = ({ state, starts_at }: BookingTable, now: Date): boolean =>
  state === 'waiting' || ((state === 'booked' || state === 'moved') && starts_at !== null && starts_at > now);

/** Gives a place back; whoever waits gets it at once. To cancel twice is to cancel once. */
export async function cancelBooking(
  desk: Desk,
  found: BookingTable,
): Promise<{ changed: BookingTable } | { refused: 'booking-past' }> {
  const { tx, now } = desk;
  await lockDesk(tx, found.mission_id);
  const booking = await bookingBehind(tx, found.code_hash);
  if (booking?.state === 'cancelled') return { changed: booking };
  const state = booking && isStanding(booking, now) ? bookingAfter(booking.state, 'cancel') : null;
  if (!booking || !state) return { refused: 'booking-past' };
  const changed = await changeBooking(tx, { id: booking.id, now }, { state, waiting_since: null, to_tell: null });
  await tell(desk, 'cancelled', { booking: changed });
  await fillFreed(desk, booking.mission_id);
  return { changed };
}

/** Takes another place instead; the one before goes to whoever waits. Nothing changes when the other is not to be had. */
export async function moveBooking(
  desk: Desk,
  found: BookingTable,
  wanted: Wanted,
): Promise<{ changed: BookingTable } | { refused: ChangeRefusal; next?: Place }> {
  const { tx, vault, now } = desk;
  await lockDesk(tx, found.mission_id);
  await fillFreed(desk, found.mission_id);
  const booking = await bookingBehind(tx, found.code_hash);
  const details = booking && openDetails(vault, booking);
  if (!booking || !details || !isStanding(booking, now)) return { refused: 'booking-past' };
  if (booking.session_id === wanted.session && booking.starts_at?.getTime() === wanted.at) return { changed: booking };
  const sessions = (await sessionsOf(tx, booking.mission_id)).filter(
    ({ specialty }) => specialty === booking.specialty,
  );
  if (sessions.length === 0) return { refused: 'mission-closed' };
  const day = sessions.find(({ id }) => id === wanted.session)?.day ?? desk.today;
  const offered = offer(sessions, { wanted, entitled: entitledOf(details, day), now: now.getTime() });
  if ('refused' in offered) return offered;
  const state = bookingAfter(booking.state, booking.state === 'waiting' ? 'place' : 'move') ?? booking.state;
  const changed = await changeBooking(
    tx,
    { id: booking.id, now },
    { state, ...held(offered.place), waiting_since: null, to_tell: null, reminded_at: null },
  );
  await tell(desk, 'moved', { booking: changed });
  await fillFreed(desk, booking.mission_id);
  return { changed };
}
