/** What a ticket carries: its number and its QR. Pure and browser-safe: the scanner of the day reads with the same words. */

/** The letter of tickets that were booked; those of devices have others. */
export const bookedLetter = 'A';

/** `A-001`, `A-1000`. */
export const ticketText = (number: number): string => `${bookedLetter}-${String(number).padStart(3, '0')}`;

/** The secret of a ticket's address: 32 random bytes in base64url. */
export const isTicketCode = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{43}$/.test(text);

/** The page of a ticket, without the host. */
export const ticketPath = (language: string, code: string): string => `/${language}/tickets/${code}`;

/**
 * What the QR says: the address of the ticket's own page, so that any camera opens it, and behind the `#`, which no server sees, which
 * mission it is for, so that a scanner tells another mission's ticket without a network.
 */
export const qrOf = (ticket: { origin: string; language: string; code: string; slug: string }): string =>
  `${ticket.origin}${ticketPath(ticket.language, ticket.code)}#${ticket.slug}`;

export type Scanned = { code: string; slug: string } | { refused: 'foreign-qr' };

/** What a scanned QR is: a ticket with its secret (the day's list knows its hash) and its mission, or none of ours. */
export function readQr(text: string): Scanned {
  const [, code, slug] =
    text.length > 400
      ? []
      : (/^https?:\/\/[^/\s]+\/[a-z]{2}(?:-[A-Z][a-z]{3})?\/tickets\/([\w-]{43})#([a-z0-9-]{1,80})$/.exec(text) ?? []);
  return code !== undefined && slug !== undefined ? { code, slug } : { refused: 'foreign-qr' };
}
