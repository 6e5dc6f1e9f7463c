import ical, { ICalEventClass, ICalEventStatus } from 'ical-generator';
import { PlaceDate } from './placeDate.ts';
import { timezoneText } from './timezone.ts';

/** A booked time as an iCalendar object (RFC 5545). Pure: the same ticket gives the same bytes. */
export type CalendarTicket = {
  /** Names the event; the same for the same ticket. */
  id: string;
  language: string;
  title: string;
  description: string;
  location: string;
  startsAt: Date;
  zone: string;
  url: string;
  isCancelled: boolean;
  now: Date;
};

const [halfAnHour, aDay] = [30 * 60_000, 86_400_000];

export function ticketCalendar(ticket: CalendarTicket): string {
  const { startsAt, zone } = ticket;
  const endsAt = new Date(startsAt.getTime() + halfAnHour);
  const calendar = ical({
    name: ticket.title,
    prodId: { company: 'yntymaq', product: 'tickets', language: ticket.language.toUpperCase() },
  });
  calendar.timezone({
    name: null,
    generator: () => timezoneText(zone, new Date(startsAt.getTime() - aDay), new Date(endsAt.getTime() + aDay)),
  });
  calendar.createEvent({
    id: `ticket-${ticket.id}@yntymaq`,
    start: new PlaceDate(startsAt, zone),
    end: new PlaceDate(endsAt, zone),
    timezone: zone,
    stamp: ticket.now,
    status: ticket.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    summary: ticket.title,
    location: ticket.location === '' ? null : ticket.location,
    description: ticket.description,
    url: ticket.url,
  });
  return calendar.toString();
}
