import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { categories, grounds } from './transfer.ts';

export type TransferFields = {
  patient: string | null;
  people: number;
  categories: (typeof categories)[number][];
  toOrganisation: string | null;
  toName: string | null;
  toCountry: string;
  ground: (typeof grounds)[number];
  reference: string;
  corrects: string | null;
};
export type TransferRow = TransferFields & {
  id: string;
  fromOrganisation: string;
  sentAt: Date;
  recordedAt: Date;
  recordedBy: string;
  correctedBy: string | null;
  isDemo: boolean;
};
export type TransferFilter = {
  country?: string | undefined;
  patient?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
};

const columns = sql`
  t.id, t.organisation_id as "fromOrganisation", t.patient_id as patient, t.people, t.categories,
  t.to_organisation as "toOrganisation", t.to_name as "toName", t.to_country as "toCountry", t.ground, t.reference,
  t.sent_at as "sentAt", t.recorded_at as "recordedAt", t.recorded_by as "recordedBy", t.corrects,
  (select later.id from transfer later where later.corrects = t.id) as "correctedBy", t.is_demo as "isDemo"`;

function conditions({ country, patient, from, until }: TransferFilter): RawBuilder<unknown> {
  const all = [sql`true`];
  if (country) all.push(sql`t.to_country = ${country}`);
  if (patient) all.push(sql`t.patient_id = ${patient}`);
  if (from) all.push(sql`t.sent_at >= ${from}::date`);
  if (until) all.push(sql`t.sent_at < ${until}::date + 1`);
  return sql.join(all, sql` and `);
}

type Slice = { cursor: string | undefined; limit: number };

/** A page of the register, the latest first. The cursor is the last line of the page before. */
export async function listTransfers(tx: Tx, filter: TransferFilter, { cursor, limit }: Slice): Promise<TransferRow[]> {
  const after = cursor
    ? sql`and (t.sent_at, t.id) < (select c.sent_at, c.id from transfer c where c.id = ${cursor})`
    : sql``;
  const { rows } = await sql<TransferRow>`
    select ${columns} from transfer t where ${conditions(filter)} ${after}
    order by t.sent_at desc, t.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** All of them, as a query to be read a page at a time. */
export const transfersQuery = (filter: TransferFilter): RawBuilder<TransferRow> =>
  sql<TransferRow>`select ${columns} from transfer t where ${conditions(filter)} order by t.sent_at desc, t.id desc`;

/** Every line about these patients. */
export async function transfersOf(tx: Tx, patients: readonly string[]): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from transfer t where t.patient_id = any (${patients}::uuid[]) order by t.sent_at, t.id`.execute(
    tx,
  );
  return rows;
}

type Received = { organisation: string; count: number; lastAt: Date };
type Asked = { patients: readonly string[]; receivers: readonly string[] };

/** How often each of these organisations was given something about these patients, and when last. */
export async function receivedOf(tx: Tx, { patients, receivers }: Asked): Promise<Received[]> {
  const { rows } = await sql<Received>`
    select t.to_organisation as organisation, count(*)::int as count, max(t.sent_at) as "lastAt" from transfer t
    where t.patient_id = any (${patients}::uuid[]) and t.to_organisation = any (${receivers}::uuid[])
      and not exists (select from transfer later where later.corrects = t.id)
    group by t.to_organisation`.execute(tx);
  return rows;
}

export async function findTransfer(tx: Tx, id: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`select ${columns} from transfer t where t.id = ${id}`.execute(tx);
  return rows[0];
}

type NewTransfer = TransferFields & {
  id: string;
  organisation: string;
  person: string;
  sentAt: Date;
  recordedAt: Date;
  isDemo: boolean;
  consent: string | null;
};
export async function insertTransfer(tx: Tx, made: NewTransfer): Promise<void> {
  await sql`
    insert into transfer (id, organisation_id, patient_id, people, categories, to_organisation, to_name, to_country,
      ground, reference, consent_id, sent_at, recorded_at, recorded_by, corrects, is_demo)
    values (${made.id}, ${made.organisation}, ${made.patient}, ${made.people}, ${made.categories},
      ${made.toOrganisation}, ${made.toName}, ${made.toCountry}, ${made.ground}, ${made.reference}, ${made.consent},
      ${made.sentAt}, ${made.recordedAt}, ${made.person}, ${made.corrects}, ${made.isDemo})`.execute(tx);
}
