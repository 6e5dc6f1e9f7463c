import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Account, Entry, ReleaseReason, TransactionKind } from './quota.ts';

export type LedgerRow = {
  id: string;
  at: Date;
  kind: TransactionKind;
  reason: ReleaseReason | null;
  words: string | null;
  referral: string | null;
  decision: string | null;
  organisation: string;
  /** Of the quota that was asked for; amounts are whole, as text. */
  entries: { account: Account; amount: string }[];
};

/** The ledger of a quota, the newest first; a move between two quotas is in the ledgers of both. */
const ledgerQuery = (quota: string): RawBuilder<LedgerRow> => sql<LedgerRow>`
  select t.id, t.at, t.kind, t.reason, t.words, t.referral_id as referral, t.decision_id as decision,
    t.organisation_id as organisation, e.entries
  from quota_transaction t cross join lateral (
    select jsonb_agg(jsonb_build_object('account', x.account, 'amount', x.amount::text) order by x.account) as entries
    from quota_entry x where x.transaction_id = t.id and x.quota_id = ${quota}) e
  where e.entries is not null
    and (t.quota_id = ${quota} or t.decision_id in (select d.id from quota_decision d where ${quota} in (d.from_quota, d.to_quota)))`;

/** So many transactions after one of them, in the order of a ledger read backwards. */
export async function ledgerPage(
  tx: Tx,
  quota: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<LedgerRow[]> {
  const earlier = before
    ? sql`and (t.at, t.id) < (select b.at, b.id from quota_transaction b where b.id = ${before})`
    : sql``;
  const { rows } = await sql<LedgerRow>`${ledgerQuery(quota)} ${earlier}
    order by t.at desc, t.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** What the entries of a quota come to by kind and account. */
export async function sumsOf(tx: Tx, quota: string): Promise<(Entry & { kind: TransactionKind })[]> {
  const { rows } = await sql<{ kind: TransactionKind; account: Account; amount: string }>`
    select t.kind, e.account, sum(e.amount)::text as amount
    from quota_entry e join quota_transaction t on t.id = e.transaction_id
    where e.quota_id = ${quota} group by t.kind, e.account`.execute(tx);
  return rows.map(({ amount, ...row }) => ({ ...row, amount: BigInt(amount) }));
}

/** The whole ledger, the oldest first. */
export const ledgerRows = (quota: string): RawBuilder<LedgerRow> =>
  sql<LedgerRow>`${ledgerQuery(quota)} order by t.at, t.id`;
