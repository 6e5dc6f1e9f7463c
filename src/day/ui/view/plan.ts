import { ticketText } from '../../../modules/missions/bookingTicket.ts';
import { type Day, visitAt } from '../../../modules/missions/day/day.ts';
import type { DayBooking, DayPlan } from '../../../modules/missions/day/dayPlan.ts';
import type { Body, PersonField, Priority } from '../../../modules/missions/day/operation.ts';

/** What the plan of the mission means at this device: who is expected, who works here and by which right. Pure. */

export const ticketOfBooking = ({ number }: Pick<DayBooking, 'number'>): string => ticketText(number);

type Expected = { plan: DayPlan; date: string; found: readonly DayBooking[] };
const expected = new WeakMap<Day, Expected>();

/** In the order of their times, which is the plan's: put in order once, and walked after every press. */
const inTime = new WeakMap<DayPlan, readonly DayBooking[]>();

function orderedIn(plan: DayPlan): readonly DayBooking[] {
  const before = inTime.get(plan);
  if (before) return before;
  const ordered = plan.bookings.toSorted((one, other) =>
    one.startsAt === other.startsAt ? one.number - other.number : one.startsAt < other.startsAt ? -1 : 1,
  );
  inTime.set(plan, ordered);
  return ordered;
}

const expectedIn = (plan: DayPlan, day: Day, date: string): DayBooking[] =>
  orderedIn(plan).filter((each) => each.day === date && !visitAt(day, each.id));

/**
 * Who is booked for that date and was let in nowhere that is known here, in the order of their times. Neither plan nor day ever
 * changes, so it is asked once of each.
 */
export function expectedOn(plan: DayPlan | null, day: Day, date: string): readonly DayBooking[] {
  if (!plan) return [];
  const before = expected.get(day);
  if (before?.plan === plan && before.date === date) return before.found;
  const found = expectedIn(plan, day, date);
  expected.set(day, { plan, date, found });
  return found;
}

/** Those of them whose name, number or telephone has what was typed. */
export function searchedBookings(booked: readonly DayBooking[], typed: string, number: string | null): DayBooking[] {
  const words = typed.trim().toLowerCase();
  if (words === '') return [];
  const digits = words.replaceAll(/\D/g, '');
  return booked.filter(
    (each) =>
      ticketOfBooking(each) === number ||
      each.name.toLowerCase().includes(words) ||
      (digits.length > 3 && each.phone.replaceAll(/\D/g, '').includes(digits)),
  );
}

/** For whom a place was kept goes ahead as such. */
const priorityOf = ({ kinds }: DayBooking): Priority =>
  (['child', 'disability', 'referred'] as const).find((kind) => kinds.includes(kind)) ?? 'routine';

/**
 * What letting in somebody says who is booked. Visit and place in the queue have the id of the booking: two devices that let the same
 * ticket in say the same.
 */
export function arrivalBodies(booking: DayBooking): Body[] {
  const visit = booking.id;
  const said: [PersonField, string | null][] = [
    ['name', booking.name],
    ['birthYear', `${booking.birthYear}`],
    ['phone', booking.phone],
    ['language', booking.language],
    ['complaint', booking.complaint],
    ['consent', booking.representative ? 'representative' : 'self'],
    ['representative', booking.representative],
  ];
  const fields = said.flatMap(([field, value]): Body[] =>
    value?.trim() ? [{ kind: 'visit.field', visit, field, value: value.trim(), over: [] }] : [],
  );
  const ticket = ticketOfBooking(booking);
  const { specialty } = booking;
  return [
    { kind: 'visit.registered', visit, ticket, booking: booking.id, channel: 'booked', day: booking.day },
    { kind: 'visit.arrived', visit },
    ...fields,
    { kind: 'turn.queued', visit, turn: booking.id, specialty, priority: priorityOf(booking) },
  ];
}

/** What is said of somebody booked who did not come: called for, and not there. They may still come later. */
export function absenceBodies(booking: DayBooking): Body[] {
  const said = arrivalBodies(booking).filter(({ kind }) => kind !== 'visit.arrived');
  return [...said, { kind: 'turn.missed', visit: booking.id, turn: booking.id, isGivenUp: true }];
}

type Clinician = DayPlan['clinicians'][number];
const isPermitted = ({ permission }: Clinician, date: string): boolean =>
  permission !== null && permission.from <= date && (permission.until === null || date <= permission.until);

const clinicianOf = (plan: DayPlan | null, id: string | null): Clinician | undefined =>
  plan?.clinicians.find((each) => each.id === id);

/** A clinician's name; what is no clinician of the plan as it was written. */
export const clinicianName = (plan: DayPlan | null, said: string): string => clinicianOf(plan, said)?.name ?? said;

type Working = { by: string; clinician: string; permission: string; answeredFor: string };
/** Who signs, and by which right: empty where there is none on that date. */
export type Signer = { clinician: string; permission: string; answeredFor: string };

/** By the plan where there is one: whoever it does not know may not sign. Without it by what somebody wrote at the device. */
export function signerOf(plan: DayPlan | null, working: Working, date: string): Signer {
  const known = clinicianOf(plan, working.clinician);
  const { by, permission, answeredFor } = working;
  if (!known) return { clinician: by, permission: plan ? '' : permission, answeredFor: plan ? '' : answeredFor };
  const answering = clinicianOf(plan, known.answeredForBy);
  return {
    clinician: known.id,
    permission: isPermitted(known, date) ? (known.permission?.number ?? '') : '',
    answeredFor: answering && isPermitted(answering, date) ? answering.id : '',
  };
}

/** Where the plan has somebody work on a date: room and specialty, as far as it says. */
export function placeOfClinician(
  plan: DayPlan | null,
  id: string,
  date: string,
): { room?: string; specialty?: string } {
  const known = clinicianOf(plan, id);
  if (!plan || !known) return {};
  const own = plan.sessions.filter(({ clinician }) => clinician === id);
  const session = own.find(({ day }) => day === date) ?? own[0];
  const room = plan.rooms.find((each) => each.id === session?.room)?.name;
  return { specialty: session?.specialty ?? known.specialty, ...(room !== undefined && { room }) };
}

/** Words of the plan in the reader's language; else in one that the mission speaks. */
export function wordsOf(said: DayPlan['mission']['title'], locale: string): string {
  const order = [locale, 'en', 'ru', 'kk', ...Object.keys(said)];
  const words: Readonly<Partial<Record<string, { text: string }>>> = said;
  return order.map((each) => words[each]?.text).find(Boolean) ?? '';
}

/** Where the mission is on a date: the venue of the room of a session on it; of a mission with one venue, that. */
export function venueOn(plan: DayPlan, date: string): DayPlan['venues'][number] | undefined {
  const session = plan.sessions.find(({ day }) => day === date);
  const room = plan.rooms.find(({ id }) => id === session?.room);
  return plan.venues.find(({ id }) => id === room?.venue) ?? (plan.venues.length === 1 ? plan.venues[0] : undefined);
}
