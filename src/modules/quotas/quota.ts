import type { Comparator } from '../../vocabulary.ts';

/** What a quota is and what may happen to a seat of it. Pure: no clock, no database, no HTTP. */
export const quotaStates = ['draft', 'open', 'closed'] as const;
export type QuotaState = (typeof quotaStates)[number];
/** Seats are counted; money is in the minor units of its currency. */
export const quotaUnits = ['seat', 'money'] as const;
export type QuotaUnit = (typeof quotaUnits)[number];
export const seatStates = ['reserved', 'confirmed', 'consumed', 'released', 'expired'] as const;
export type SeatState = (typeof seatStates)[number];

/** What can be in the ledger: the twin of the check of `quota_transaction`. */
export const transactionKinds = [
  'grant',
  'reserve',
  'confirm',
  'consume',
  'release',
  'expire',
  'move',
  'adjust',
  'lapse',
] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** Why a seat was given back. What has no code is said in words; nothing clinical is. */
export const releaseReasons = [
  'cancelled',
  'declined',
  'died',
  'no_show',
  'referred_onward',
  'returned',
  'stopped',
  'expired',
  'cost_less',
  'mistake',
  'other',
] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** `granted` gives, the others hold: what leaves one of them comes to another. */
export const accounts = ['granted', 'free', 'reserved', 'confirmed', 'consumed', 'lapsed'] as const;
export type Account = (typeof accounts)[number];
export type Balance = Record<Account, bigint>;
export type Entry = { account: Account; amount: bigint };

export const decisionStates = ['proposed', 'agreed', 'refused', 'withdrawn'] as const;
export type DecisionState = (typeof decisionStates)[number];

/** Whose turn is first, in the order in which a board looks at it. */
export const priorities = ['urgent_first', 'children_first', 'waiting_longest'] as const;
export type Priority = (typeof priorities)[number];

export const nothing: Balance = { granted: 0n, free: 0n, reserved: 0n, confirmed: 0n, consumed: 0n, lapsed: 0n };

/** What entries come to: `granted` is said as what was given, so above zero. */
export const balanceOf = (entries: readonly Entry[]): Balance =>
  entries.reduce<Balance>(
    (sum, { account, amount }) => ({
      ...sum,
      [account]: account === 'granted' ? sum.granted - amount : sum[account] + amount,
    }),
    nothing,
  );

/** Nobody holds less than nothing, and all of it together is what was granted. */
export const isSound = ({ granted, ...held }: Balance): boolean =>
  Object.values(held).every((amount) => amount >= 0n) &&
  Object.values(held).reduce((sum, amount) => sum + amount, 0n) === granted;

/** What is no longer to be had: reserved, confirmed and spent. */
export const takenOf = ({ reserved, confirmed, consumed }: Balance): bigint => reserved + confirmed + consumed;

/** How full a quota is, in hundredths of what was granted and did not lapse; nothing granted is empty. */
export function fullness(balance: Balance): number {
  const all = balance.granted - balance.lapsed;
  return all <= 0n ? 0 : Number((takenOf(balance) * 10_000n) / all) / 100;
}

export type LedgerLine = {
  line: 'granted' | 'treated' | 'booked' | 'returned' | 'moved' | 'lapsed';
  in: bigint;
  out: bigint;
};

/**
 * The ledger in the words of a page: what came in and what went out, so that the lines come to what is free. What was given back is told
 * with what had been taken, so that booking and giving back are both seen.
 */
export function linesOf(entries: readonly (Entry & { kind: TransactionKind })[], balance: Balance): LedgerLine[] {
  const free = (kinds: readonly TransactionKind[]) =>
    entries.filter(({ account, kind }) => account === 'free' && kinds.includes(kind));
  const sum = (own: readonly Entry[]) => own.reduce((total, { amount }) => total + amount, 0n);
  const [granted, moved, returned] = [free(['grant']), free(['move', 'adjust']), free(['release', 'expire'])].map(sum);
  const booked = -sum(free(['reserve'])) - balance.consumed;
  const line = (name: LedgerLine['line'], amount: bigint): LedgerLine =>
    amount >= 0n ? { line: name, in: amount, out: 0n } : { line: name, in: 0n, out: -amount };
  return [
    line('granted', granted ?? 0n),
    line('moved', moved ?? 0n),
    line('treated', -balance.consumed),
    line('booked', -booked),
    line('returned', returned ?? 0n),
    line('lapsed', sum(free(['lapse']))),
  ].filter(({ line: name, in: into, out }) => ['granted', 'treated', 'booked'].includes(name) || into > 0n || out > 0n);
}

/**
 * Whether quotas are certainly more than what a centre is said to be able to do. Of a centre for more than eight hundred a year nobody knows
 * where its limit is.
 */
export function isOverCapacity(said: { seats: number; comparator: Comparator }, granted: number): boolean {
  if (said.comparator === 'gt' || said.comparator === 'ge') return false;
  return said.comparator === 'lt' ? granted >= said.seats : granted > said.seats;
}
