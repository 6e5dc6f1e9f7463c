/** Messages that go out of the house: by what, what for, and how they stand. Pure. */

export const channels = ['mail', 'sms'] as const;
export type Channel = (typeof channels)[number];

/** What a message is for. It stands in plain beside the sealed text, so it says nothing about anybody. */
export const purposes = [
  'invitation',
  'password_link',
  'security_notice',
  'access_changed',
  'digest',
  'incident',
  'notice',
  'test',
  'booking',
  'referral',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * queued: waits to be sent · kept: there is nothing to send with, so it can be read in the mailbox page · sent: the server
 * took it · delivered, failed, unknown: as the provider said, or as we gave up · cancelled: somebody stopped it.
 */
export const messageStates = ['queued', 'kept', 'sent', 'delivered', 'failed', 'unknown', 'cancelled'] as const;
export type MessageState = (typeof messageStates)[number];

/** Something to be told to somebody outside. `to` is an e-mail address or a telephone number (`+77001234567`). */
export type Message = {
  channel: Channel;
  to: string;
  /** Of mail alone. */
  subject?: string | undefined;
  text: string;
  purpose: Purpose;
  /** Of the text, such as `kk`. */
  locale: string;
  /** After this moment it would be of no use, such as a link that has run out. Two days, unless told. */
  until?: Date | undefined;
};

const [hour, day] = [3_600_000, 24 * 3_600_000];
/** How long we go on trying, unless the message says less. */
const longestTrying = 2 * day;

/** Until when it is tried: never longer than two days. */
export const triedUntil = (now: Date, until: Date | undefined): Date =>
  new Date(Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + longestTrying));

/** The key under which a message is sealed is that of its day, and goes with all of that day. */
export const sealedFor = (dayOfKey: string) => `messages:${dayOfKey}` as const;

/** The day (UTC) whose key seals what is queued now. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

const pauses = [1 / 60, 5 / 60, 0.25, 1, 3, 6, 12].map((hours) => hours * hour);

/**
 * How long to wait after the n-th try that failed (from 1), in milliseconds: a minute, five, a quarter of an hour, an hour,
 * then three, six and always twelve.
 */
export const pauseAfter = (tries: number): number => pauses[Math.min(tries, pauses.length) - 1] ?? 60_000;

/** When to try again after the n-th try failed, or null: it is time to give up. */
export function nextTry({ tries, now, until }: { tries: number; now: Date; until: Date }): Date | null {
  const next = new Date(now.getTime() + pauseAfter(tries));
  return next <= until ? next : null;
}

/** A number that can be sent an SMS: `+` and 7 to 15 digits (E.164). */
export const isNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

/** An address that can be sent mail, as far as its form tells. It holds nothing that could end a header. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text);

/** Which channels have something to send with. */
export const waysOut = (has: { readonly [Way in Channel]?: unknown }): Channel[] =>
  channels.filter((channel) => has[channel] !== undefined);
