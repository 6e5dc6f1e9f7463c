import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { MessageKind, MessageState, PeerHealth } from './exchange.ts';

// Other installations as whoever looks after this one sets them up. Row policies (db/migrations/0050) ask who that is.

type PeerTable = {
  id: string;
  name: string;
  address: string;
  health: PeerHealth;
  health_since: Date;
  answered_at: Date | null;
  failure: string | null;
  waits_until: Date | null;
  test_asked_at: Date | null;
  version: number;
  changed_at: Date;
};
type MessageTable = {
  id: string;
  position: bigint;
  peer_id: string;
  referral_id: string;
  organisation_id: string;
  kind: MessageKind;
  act: string;
  state: MessageState;
  queued_at: Date;
  tries: number;
  tried_at: Date | null;
  next_try_at: Date;
  changed_at: Date;
  failure: string | null;
  left_because: string | null;
};
const tables = (tx: Tx) => tx.withTables<{ peer: PeerTable; exchange_message: MessageTable }>();

export type Peer = Omit<PeerTable, 'changed_at'>;
export const listPeers = (tx: Tx): Promise<Peer[]> =>
  tables(tx)
    .selectFrom('peer')
    .select(['id', 'name', 'address', 'health', 'health_since', 'answered_at', 'failure', 'waits_until'])
    .select(['test_asked_at', 'version'])
    .orderBy('name')
    .execute();
export const findPeer = async (tx: Tx, id: string): Promise<Peer | undefined> =>
  (await listPeers(tx)).find((peer) => peer.id === id);

/** False where another has this address. */
export async function insertPeer(
  { tx, now }: Served,
  { id, name, address }: Pick<Peer, 'id' | 'name' | 'address'>,
): Promise<boolean> {
  const { rows } = await sql`insert into peer (id, name, address, health_since, version, changed_at)
    values (${id}, ${name}, ${address}, ${now}, 1, ${now}) on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}
export const isAddressTaken = async (tx: Tx, address: string, id: string): Promise<boolean> =>
  (await listPeers(tx)).some((peer) => peer.address === address && peer.id !== id);

/** False where it was changed meanwhile. */
export async function updatePeer(
  { tx, now }: Served,
  { id, version, name, address }: Pick<Peer, 'id' | 'version' | 'name' | 'address'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('peer')
    .set({ name, address, version: version + 1, changed_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export type Placed = { peer_id: string; organisation_id: string; their_id: string; names: Names; changed_at?: Date };
export const placedOrganisations = async (tx: Tx): Promise<Placed[]> =>
  (
    await sql<Placed>`select p.peer_id, p.organisation_id, p.their_id, o.names
      from peer_organisation p join organisation o on o.id = p.organisation_id order by o.names ->> 'kk'`.execute(tx)
  ).rows;
export type Token = Placed & { changed_at: Date };
export const keptTokens = async (tx: Tx): Promise<Token[]> =>
  (
    await sql<Token>`select t.peer_id, t.organisation_id, t.their_id, t.changed_at, o.names
      from peer_token t join organisation o on o.id = t.organisation_id order by o.names ->> 'kk'`.execute(tx)
  ).rows;

type At = { peer: string; organisation: string };
export const removePlaced = (tx: Tx, { peer, organisation }: At) =>
  sql`delete from peer_organisation where peer_id = ${peer} and organisation_id = ${organisation}`.execute(tx);
/** False where it lives elsewhere. */
export async function place(tx: Tx, { peer, organisation, theirId }: At & { theirId: string }): Promise<boolean> {
  await removePlaced(tx, { peer, organisation });
  const { rows } = await sql`insert into peer_organisation (organisation_id, peer_id, their_id)
    values (${organisation}, ${peer}, ${theirId}) on conflict do nothing returning peer_id`.execute(tx);
  return rows.length === 1;
}
export const removeToken = (tx: Tx, { peer, organisation }: At) =>
  sql`delete from peer_token where peer_id = ${peer} and organisation_id = ${organisation}`.execute(tx);
/** In place of the one before. */
export async function keepToken(
  { tx, now }: Served,
  { peer, organisation, theirId, token }: At & { theirId: string; token: Buffer },
): Promise<void> {
  await removeToken(tx, { peer, organisation });
  await sql`insert into peer_token (peer_id, organisation_id, token, their_id, changed_at)
    values (${peer}, ${organisation}, ${token}, ${theirId}, ${now})`.execute(tx);
}

export const removeAgreed = (tx: Tx, quota: string) =>
  sql`delete from quota_agreed where quota_id = ${quota}`.execute(tx);
/** False where another quota is called so. */
export async function agree({ tx, now }: Served, { quota, code }: { quota: string; code: string }): Promise<boolean> {
  await removeAgreed(tx, quota);
  const { rows } = await sql`insert into quota_agreed (quota_id, code, changed_at) values (${quota}, ${code}, ${now})
    on conflict do nothing returning code`.execute(tx);
  return rows.length === 1;
}

export type Message = Omit<MessageTable, 'position' | 'changed_at'>;
const shown = (tx: Tx) =>
  tables(tx)
    .selectFrom('exchange_message')
    .select(['id', 'peer_id', 'referral_id', 'organisation_id', 'kind', 'act', 'state', 'queued_at', 'tries'])
    .select(['tried_at', 'next_try_at', 'failure', 'left_because']);
const open: MessageState[] = ['waiting', 'dead'];
/** The oldest first. */
export const openMessages = (tx: Tx, limit: number): Promise<Message[]> =>
  shown(tx).where('state', 'in', open).orderBy('state').orderBy('position').limit(limit).execute();
/** The last first. */
export const settledMessages = (tx: Tx, limit: number): Promise<Message[]> =>
  shown(tx)
    .where('state', 'not in', open)
    .orderBy('changed_at', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();

type Count = { peer_id: string; state: MessageState; n: bigint };
export const countOpen = async (tx: Tx): Promise<Count[]> =>
  (
    await sql<Count>`select peer_id, state, count(*) as n from exchange_message where state in ('waiting', 'dead')
      group by peer_id, state`.execute(tx)
  ).rows;

type Numbered = { message_id: string; number: string; names: Names };
export const numbersOf = async (tx: Tx, messages: readonly string[]): Promise<Numbered[]> =>
  (await sql<Numbered>`select * from exchange_numbers(${[...messages]}::uuid[])`.execute(tx)).rows;

type Difference = { referral_id: string; number: string; peer_id: string; here: string; there: string; seen_at: Date };
export const differences = async (tx: Tx): Promise<Difference[]> =>
  (await sql<Difference>`select * from exchange_differences()`.execute(tx)).rows;
type Seats = { quota_id: string; code: string; names: Names; year: number; here: bigint; there: bigint };
export const seatsOfAgreed = async (tx: Tx): Promise<Seats[]> =>
  (await sql<Seats>`select * from exchange_seats()`.execute(tx)).rows;

/** Each with an event. @returns whether it could be done in the state in which the message is */
export async function retry({ tx, now, newId }: Served, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select retry_exchange(${id}, ${newId()}, ${now}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
export async function leave({ tx, now, newId }: Served, id: string, because: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select leave_exchange(${id}, ${because}, ${newId()}, ${now}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
/** Asks a peer now, and delivers what waits for it. */
export const wake = ({ tx, now }: Served, peer: string) => sql`select wake_exchange(${peer}, ${now})`.execute(tx);
