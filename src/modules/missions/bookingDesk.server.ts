import { randomBytes } from 'node:crypto';
import { placeOf } from '../../platform/place/place.ts';
import { phoneOf } from '../../platform/phone/phone.ts';
import type { Served } from '../../platform/serve.ts';
import { isOver, type Specialty, type Wanted } from './booking.ts';
import { book, cancelBooking, moveBooking, tellBooked } from './booking.server.ts';
import { type BookingTable, bookingWith, heldAfter, sessionsOf, surroundingsOf, waitingIn } from './booking.sql.ts';
import type { DaySession } from './bookingSession.ts';
import { listed, missionOfOurs, placeOfMission } from './bookingDesk.sql.ts';
import { timesOf } from './bookingDoor.server.ts';
import { openDetails } from './bookingDetails.server.ts';
import { eraseOnRequest } from './bookingErasure.server.ts';
import { ticketText } from './bookingTicket.ts';

/** Whether somebody who is still expected holds a place that the plan no longer has. */
const isOverIn = (
  sessions: readonly DaySession[],
  { state, session_id, place, starts_at: at }: Pick<BookingTable, 'state' | 'session_id' | 'place' | 'starts_at'>,
): boolean =>
  (state === 'booked' || state === 'moved') &&
  isOver(
    sessions.find(({ id }) => id === session_id),
    { place, at: at?.getTime() ?? null },
  );

/** A booking for the operator, opened. */
async function shown({ tx, vault }: Served, booking: BookingTable, sessions: readonly DaySession[]) {
  const details = openDetails(vault, booking);
  const around = await surroundingsOf(tx, booking);
  const { id, number, state, specialty, starts_at: at, day, language, channel } = booking;
  return {
    id,
    ticket: number === null ? null : ticketText(number),
    state,
    specialty,
    at: at?.toISOString() ?? null,
    day,
    zone: around?.zone ?? null,
    room: around?.room ?? null,
    name: details?.name ?? null,
    birthYear: details?.birthYear ?? null,
    phone: details?.phone ?? null,
    language,
    channel,
    isOver: isOverIn(sessions, booking),
  };
}

/** The bookings of a day or, without one, those who wait; with the days there are. Who looked is on record. */
export async function listBookings(context: Served, asked: { id: string; day?: string | undefined }) {
  const mission = await missionOfOurs(context.tx, asked.id);
  if (!mission) return undefined;
  const rows = await listed(context.tx, mission.id, asked.day ?? null);
  context.accesses.record({ kind: 'searched', subject: 'mission', subjectId: mission.id, purpose: 'administration' });
  const sessions = await sessionsOf(context.tx, mission.id);
  const items: Awaited<ReturnType<typeof shown>>[] = [];
  for (const row of rows) items.push(await shown(context, row, sessions));
  const over = (await heldAfter(context.tx, mission.id, context.now)).filter((row) => isOverIn(sessions, row));
  const days = [...new Set([...sessions, ...over].flatMap(({ day }) => day ?? []))].toSorted();
  const daysOver = [...new Set(over.flatMap(({ day }) => day ?? []))].toSorted();
  return { items, days, daysOver, languages: mission.languages };
}

/** The free times of a specialty, each once; of a kept one, for whom. */
export async function listTimes({ tx, now }: Served, { id, specialty }: { id: string; specialty: Specialty }) {
  const mission = await missionOfOurs(tx, id);
  if (!mission) return undefined;
  const sessions = (await sessionsOf(tx, id)).filter((each) => each.specialty === specialty);
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const times = timesOf(sessions, () => true, now).flatMap(({ session, at, kept }) => {
    const found = byId.get(session);
    if (!found) return [];
    const { day, zone, room } = found;
    return [{ session, at: new Date(at).toISOString(), day, zone, room, kept }];
  });
  const waiting = (await waitingIn(tx, id)).filter((each) => each.specialty === specialty).length;
  return { waiting, times };
}

type Caller = {
  id: string;
  name: string;
  birthYear: number;
  phone: string;
  complaint: string;
  referred: boolean;
  disability: boolean;
  representative: string | null;
  specialty: Specialty;
  language: string;
  wanted: 'waiting' | { session: string; at: string };
};
const wantedOf = (wanted: Caller['wanted']): Wanted | 'waiting' =>
  wanted === 'waiting' ? wanted : { session: wanted.session, at: Date.parse(wanted.at) };

/** Books in the name of somebody who phones; the ticket and its address go to their telephone, and to nobody else. */
export async function bookForCaller(context: Served, { id, referred, disability, wanted, ...who }: Caller) {
  const { tx, actor } = context;
  const mission = await missionOfOurs(tx, id);
  if (!mission) return { refused: 'not-found' as const };
  const phone = phoneOf(who.phone, placeOf((await placeOfMission(tx, id)) ?? '')?.country ?? 'KZ');
  if (phone === null) return { refused: 'phone-wrong' as const };
  const kinds = [...(referred ? (['referred'] as const) : []), ...(disability ? (['disability'] as const) : [])];
  const code = randomBytes(32).toString('base64url');
  const asked = { ...who, phone, kinds, wanted: wantedOf(wanted), code };
  const result = await book(context, mission, { asked, by: { channel: 'operator', person: actor.person } });
  if ('refused' in result) return result;
  await tellBooked(context, result.booked, code);
  return { shown: await opened(context, result.booked) };
}

async function opened(context: Served, booking: BookingTable) {
  context.accesses.record({ kind: 'read', subject: 'booking', subjectId: booking.id, purpose: 'administration' });
  return shown(context, booking, await sessionsOf(context.tx, booking.mission_id));
}

const bookingIn = async ({ tx }: Served, at: { id: string; booking: string }): Promise<BookingTable | undefined> => {
  const found = await bookingWith(tx, at.booking);
  return found?.mission_id === at.id ? found : undefined;
};

export async function moveForCaller(context: Served, at: { id: string; booking: string; session: string; at: string }) {
  const found = await bookingIn(context, at);
  if (!found) return { refused: 'not-found' as const };
  const result = await moveBooking(context, found, { session: at.session, at: Date.parse(at.at) });
  return 'refused' in result ? result : { shown: await opened(context, result.changed) };
}

export async function cancelForCaller(context: Served, at: { id: string; booking: string }) {
  const found = await bookingIn(context, at);
  if (!found) return { refused: 'not-found' as const };
  const result = await cancelBooking(context, found);
  return 'refused' in result ? result : { shown: await opened(context, result.changed) };
}

/** Erases who booked because they ask for it by telephone. */
export async function eraseForCaller(context: Served, at: { id: string; booking: string }) {
  const found = await bookingIn(context, at);
  if (!found) return { refused: 'not-found' as const };
  const result = await eraseOnRequest(context, found);
  return 'refused' in result ? result : { shown: await opened(context, result.changed) };
}
