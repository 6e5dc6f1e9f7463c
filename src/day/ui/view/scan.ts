import { type Day, visitAt, visitsIn } from '../../../modules/missions/day/day.ts';
import type { DayBooking, DayPlan } from '../../../modules/missions/day/dayPlan.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { readQr } from '../../../modules/missions/bookingTicket.ts';
import { ticketOfBooking } from './plan.ts';

/** What a camera has read, or somebody has typed. Pure. */

export type Read =
  | { is: 'visits'; visits: Visit[]; isUsed: boolean }
  /** Booked, and let in nowhere that is known here. */
  | { is: 'booking'; booking: DayBooking }
  /** A ticket of this mission for another of its days. */
  | { is: 'other_day'; day: string }
  | { is: 'other_mission' }
  /** A ticket that is not in the plan of this device: it was booked after the network was gone. */
  | { is: 'ticket' }
  | { is: 'unknown_number' }
  | { is: 'foreign' };

/** `a 12`, `A-012` and `A12` are one number. */
export function ticketNumber(typed: string): string | null {
  const [, letters, number] = /^\s*([A-Za-z]{1,2})\s*[-–]?\s*(\d{1,5})\s*$/.exec(typed) ?? [];
  return letters === undefined ? null : `${letters.toUpperCase()}-${String(Number(number)).padStart(3, '0')}`;
}

const isHere = ({ arrived, turns }: Visit): boolean => arrived !== null || turns.length > 0;
const ofVisits = (visits: Visit[]): Read => ({ is: 'visits', visits, isUsed: visits.some(isHere) });

/** What the plan calls a ticket by: the beginning of the SHA-256 of its secret, in base64url. Null for what is no ticket. */
export async function ticketHash(text: string): Promise<string | null> {
  const scanned = readQr(text.trim());
  if ('refused' in scanned) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(scanned.code)));
  return btoa(String.fromCharCode(...hash.slice(0, 9)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

type Known = { day: Day; plan: DayPlan | null; date: string };

function ofBooking({ day, date }: Known, booking: DayBooking): Read {
  const visit = visitAt(day, booking.id);
  if (visit) return ofVisits([visit]);
  return booking.day === date ? { is: 'booking', booking } : { is: 'other_day', day: booking.day };
}

function ofNumber(known: Known, number: string): Read {
  const { day, plan, date } = known;
  const visits = visitsIn(day).filter(
    (visit) => visit.day === date && visit.registered.some(({ body }) => body.ticket === number),
  );
  if (visits.length > 0) return ofVisits(visits);
  const booking = plan?.bookings.find((each) => each.day === date && ticketOfBooking(each) === number);
  return booking ? ofBooking(known, booking) : { is: 'unknown_number' };
}

/**
 * Who a number or a QR is of; `hash` is what `ticketHash` says of the same text. A ticket whose person has already come is told: it is not
 * used twice in silence.
 */
export function readTicket(known: Known, text: string, hash: string | null): Read {
  const number = ticketNumber(text);
  if (number !== null) return ofNumber(known, number);
  const scanned = readQr(text.trim());
  if ('refused' in scanned) return { is: 'foreign' };
  const { plan } = known;
  if (plan && scanned.slug !== plan.mission.slug) return { is: 'other_mission' };
  const booking = plan?.bookings.find(({ codeHash }) => codeHash === hash);
  return booking ? ofBooking(known, booking) : { is: 'ticket' };
}

/** People of a date whose name, number or telephone has what was typed. */
export function searched(day: Day, date: string, typed: string): Visit[] {
  const words = typed.trim().toLowerCase();
  if (words === '') return [];
  const number = ticketNumber(typed);
  return visitsIn(day).filter(
    ({ day: of, ticket, fields }) =>
      of === date &&
      (ticket === number ||
        fields.name?.shown.toLowerCase().includes(words) ||
        (words.length > 3 && fields.phone?.shown.replaceAll(/\D/g, '').includes(words.replaceAll(/\D/g, '') || '-'))),
  );
}
