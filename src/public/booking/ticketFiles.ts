import { ticketCalendar } from '../../interfaces/ical/ticket.ts';
import { sha256 } from '../../platform/hash.ts';
import { translatorIn } from '../../platform/i18n/guests.server.ts';
import { textIn } from '../../platform/i18n/shown.ts';
import type { PdfDocument, PdfText } from '../../platform/pdf/document.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { type BookingAsk, spokenAddress, type TicketData, ticketPage } from './data.ts';

/** A ticket on paper and in a calendar: the same as on its page. */
const addressOf = ({ origin, locale }: BookingAsk, code: string): string =>
  `${origin}${spokenAddress(locale, ticketPage(code))}`;

export function ticketDocument(ask: BookingAsk, ticket: TicketData, madeAt: Date): PdfDocument {
  const { locale } = ask;
  const t = translatorIn(locale);
  const own = (text: string): PdfText[] => [{ text, language: locale }];
  const said = (text: LocalisedText): PdfText[] => {
    const shown = textIn(locale, text);
    return [{ text: shown.text, language: shown.language }];
  };
  const { at, zone, number, name, specialty, room, venue, address } = ticket;
  const title = t('booking.ticket.title', { number: number ?? '' });
  const fact = (label: string, value: PdfText[]) => ({ label: own(label), value });
  return {
    title,
    language: locale,
    mark: ticket.isDemo ? own(t('booking.demo.title')) : null,
    foot: own(t('booking.foot')),
    madeAt,
    blocks: [
      { is: 'title', texts: own(title) },
      { is: 'paragraph', texts: said(ticket.title) },
      { is: 'picture', source: ticket.qr, width: 170 },
      {
        is: 'facts',
        facts: [
          ...(at !== null && zone !== null
            ? [fact(t('booking.ticket.time'), own(t('booking.when', { at: { at, zone } })))]
            : []),
          ...(name === null ? [] : [fact(t('booking.form.name'), own(name))]),
          fact(t('booking.ticket.specialty'), own(t(`booking.specialty.${specialty}`))),
          ...(room === null ? [] : [fact(t('booking.ticket.room'), own(room))]),
          ...(venue === null ? [] : [fact(t('booking.ticket.venue'), said(venue))]),
          ...(address === null ? [] : [fact(t('booking.ticket.address'), said(address))]),
        ],
      },
      { is: 'paragraph', texts: own(addressOf(ask, ticket.code)), isQuiet: true },
    ],
  };
}

/** A ticket for a calendar program. The specialty stays out: calendars are shared. */
export function ticketCalendarOf(ask: BookingAsk, ticket: TicketData, now: Date): string | null {
  const { at, zone, number, venue, address } = ticket;
  if (at === null || zone === null) return null;
  const t = translatorIn(ask.locale);
  const words = (text: LocalisedText | null) => (text === null ? '' : textIn(ask.locale, text).text);
  return ticketCalendar({
    id: sha256(ticket.code).slice(0, 24),
    language: ask.locale,
    title: `${t('booking.ticket.title', { number: number ?? '' })}${ticket.isDemo ? ` (${t('booking.demo.title')})` : ''}`,
    description: `${words(ticket.title)}\n${addressOf(ask, ticket.code)}`,
    location: [words(venue), words(address)].filter(Boolean).join(', '),
    startsAt: at,
    zone,
    url: addressOf(ask, ticket.code),
    isCancelled: ticket.state === 'cancelled',
    now,
  });
}
