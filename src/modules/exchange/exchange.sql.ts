import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { MessageKind, MessageState, PeerHealth } from './exchange.ts';

// What goes in and out of the queue: functions of the database (db/migrations/0050), which see more than who asks.

export type Place = { organisation_id: string; peer_id: string };

/** At which peers these organisations live; those at home are left out. */
export const peersOf = async (tx: Tx, organisations: readonly string[]): Promise<Place[]> =>
  (await sql<Place>`select organisation_id, peer_id from peers_of(${[...organisations]}::uuid[])`.execute(tx)).rows;

type Queued = {
  referral: string;
  peer: string;
  kind: MessageKind;
  act: string;
  consents: readonly string[];
  content: Buffer;
};
/** Under an id that was chosen before, in the name of who acts. */
export const queueMessage = (
  { tx, now }: Pick<Served, 'tx' | 'now'>,
  id: string,
  { referral, peer, kind, act, consents, content }: Queued,
) =>
  sql`select queue_exchange(${id}, ${referral}, ${peer}, ${kind}, ${act}, ${[...consents]}::uuid[], ${content}, ${now})`.execute(
    tx,
  );

/** The peers of a referral, and whether each may know of it. */
export const knownAt = async (tx: Tx, referral: string): Promise<{ peer_id: string; is_known: boolean }[]> =>
  (await sql<{ peer_id: string; is_known: boolean }>`select * from exchange_known(${referral})`.execute(tx)).rows;

/** When something of a referral was last queued; null where nothing was. */
export async function lastQueued(tx: Tx, referral: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select exchange_last(${referral}) as at`.execute(tx);
  return rows[0]?.at ?? null;
}

/** @param of.isDeath whether what waits of the patient's other referrals is stopped too */
export const stopMessages = (
  { tx, now }: Pick<Served, 'tx' | 'now'>,
  { referral, isDeath }: { referral: string; isDeath: boolean },
) => sql`select stop_exchange(${referral}, ${isDeath}, ${now})`.execute(tx);

/** Says what the peer of the acting organisation calls a referral that it begins here. */
export const linkReferral = (
  { tx }: Pick<Served, 'tx'>,
  { referral, called, patient }: { referral: string; called: string; patient: string | null },
) => sql`select link_exchange(${referral}, ${called}, ${patient})`.execute(tx);

export const peerIsAwake = (tx: Tx) => sql`select peer_is_awake()`.execute(tx);

/** The quota that both installations call by this code; null where it was not agreed here. */
export async function quotaCalled(tx: Tx, code: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select quota_called(${code}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** What both installations call a quota by, where that was agreed. */
export async function codeOf(tx: Tx, quota: string): Promise<string | null> {
  const { rows } = await sql<{ code: string | null }>`select quota_code(${quota}) as code`.execute(tx);
  return rows[0]?.code ?? null;
}

export type Waiting = { act: string; state: MessageState; queued_at: Date; peer: string };
export const waitingOf = async (tx: Tx, referral: string): Promise<Waiting[]> =>
  (await sql<Waiting>`select * from exchange_waiting(${referral})`.execute(tx)).rows;

/** A message on its way, with what it takes to bring it there. */
export type Taken = {
  id: string;
  peer_id: string;
  address: string;
  token: Buffer | null;
  organisation_id: string;
  referral_id: string;
  patient_id: string;
  kind: MessageKind;
  act: string;
  content: Buffer;
  tries: number;
  their_request: string | null;
  their_patient: string | null;
  quota_code: string | null;
  is_consented: boolean;
  sender_there: string | null;
  commission_there: string | null;
  receiver_there: string | null;
};
/** Takes what is to be delivered now, deaths first, and puts it off meanwhile. As the deliverer. */
export const takeMessages = async (tx: Tx, { now, atMost }: { now: Date; atMost: number }): Promise<Taken[]> =>
  (await sql<Taken>`select * from take_exchange(${now}, ${atMost})`.execute(tx)).rows;

/** Whether what was taken is still to be delivered: nothing has stopped it meanwhile. */
export async function isStillWaiting(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select is_still_to_deliver(${id}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

export type Outcome = { id: string; state: MessageState; at: Date; next: Date | null; failure: string | null };
export const noteOutcome = (tx: Tx, { id, state, at, next, failure }: Outcome) =>
  sql`select note_exchange(${id}, ${state}, ${at}, ${next}, ${failure})`.execute(tx);

type Link = { referral: string; peer: string; request: string | null; patient: string | null; stage: string | null };
export const noteLink = (tx: Tx, { referral, peer, request, patient, stage }: Link, at: Date) =>
  sql`select note_exchange_link(${referral}, ${peer}, ${request}, ${patient}, ${stage}, ${at})`.execute(tx);

type PeerNote = { peer: string; health: PeerHealth; at: Date; until: Date | null; failure: string | null };
export const notePeer = (tx: Tx, { peer, health, at, until, failure }: PeerNote) =>
  sql`select note_peer(${peer}, ${health}, ${at}, ${until}, ${failure})`.execute(tx);

/** How often a peer was asked in vain by now. */
export async function triesOf(tx: Tx, peer: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select peer_tries(${peer}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

export type Tested = { id: string; address: string; tries: number };
export const peersToTest = async (tx: Tx, now: Date): Promise<Tested[]> =>
  (await sql<Tested>`select * from peers_to_test(${now})`.execute(tx)).rows;

export type Looked = {
  referral_id: string;
  peer_id: string;
  address: string;
  token: Buffer;
  organisation_id: string;
  their_request: string;
};
/** Referrals whose stage at the peer nobody has looked at since. */
export const linksToLookAt = async (tx: Tx, { before, atMost }: { before: Date; atMost: number }): Promise<Looked[]> =>
  (await sql<Looked>`select * from links_to_look_at(${before}, ${atMost})`.execute(tx)).rows;
