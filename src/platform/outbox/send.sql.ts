import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { DeliveryState } from './gateway.ts';
import type { Channel, MessageState, Purpose } from './message.ts';

export type Taken = {
  id: string;
  channel: Channel;
  purpose: Purpose;
  /** `YYYY-MM-DD` */
  sealed_for: string;
  recipient: Buffer;
  subject: Buffer | null;
  body: Buffer;
  tries: number;
  try_until: Date;
};
type Asked = { has: readonly Channel[]; now: Date; atMost: number };

/** Takes what is to be sent now, and puts it off meanwhile; keeps in the mailbox what has no way out. As the sender. */
export const takeMessages = async (tx: Tx, { has, now, atMost }: Asked): Promise<Taken[]> =>
  (await sql<Taken>`select * from take_messages(${[...has]}::text[], ${now}, ${atMost})`.execute(tx)).rows;

/** Whether a message that was taken still waits: nobody has stopped it meanwhile. */
export async function isStillToSend(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select is_still_to_send(${id}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

type Outcome = {
  id: string;
  state: MessageState;
  at: Date;
  next: Date | null;
  providerId: string | null;
  failure: string | null;
};
export const noteMessage = (tx: Tx, { id, state, at, next, providerId, failure }: Outcome) =>
  sql`select note_message(${id}, ${state}, ${at}, ${next}, ${providerId}, ${failure})`.execute(tx);

/** @returns how many SMS nobody will hear of any more */
export async function giveUpAsking(tx: Tx, { before, now }: { before: Date; now: Date }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select give_up_asking(${before}, ${now}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** What the gateway says, as the service `smsGateway`. @returns whether that was news */
export async function noteDelivery(
  tx: Tx,
  { id, state, at, failure }: { id: string; state: DeliveryState; at: Date; failure: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select note_delivery(${id}, ${state}, ${at}, ${failure}) as is`.execute(
    tx,
  );
  return rows[0]?.is ?? false;
}

/** Days (`YYYY-MM-DD`) before that one of which something can still be read. */
export async function daysToForget(tx: Tx, before: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`select message_days_before(${before}::date)::text as day`.execute(tx);
  return rows.map(({ day }) => day);
}

/** @returns how many messages can no longer be read */
export async function forgetDay(tx: Tx, { day, now }: { day: string; now: Date }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_messages_of(${day}::date, ${now}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
