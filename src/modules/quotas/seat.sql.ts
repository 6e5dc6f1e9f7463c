import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ReleaseReason, SeatState } from './quota.ts';

// The ledger is written by a function of the database (db/migrations/0040), which asks who acts, locks the seat and records what happened: one
// way there and back. The balance of the quota is changed at the commit.

export type SeatAct = 'reserve' | 'confirm' | 'consume' | 'release';
export type Posting = {
  id: string;
  act: SeatAct;
  referral: string;
  quota: string | null;
  amount: bigint | null;
  reason: ReleaseReason | null;
  words: string | null;
  key: string | null;
  parties: readonly string[];
  evenSpent: boolean;
  at: Date;
};
/** Amounts are whole numbers, as text: seats, or minor units. */
export type PostedJson =
  | { refused: SeatRefusal }
  | {
      transaction: string | null;
      seat: string;
      quota: string;
      state: SeatState;
      amount: string;
      expiresAt: string;
      wasDone?: true;
    };
export type SeatRefusal =
  | 'forbidden'
  | 'not-found'
  | 'not-centre'
  | 'quota-closed'
  | 'no-seat'
  | 'has-seat'
  | 'no-reservation'
  | 'not-confirmed'
  | 'spent-already'
  | 'amount-invalid'
  | 'more-than-held'
  | 'reason-missing'
  | 'words-missing'
  | 'key-reused';

export async function postSeat(tx: Tx, posting: Posting): Promise<PostedJson> {
  const { id, act, referral, quota, amount, reason, words, key, parties, evenSpent, at } = posting;
  const { rows } = await sql<{ posted: PostedJson }>`
    select post_seat(${id}, ${act}, ${referral}, ${quota}::uuid, ${amount}::bigint, ${reason}::text, ${words}::text, ${key}::text,
      ${[...parties]}::uuid[], ${evenSpent}, ${at}) as posted`.execute(tx);
  if (!rows[0]) throw new Error('the ledger answers');
  return rows[0].posted;
}

export type SeatRow = {
  id: string;
  quota_id: string;
  state: SeatState;
  amount: bigint;
  reserved_at: Date;
  expires_at: Date;
};

/** What a referral holds now; nothing where it was given back or expired. */
export const seatHeld = (tx: Tx, referral: string): Promise<SeatRow | undefined> =>
  tx
    .withTables<{ quota_seat: SeatRow & { referral_id: string } }>()
    .selectFrom('quota_seat')
    .select(['id', 'quota_id', 'state', 'amount', 'reserved_at', 'expires_at'])
    .where('referral_id', '=', referral)
    .where('state', 'in', ['reserved', 'confirmed', 'consumed'])
    .executeTakeFirst();

/** Gives back what was not confirmed in time. @returns how many seats */
export async function expireDue(tx: Tx, at: Date, atMost: number): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select expire_seats(${at}, ${atMost}) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}
