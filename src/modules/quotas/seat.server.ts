import type { Tx } from '../../platform/database.ts';
import type { LongJob } from '../../platform/jobs/job.ts';
import type { Acting } from '../../platform/serve.ts';
import type { ReleaseReason, SeatState } from './quota.ts';
import { expireDue, type Posting, postSeat, seatHeld, type SeatRefusal } from './seat.sql.ts';

/**
 * What whoever treats and whoever sends does with seats. Each act is one statement, in the transaction of the caller. The balance of
 * the quota is changed at the commit; only where little is free does whoever reserves wait until those before have ended. So do it
 * last. A commit fails as `stale` where others took in the meantime what was left.
 */
type Doing = Pick<Acting, 'tx' | 'now' | 'newId'>;
/** Amounts are whole: one seat, or minor units of the quota's currency. */
export type Seat = {
  /** In the ledger; null where it was so already. */
  transaction: string | null;
  quota: string;
  state: SeatState;
  amount: bigint;
  /** When a reservation that nobody confirms is given back. */
  expiresAt: Date;
  /** The same was done before, with this key or as it stands. */
  wasDone: boolean;
};
export type Posted<Refusal extends SeatRefusal = SeatRefusal> = { seat: Seat } | { refused: Refusal };

const nobody: Omit<Posting, 'id' | 'act' | 'referral' | 'at'> = {
  quota: null,
  amount: null,
  reason: null,
  words: null,
  key: null,
  parties: [],
  evenSpent: false,
};

async function post(
  { tx, now, newId }: Doing,
  posting: Pick<Posting, 'act' | 'referral'> & Partial<Posting>,
): Promise<Posted> {
  const posted = await postSeat(tx, { ...nobody, ...posting, id: newId(), at: now });
  if ('refused' in posted) return posted;
  const { transaction, quota, state, amount, expiresAt, wasDone = false } = posted;
  return { seat: { transaction, quota, state, amount: BigInt(amount), expiresAt: new Date(expiresAt), wasDone } };
}

type OfReferral = {
  referral: string;
  /** Asked twice with one key, it is done once. */
  key?: string | undefined;
};

/**
 * Takes what is free of a quota for a referral. The acting organisation is the quota's centre.
 * @param asked.amount minor units, of a quota of money; a seat is one
 * @param asked.parties organisations besides the centre that may give it back: who sends
 * @returns `no-seat` where nothing is left, `quota-closed` where it is not open, `has-seat` where the referral holds one already
 */
export const reserveSeat = (
  context: Doing,
  asked: OfReferral & { quota: string; amount?: bigint | undefined; parties: readonly string[] },
): Promise<Posted> => post(context, { ...asked, key: asked.key ?? null, amount: asked.amount ?? null, act: 'reserve' });

/** A day is agreed: what was reserved no longer expires. Confirmed already is well, too; `no-reservation` where it expired. */
export const confirmSeat = (context: Doing, { referral, key }: OfReferral): Promise<Posted> =>
  post(context, { referral, key: key ?? null, act: 'confirm' });

/**
 * Treatment begins: what was confirmed is spent.
 * @param asked.amount minor units that it really cost, at most what was confirmed; what is left over is given back
 */
export const consumeSeat = (context: Doing, asked: OfReferral & { amount?: bigint | undefined }): Promise<Posted> =>
  post(context, { ...asked, key: asked.key ?? null, amount: asked.amount ?? null, act: 'consume' });

type Releasing = OfReferral & {
  reason: ReleaseReason;
  /** With `other` and `mistake`; seen by all sides, so nothing clinical. */
  words?: string | undefined;
  /** A part of it, of a quota of money. */
  amount?: bigint | undefined;
  /** What was spent already, too: treatment had begun and went no further. */
  evenSpent?: boolean | undefined;
};

/**
 * Gives back what a referral holds. The centre and those who send may.
 * @returns `{ released: null }` where it holds nothing; `spent-already` where treatment has begun, unless asked for
 */
export async function releaseSeat(
  context: Doing,
  { key, words, amount, evenSpent = false, ...asked }: Releasing,
): Promise<{ released: Seat | null } | { refused: Exclude<SeatRefusal, 'no-reservation'> }> {
  const optional = { key: key ?? null, words: words ?? null, amount: amount ?? null };
  const posted = await post(context, { ...asked, ...optional, evenSpent, act: 'release' });
  if (!('refused' in posted)) return { released: posted.seat };
  const { refused } = posted;
  return refused === 'no-reservation' ? { released: null } : { refused };
}

/** What a referral holds now, as far as the actor sees its quota; null where it holds nothing. */
export async function seatOf(tx: Tx, referral: string): Promise<Omit<Seat, 'transaction' | 'wasDone'> | null> {
  const held = await seatHeld(tx, referral);
  if (!held) return null;
  return { quota: held.quota_id, state: held.state, amount: held.amount, expiresAt: held.expires_at };
}

const atOnce = 100;

/** Every ten minutes: gives back reservations that nobody confirmed in time, a hundred in one transaction. */
export const expireSeats: LongJob = {
  name: 'expireSeats',
  when: '*/10 * * * *',
  steps: async ({ within, now, signal }) => {
    let gone = 0;
    while (!signal.aborted) {
      const some = await within((tx) => expireDue(tx, now(), atOnce));
      gone += some;
      if (some < atOnce) break;
    }
    return gone;
  },
};
