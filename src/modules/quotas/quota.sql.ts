import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { Balance, Priority, QuotaState, QuotaUnit } from './quota.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations/0040) do, for every query alike.

export type Ladder = Shared & { partnership_id: string; side_id: string };
/** Whose turn is first: in words, and the order that boards follow. */
export type PriorityRule = { words: LocalisedText; order: readonly Priority[] };
export type QuotaTable = Ladder & {
  id: string;
  instrument_id: string | null;
  provision: LocalisedText | null;
  disease_group: string;
  centre: string;
  beneficiary: string;
  region: string | null;
  year: number;
  unit: QuotaUnit;
  currency: string | null;
  amount: bigint;
  state: QuotaState;
  reservation_days: number;
  priority_rule: PriorityRule;
  path_id: string | null;
  /** The promise that it serves. */
  commitment_id: string | null;
  version: number;
  changed_at: Date;
};
/** With where it stands, and whether the acting organisation gives it. */
export type FoundQuota = QuotaTable & { balance: Balance; isOwn: boolean; isOfActor: boolean };

const tables = (tx: Tx) => tx.withTables<{ quota: QuotaTable }>();
type BalanceText = Record<keyof Balance, string>;
const balanceOf = sql<BalanceText>`(select jsonb_build_object('granted', b.granted::text, 'free', b.free::text, 'reserved', b.reserved::text,
  'confirmed', b.confirmed::text, 'consumed', b.consumed::text, 'lapsed', b.lapsed::text) from quota_balance b where b.quota_id = quota.id)`;
const isOwn = sql<boolean>`owner_organisation = (select actor_organisation())`;
/** Gives it or receives it: whoever proposes and agrees to decisions. */
const isOfActor = sql<boolean>`(select actor_organisation()) in (owner_organisation, beneficiary)`;

const found = (tx: Tx) =>
  tables(tx)
    .selectFrom('quota')
    .selectAll()
    .select([balanceOf.as('standing'), isOwn.as('isOwn'), isOfActor.as('isOfActor')]);

type Row = QuotaTable & { standing: BalanceText; isOwn: boolean; isOfActor: boolean };
const exact = ({ standing, ...row }: Row): FoundQuota => ({
  ...row,
  balance: {
    granted: BigInt(standing.granted),
    free: BigInt(standing.free),
    reserved: BigInt(standing.reserved),
    confirmed: BigInt(standing.confirmed),
    consumed: BigInt(standing.consumed),
    lapsed: BigInt(standing.lapsed),
  },
});

type Sought = {
  partnership?: string | undefined;
  centre?: string | undefined;
  beneficiary?: string | undefined;
  diseaseGroup?: string | undefined;
  year?: number | undefined;
  state?: QuotaState | undefined;
};

const conditionsOf = ({ partnership, centre, beneficiary, diseaseGroup, year, state }: Sought): RawBuilder<boolean> => {
  const all = [sql<boolean>`true`];
  if (partnership !== undefined) all.push(sql`partnership_id = ${partnership}`);
  if (centre !== undefined) all.push(sql`centre = ${centre}`);
  if (beneficiary !== undefined) all.push(sql`beneficiary = ${beneficiary}`);
  if (diseaseGroup !== undefined) all.push(sql`disease_group = ${diseaseGroup}`);
  if (year !== undefined) all.push(sql`year = ${year}`);
  if (state !== undefined) all.push(sql`state = ${state}`);
  return sql<boolean>`${sql.join(all, sql` and `)}`;
};

/** The quotas that the actor sees, of the newest year first; at most five hundred. */
export const quotasOf = async (tx: Tx, sought: Sought): Promise<FoundQuota[]> => {
  const rows = await found(tx)
    .where(conditionsOf(sought))
    .orderBy('year', 'desc')
    .orderBy('disease_group')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(exact);
};

export const quotaFound = async (tx: Tx, id: string): Promise<FoundQuota | undefined> => {
  const row = await found(tx).where('id', '=', id).executeTakeFirst();
  return row && exact(row);
};

/** The acting organisation's own quota, which nobody else changes until this request ends. */
export const lockQuota = (tx: Tx, id: string): Promise<QuotaTable | undefined> =>
  tables(tx).selectFrom('quota').selectAll().where('id', '=', id).where(isOwn).forNoKeyUpdate().executeTakeFirst();

