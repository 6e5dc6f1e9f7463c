import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Channel, MessageState, Purpose } from '../../platform/outbox/message.ts';
import type { Served } from '../../platform/serve.ts';

type MessageTable = {
  id: string;
  channel: Channel;
  purpose: string;
  locale: string;
  queued_by: string | null;
  queued_by_service: string | null;
  queued_at: Date;
  sealed_for: string;
  try_until: Date;
  state: MessageState;
  tries: number;
  next_try_at: Date | null;
  changed_at: Date;
  failure: string | null;
};
type StepTable = {
  id: bigint;
  message_id: string;
  at: Date;
  state: MessageState;
  failure: string | null;
  by_person: string | null;
};
const tables = (tx: Tx) => tx.withTables<{ outbox_message: MessageTable; outbox_step: StepTable }>();

const shown = (tx: Tx) =>
  tables(tx)
    .selectFrom('outbox_message')
    .select(['id', 'channel', 'purpose', 'locale', 'state', 'tries', 'failure', 'queued_at as queuedAt'])
    .select(['changed_at as changedAt', 'next_try_at as nextTryAt', 'sealed_for as sealedFor'])
    .select(['queued_by as queuedBy', 'queued_by_service as service', 'try_until as tryUntil']);

type Filter = { channel?: Channel | undefined; purpose?: Purpose | undefined; state?: MessageState | undefined };

/** Newest first: ids carry the moment in which they were made. */
export function listMessages(
  tx: Tx,
  { channel, purpose, state }: Filter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  let query = shown(tx).orderBy('id', 'desc').limit(limit);
  if (channel) query = query.where('channel', '=', channel);
  if (purpose) query = query.where('purpose', '=', purpose);
  if (state) query = query.where('state', '=', state);
  if (cursor) query = query.where('id', '<', cursor);
  return query.execute();
}
export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

export const findMessage = (tx: Tx, id: string) => shown(tx).where('id', '=', id).executeTakeFirst();

export const stepsOf = (tx: Tx, id: string) =>
  tables(tx)
    .selectFrom('outbox_step')
    .select(['at', 'state', 'failure', 'by_person as person'])
    .where('message_id', '=', id)
    .orderBy('id')
    .execute();

type Sealed = { sealed_for: string; recipient: Buffer; subject: Buffer | null; body: Buffer };

/** Its sealed parts, if it is one that nothing has sent; that they were asked for is recorded. */
export async function openSealed({ tx, now, newId }: Served, id: string): Promise<Sealed | undefined> {
  return (await sql<Sealed>`select * from open_message(${id}, ${newId()}, ${now})`.execute(tx)).rows[0];
}

/** Each with an event. @returns whether it could be done in the state in which the message is */
export async function resend({ tx, now, newId }: Served, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select resend_message(${id}, ${newId()}, ${now}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
export async function cancel({ tx, now, newId }: Served, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select cancel_message(${id}, ${newId()}, ${now}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
