import { translatorIn } from '../../platform/i18n/guests.server.ts';
import { isSpoken, type Spoken } from '../../platform/i18n/guestLocales.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import { textIn } from '../../platform/i18n/shown.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { openDetails } from './bookingDetails.server.ts';
import { type BookingTable, type Surroundings, surroundingsOf } from './booking.sql.ts';
import { ticketPath, ticketText } from './bookingTicket.ts';

export type Telling = Pick<Served, 'tx' | 'vault' | 'now' | 'newId'> & {
  /** Whether a telephone may be told once more, where somebody without an account asks. */
  mayTell?: (phone: string, now: Date) => boolean;
};
export const notices = [
  'booked',
  'waiting',
  'moved',
  'cancelled',
  'placed',
  'displaced',
  'mission_cancelled',
  'reminder',
] as const;
export type Notice = (typeof notices)[number];

export const languageOf = ({ language }: Pick<BookingTable, 'language'>): Spoken =>
  isSpoken(language) ? language : defaultLocale;

/** The words of a message: which ticket, when and where; never of what somebody complains, nor to which specialty they come. */
export function noticeText(
  notice: Notice,
  { booking, around, link }: { booking: BookingTable; around: Surroundings; link: string | null },
): string {
  const language = languageOf(booking);
  const t = translatorIn(language);
  const mission = textIn(language, around.title).text;
  const { number, starts_at: at } = booking;
  const shown =
    number === null || at === null || around.zone === null
      ? ''
      : t('booking.sms.ticket', {
          number: ticketText(number),
          time: { at, zone: around.zone },
          venue: around.venue === null ? '' : textIn(language, around.venue).text,
        });
  const text = t(`booking.sms.${notice}`, { mission });
  return [around.isDemo ? t('booking.sms.demo') : '', text, shown, link ?? ''].filter(Boolean).join(' ').trim();
}

/**
 * Tells whoever booked, by SMS in their language. What belongs to a demonstration says so.
 *
 * @param link the address of the ticket, where its secret is known: when it was booked
 */
export async function tell(
  telling: Telling,
  notice: Notice,
  { booking, link = null }: { booking: BookingTable; link?: string | null },
): Promise<void> {
  const details = openDetails(telling.vault, booking);
  const around = await surroundingsOf(telling.tx, booking);
  if (!details || !around || telling.mayTell?.(details.phone, telling.now) === false) return;
  await queueMessage(telling, {
    channel: 'sms',
    to: details.phone,
    text: noticeText(notice, { booking, around, link }),
    purpose: 'booking',
    locale: languageOf(booking),
    ...(booking.starts_at !== null && booking.starts_at > telling.now && { until: booking.starts_at }),
  });
}

export const linkOf = (origin: string, booking: BookingTable, code: string): string =>
  `${origin}${ticketPath(languageOf(booking), code)}`;
