import { type Day, visitsIn } from '../../../modules/missions/day/day.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { readQr } from '../../../modules/missions/bookingTicket.ts';

/** What a camera has read, or somebody has typed. Pure. */

export type Read =
  | { is: 'visits'; visits: Visit[]; isUsed: boolean }
  /** A ticket of a booking, of which this device has only what the server has sent: asked by its number. */
  | { is: 'ticket'; code: string; slug: string }
  | { is: 'unknown_number' }
  | { is: 'foreign' };

/** `a 12`, `A-012` and `A12` are one number. */
export function ticketNumber(typed: string): string | null {
  const [, letters, number] = /^\s*([A-Za-z]{1,2})\s*[-–]?\s*(\d{1,5})\s*$/.exec(typed) ?? [];
  return letters === undefined ? null : `${letters.toUpperCase()}-${String(Number(number)).padStart(3, '0')}`;
}

/** Who a number or a QR is of. A ticket whose person has already come is told: it is not used twice in silence. */
export function readTicket(day: Day, date: string, text: string): Read {
  const number = ticketNumber(text);
  if (number === null) {
    const scanned = readQr(text.trim());
    return 'refused' in scanned ? { is: 'foreign' } : { is: 'ticket', ...scanned };
  }
  const visits = visitsIn(day).filter(
    (visit) => visit.day === date && visit.registered.some(({ body }) => body.ticket === number),
  );
  if (visits.length === 0) return { is: 'unknown_number' };
  return { is: 'visits', visits, isUsed: visits.some(({ arrived, turns }) => arrived !== null || turns.length > 0) };
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
