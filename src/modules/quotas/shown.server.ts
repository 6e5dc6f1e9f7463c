import { organisationsOf } from '../directory/index.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import { groupsOf } from './capacity.sql.ts';
import type { LedgerRow } from './ledger.sql.ts';
import { fullness, type LedgerLine } from './quota.ts';
import type { FoundQuota } from './quota.sql.ts';
import type { DiseaseGroup, Quota, QuotaPage, Transaction } from './schemas.ts';

/** How rows are answered. Amounts travel as decimal text in the unit of their quota. */
export type Refused<Reason extends string> = { refused: Reason };

/** A place by name; one that the table no longer knows by its key. */
export const regionOf = (key: string | null): Quota['region'] =>
  key === null ? null : { key, names: placeOf(key)?.names ?? { en: key } };

export const textIn = (currency: string | null) => (whole: bigint) => amountOf(whole, currency).amount;

export async function groupsByCode({ tx }: Pick<Served, 'tx'>): Promise<(code: string) => DiseaseGroup> {
  const groups = new Map((await groupsOf(tx)).map((group) => [group.code, group]));
  return (code) => groups.get(code) ?? { code, names: { en: code } };
}

export function shownQuota(row: FoundQuota, group: (code: string) => DiseaseGroup): Quota {
  const text = textIn(row.currency);
  const { granted, free, reserved, confirmed, consumed, lapsed } = row.balance;
  return {
    id: row.id,
    partnership: row.partnership_id,
    isDemo: row.is_demo,
    instrument: row.instrument_id,
    provision: row.provision,
    diseaseGroup: group(row.disease_group),
    owner: row.owner_organisation,
    centre: row.centre,
    beneficiary: row.beneficiary,
    region: regionOf(row.region),
    year: row.year,
    unit: row.unit,
    currency: row.currency,
    amount: text(row.amount),
    state: row.state,
    reservationDays: row.reservation_days,
    priorityRule: { words: row.priority_rule.words, order: [...row.priority_rule.order] },
    path: row.path_id,
    commitment: row.commitment_id,
    isOwn: row.isOwn,
    isOfActor: row.isOfActor,
    version: row.version,
    balance: {
      granted: text(granted),
      free: text(free),
      reserved: text(reserved),
      confirmed: text(confirmed),
      consumed: text(consumed),
      lapsed: text(lapsed),
    },
    fullness: fullness(row.balance),
  };
}

export const shownTransaction = ({ at, entries, ...row }: LedgerRow, currency: string | null): Transaction => ({
  ...row,
  at: at.toISOString(),
  entries: entries.map(({ account, amount }) => ({ account, amount: textIn(currency)(BigInt(amount)) })),
});

export const shownLine = ({ line, ...sums }: LedgerLine, currency: string | null): QuotaPage['lines'][number] => {
  const text = (whole: bigint) => (whole > 0n ? textIn(currency)(whole) : null);
  return { line, in: text(sums.in), out: text(sums.out) };
};

/** What organisations are called, each once. */
export const namesOf = async ({ tx }: Pick<Served, 'tx'>, ids: readonly (string | null)[]) =>
  (await organisationsOf(tx, [...new Set(ids.filter((id) => id !== null))])).map(({ id, names, isDemo }) => ({
    id,
    names,
    isDemo,
  }));
