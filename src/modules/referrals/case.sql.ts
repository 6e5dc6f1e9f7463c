import { type ColumnType, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { PartKind, SaidState } from './case.ts';
import type { Party } from './referral.ts';

// Nothing here asks who is looking: the row policies (db/migrations/0043) do, for every query alike.

type Written = { organisation_id: string; content: Buffer; version: number; at: Date; written_by: string };
export type PartTable = Written & { id?: string | undefined; referral_id: string; kind: PartKind; party: Party };
export type DocumentTable = {
  id: string;
  referral_id: string;
  party: Party;
  organisation_id: string;
  paper: string;
  content: Buffer;
  address: string;
  media_type: string;
  bytes: number;
  pages: number;
  replaces: string | null;
  at: Date;
  written_by: string;
  taken_back_at: Date | null;
};
export type StatementTable = {
  id: string;
  referral_id: string;
  party: Party;
  organisation_id: string;
  paper: string | null;
  document_id: string | null;
  state: SaidState;
  pages: number[];
  valid_until: string | null;
  content: Buffer | null;
  at: Date;
  written_by: string;
};
export type TranslationTable = {
  id: string;
  referral_id: string;
  kind: PartKind | null;
  party: Party | null;
  document_id: string | null;
  of_version: number;
  language: string;
  content: Buffer;
  how: 'person' | 'machine';
  entered_by: string;
  organisation_id: string;
  at: Date;
  approved_at: Date | null;
  approved_by: string | null;
  approved_name: string | null;
  approved_for: string | null;
  version: number;
};

const tables = (tx: Tx) =>
  tx.withTables<{
    case_part: PartTable;
    case_part_version: PartTable;
    case_document: Omit<DocumentTable, 'taken_back_at'> & { taken_back_at: ColumnType<Date | null, never, Date> };
    case_statement: StatementTable;
    case_translation: TranslationTable;
  }>();

export const partsOf = (tx: Tx, referral: string): Promise<PartTable[]> =>
  tables(tx).selectFrom('case_part').selectAll().where('referral_id', '=', referral).execute();

type PartKey = { referral: string; kind: PartKind; party: Party };
export const partOf = (tx: Tx, { referral, kind, party }: PartKey): Promise<PartTable | undefined> =>
  tables(tx)
    .selectFrom('case_part')
    .selectAll()
    .where('referral_id', '=', referral)
    .where('kind', '=', kind)
    .where('party', '=', party)
    .executeTakeFirst();

/** What a part said before, the newest first. */
export const earlierOf = (tx: Tx, { referral, kind, party }: PartKey): Promise<PartTable[]> =>
  tables(tx)
    .selectFrom('case_part_version')
    .selectAll()
    .where('referral_id', '=', referral)
    .where('kind', '=', kind)
    .where('party', '=', party)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();

/** Writes a part after the version that was read (0: none yet); false where somebody else did so first. */
export async function savePart(tx: Tx, row: PartTable): Promise<boolean> {
  if (row.version === 1) {
    const inserted = await tables(tx)
      .insertInto('case_part')
      .values(row)
      .onConflict((conflict) => conflict.columns(['referral_id', 'kind', 'party']).doNothing())
      .executeTakeFirstOrThrow();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const { content, organisation_id, version, at, written_by } = row;
  const changed = await tables(tx)
    .updateTable('case_part')
    .set({ content, organisation_id, version, at, written_by })
    .where('referral_id', '=', row.referral_id)
    .where('kind', '=', row.kind)
    .where('party', '=', row.party)
    .where('version', '=', version - 1)
    .executeTakeFirstOrThrow();
  return changed.numUpdatedRows === 1n;
}

/** All documents that were ever brought, in that order. */
export const documentsOf = (tx: Tx, referral: string): Promise<DocumentTable[]> =>
  tables(tx)
    .selectFrom('case_document')
    .selectAll()
    .where('referral_id', '=', referral)
    .orderBy(sql`position`)
    .execute();
/** A new document; a row that was read for another referral brings columns that the database fills itself. */
export function insertDocument(tx: Tx, row: DocumentTable) {
  const { id, referral_id, party, organisation_id, paper, content, address, media_type, bytes, pages, replaces } = row;
  const fresh = {
    id,
    referral_id,
    party,
    organisation_id,
    paper,
    content,
    address,
    media_type,
    bytes,
    pages,
    replaces,
  };
  return tables(tx)
    .insertInto('case_document')
    .values({ ...fresh, at: row.at, written_by: row.written_by })
    .execute();
}
export const takeBack = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (
    await tables(tx)
      .updateTable('case_document')
      .set({ taken_back_at: at })
      .where('id', '=', id)
      .where('taken_back_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).numUpdatedRows === 1n;
/** Whether other documents of this patient still lead to the same bytes. */
export async function isHeldElsewhere(tx: Tx, { id, address }: Pick<DocumentTable, 'id' | 'address'>) {
  const { rows } = await sql<{ held: boolean }>`select case_file_is_held(${id}, ${address}) as held`.execute(tx);
  return rows[0]?.held ?? true;
}

/** All that was said of papers and documents, in the order in which it was said. */
export const statementsOf = (tx: Tx, referral: string): Promise<StatementTable[]> =>
  tables(tx)
    .selectFrom('case_statement')
    .selectAll()
    .where('referral_id', '=', referral)
    .orderBy(sql`position`)
    .execute();
export const insertStatement = (tx: Tx, row: StatementTable) =>
  tables(tx).insertInto('case_statement').values(row).execute();

export const translationsOf = (tx: Tx, referral: string): Promise<TranslationTable[]> =>
  tables(tx)
    .selectFrom('case_translation')
    .selectAll()
    .where('referral_id', '=', referral)
    .orderBy('at')
    .orderBy('id')
    .execute();
export async function insertTranslation(tx: Tx, row: TranslationTable): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('case_translation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
/** Changes a translation after the version that was read; false where somebody else did so first. */
export async function saveTranslation(tx: Tx, id: string, changed: Partial<TranslationTable> & { version: number }) {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('case_translation')
    .set(changed)
    .where('id', '=', id)
    .where('version', '=', changed.version - 1)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** One thing that is there of a case; nothing of what it says. */
export type There = {
  what: 'part' | 'document' | 'statement';
  id: string | null;
  code: string | null;
  party: Party;
  document: string | null;
  state: SaidState | null;
  pages: number[];
  validUntil: string | null;
  at: Date;
};
/** What is there of a case, for whoever sees the referral: also those before whom its words are closed. */
export const thereOf = async (tx: Tx, referral: string): Promise<There[]> =>
  (
    await sql<There>`select what, id, code, party, document, state, pages, valid_until as "validUntil", at
      from case_there(${referral})`.execute(tx)
  ).rows;

/** How who acts is called; null for another system. */
export const nameOfActor = async ({ tx }: Pick<Served, 'tx'>): Promise<string | null> =>
  (await sql<{ name: string | null }>`select actor_name() as name`.execute(tx)).rows[0]?.name ?? null;

/** Takes the cases of erased patients away. @returns where their files are */
export const eraseCases = async (
  tx: Tx,
  patients: readonly string[],
): Promise<{ patient: string; address: string }[]> =>
  (
    await sql<{ patient: string; address: string }>`
      select patient, address from erase_cases(${[...patients]}::uuid[])`.execute(tx)
  ).rows;
export const runningOf = async (tx: Tx, patients: readonly string[]): Promise<{ patient: string; number: string }[]> =>
  (
    await sql<{ patient: string; number: string }>`
      select patient, number from referrals_running(${[...patients]}::uuid[])`.execute(tx)
  ).rows;
/** The referrals of these patients that the actor sees. */
export const referralsAbout = async (tx: Tx, patients: readonly string[]): Promise<string[]> =>
  (
    await sql<{
      id: string;
    }>`select id from referral where patient_id = any (${[...patients]}::uuid[]) order by created_at`.execute(tx)
  ).rows.map(({ id }) => id);

/** Whether the case is open to whoever asks. */
export const isOpen = async (tx: Tx, referral: string): Promise<boolean> =>
  (await sql<{ open: boolean }>`select case_is_open(${referral}) as open`.execute(tx)).rows[0]?.open ?? false;