/** What a person says of a quota. */
export type Described = Pick<
  QuotaTable,
  | 'instrument_id'
  | 'provision'
  | 'disease_group'
  | 'centre'
  | 'beneficiary'
  | 'region'
  | 'year'
  | 'unit'
  | 'currency'
  | 'amount'
  | 'reservation_days'
  | 'priority_rule'
  | 'path_id'
  | 'commitment_id'
>;

export async function insertQuota(context: Served, described: Described, ladder: Ladder): Promise<QuotaTable> {
  const { tx, newId, now } = context;
  const row: QuotaTable = {
    ...ladder,
    id: newId(),
    ...described,
    state: 'draft',
    version: 1,
    changed_at: now,
  };
  await tables(tx).insertInto('quota').values(row).execute();
  const fields = ['diseaseGroup', 'centre', 'beneficiary', 'year', 'amount'];
  await recordEvent(context, { subject: 'quota', subjectId: row.id, action: 'record', fields, shared: ladder });
  return row;
}

/** Saves a quota that has been locked, and says what changed. */
export async function saveQuota(
  context: Served,
  before: QuotaTable,
  { changed, fields }: { changed: Partial<Described>; fields: readonly string[] },
): Promise<void> {
  const after = { ...changed, version: before.version + 1, changed_at: context.now };
  await tables(context.tx).updateTable('quota').set(after).where('id', '=', before.id).execute();
  await recordEvent(context, { subject: 'quota', subjectId: before.id, action: 'change', fields, shared: before });
}

export type Opened<Refusal extends string> = { refused: Refusal } | { quota: string };
type OpenRefusal = 'not-found' | 'not-own-side' | 'stale' | 'quota-not-draft' | 'instrument-missing';
type CloseRefusal = 'not-found' | 'not-own-side' | 'stale' | 'quota-closed' | 'year-not-over';
type At = { id: string; version: number };

/** Grants what the quota says and shows it to all sides; written and recorded by the database. */
export async function openQuotaRow({ tx, newId, now }: Served, { id, version }: At): Promise<Opened<OpenRefusal>> {
  const { rows } = await sql<{ opened: Opened<OpenRefusal> }>`
    select open_quota(${id}, ${version}, ${newId()}, ${now}) as opened`.execute(tx);
  return rows[0]?.opened ?? { refused: 'not-found' };
}

/** Closes it once its year is over; what is free lapses. */
export async function closeQuotaRow(
  { tx, newId, now, today }: Served,
  { id, version }: At,
): Promise<Opened<CloseRefusal>> {
  const { rows } = await sql<{ closed: Opened<CloseRefusal> }>`
    select close_quota(${id}, ${version}, ${newId()}, ${now}, ${today}::date) as closed`.execute(tx);
  return rows[0]?.closed ?? { refused: 'not-found' };
}

/** Whether an instrument is of this partnership, as far as the actor sees it. */
export async function isInstrumentIn(
  { tx }: Served,
  { instrument, partnership }: Record<'instrument' | 'partnership', string>,
): Promise<boolean> {
  const { rows } = await sql`select from instrument where id = ${instrument} and partnership_id = ${partnership}
    and retracted_at is null`.execute(tx);
  return rows.length > 0;
}

/** Whether a path of referrals is of this partnership, as far as the actor sees it. */
export async function isPathIn(
  { tx }: Served,
  { path, partnership }: Record<'path' | 'partnership', string>,
): Promise<boolean> {
  const { rows } = await sql`select from referral_path where id = ${path} and partnership_id = ${partnership}`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Whether a promise is of this partnership, as far as the actor sees it. */
export async function isCommitmentIn(
  { tx }: Served,
  { commitment, partnership }: Record<'commitment' | 'partnership', string>,
): Promise<boolean> {
  const { rows } = await sql`select from commitment where id = ${commitment} and partnership_id = ${partnership}
    and retracted_at is null`.execute(tx);
  return rows.length > 0;
}

/** What an instrument is called, as far as the actor sees it. */
export async function instrumentTitle(tx: Tx, id: string): Promise<LocalisedText | null> {
  const { rows } = await sql<{ title: LocalisedText }>`select title from instrument where id = ${id}`.execute(tx);
  return rows[0]?.title ?? null;
}

/** The quotas of these ids that the actor sees. */
export const quotasNamed = async (tx: Tx, ids: readonly string[]): Promise<FoundQuota[]> =>
  (
    await found(tx)
      .where('id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
      .execute()
  ).map(exact);
