import { toDataURL } from 'qrcode';
import type { DaySessionShown, Ticket, Times } from '../../modules/missions/index.ts';
import { qrOf, ticketText } from '../../modules/missions/bookingTicket.ts';
import type { BookingAsk, BookingRefused, MoveData, TicketData } from './data.ts';
import { timeValue } from './form.ts';

/** What the page of a ticket shows, with its QR as a picture. */
export async function ticketDataOf({ origin, locale }: BookingAsk, code: string, ticket: Ticket): Promise<TicketData> {
  const { booking, around, name, isChangeable, isErased } = ticket;
  const text = qrOf({ origin, language: locale, code, slug: around.slug });
  return {
    code,
    slug: around.slug,
    title: around.title,
    languages: around.languages,
    host: around.host,
    isDemo: around.isDemo,
    state: booking.state,
    missionState: around.state,
    number: booking.number === null ? null : ticketText(booking.number),
    name,
    specialty: booking.specialty,
    at: booking.starts_at,
    zone: around.zone,
    room: around.room,
    venue: around.venue,
    address: around.address,
    isChangeable,
    isErased,
    qr: await toDataURL(text, { errorCorrectionLevel: 'M', margin: 2, width: 240 }),
  };
}

type Choices = { ticket: Ticket; times: Times; sessions: readonly DaySessionShown[]; refused: BookingRefused | null };

export async function moveDataOf(ask: BookingAsk, code: string, choices: Choices): Promise<MoveData> {
  const { ticket, times, sessions, refused } = choices;
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const options = times.flatMap(({ session: id, at, kept }) => {
    const session = byId.get(id);
    if (!session) return [];
    const { day, zone, room } = session;
    return [{ value: timeValue(id, at), at: new Date(at), day, zone, room, kept }];
  });
  return { ticket: await ticketDataOf(ask, code, ticket), times: options, refused };
}
