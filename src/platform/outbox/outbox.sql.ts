import { sql } from 'kysely';
import type pg from 'pg';
import type { Vault } from '../crypto/vault.ts';
import type { Served } from '../serve.ts';
import { dayOf, isAddress, isNumber, type Message, sealedFor, triedUntil } from './message.ts';

type Sealing = { vault: Vault; now: Date; newId: () => string };
type Sealed = {
  id: string;
  at: Date;
  until: Date;
  day: string;
  recipient: Buffer;
  subject: Buffer | null;
  body: Buffer;
};

/** Where each sealed part belongs: it opens in no other row and in no other place. */
export const placeOf = (id: string, part: 'recipient' | 'subject' | 'body'): string => `outbox.${part}:${id}`;

function sealMessage({ vault, now, newId }: Sealing, { channel, to, subject, text, until }: Message): Sealed {
  if (!(channel === 'mail' ? isAddress(to) : isNumber(to))) throw new Error(`nothing can be sent there by ${channel}`);
  const [id, day] = [newId(), dayOf(now)];
  const seal = (part: Parameters<typeof placeOf>[1], plain: string) =>
    vault.seal(sealedFor(day), plain, placeOf(id, part));
  return {
    id,
    day,
    at: now,
    until: triedUntil(now, until),
    recipient: seal('recipient', to),
    subject: subject === undefined ? null : seal('subject', subject.replaceAll(/\s+/g, ' ').trim()),
    body: seal('body', text),
  };
}

/**
 * Queues a message in the transaction of whoever has something to say: when that is undone, nothing is sent. Recipient,
 * subject and text are sealed; purpose and state are plain. Never log what is given here.
 *
 * @returns the message's id
 * @throws Error when nothing can be sent to such an address
 */
export async function queueMessage(
  { tx, vault, now, newId }: Pick<Served, 'tx' | 'vault' | 'now' | 'newId'>,
  message: Message,
): Promise<string> {
  const { id, at, until, day, recipient, subject, body } = sealMessage({ vault, now, newId }, message);
  const { channel, purpose, locale } = message;
  await sql`select queue_message(${id}, ${channel}, ${purpose}, ${locale}, ${day}::date, ${recipient}, ${subject}, ${body},
    ${at}, ${until})`.execute(tx);
  return id;
}

/**
 * The same for sign-in, where nobody has come in yet: a letter to somebody who forgot the password, as `yntymaq_auth`.
 *
 * @param pool signed in as `yntymaq_auth`
 * @returns the message's id
 */
export async function queueLetter(pool: pg.Pool, sealing: Sealing, message: Message): Promise<string> {
  const { id, at, until, day, recipient, subject, body } = sealMessage(sealing, message);
  const { channel, purpose, locale } = message;
  const values = [id, channel, purpose, locale, day, recipient, subject, body, at, until];
  await pool.query('select auth.queue_letter($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10)', values);
  return id;
}
