import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Acting } from '../../platform/serve.ts';
import type { Shape } from './schemas.ts';
import type { DateWay, Finding, StudyState, Suspicion } from './study.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

export type StudyTable = {
  id: string;
  owner_organisation: string;
  is_demo: boolean;
  patient_id: string;
  subject_id: string | null;
  state: StudyState;
  dates: DateWay;
  person_hash: string | null;
  brought_by: string;
  brought_at: Date;
  version: number;
  changed_at: Date;
};
export type SeriesTable = {
  id: string;
  study_id: string;
  uid_hash: string;
  number: number;
  modality: string;
  taken_on: string | null;
};
export type SliceTable = {
  id: string;
  study_id: string;
  series_id: string;
  uid_hash: string;
  place: number | null;
  along: number | null;
  number: number;
  address: string;
  bytes: number;
  shape: Shape;
  suspicions: Suspicion[];
  found: Finding | null;
  found_by: string | null;
  found_at: Date | null;
};
export type OriginalTable = { slice_id: string; address: string; bytes: number };
export type NewSlice = Omit<SliceTable, 'place' | 'found' | 'found_by' | 'found_at'>;
type Tables = {
  image_study: StudyTable;
  image_series: SeriesTable;
  image_label: { series_id: string; content: Buffer };
  image_slice: SliceTable;
  image_original: OriginalTable;
};
const tables = (tx: Tx) => tx.withTables<Tables>();
const anyOf = (ids: readonly string[]) => sql<string>`any (${[...ids]}::uuid[])`;

/** What happened to a study, for those of the own organisation: names of fields, never what they hold. */
export function studyHappened(
  context: Acting,
  { id, is_demo, action, fields = [] }: { id: string; is_demo: boolean; action: string; fields?: readonly string[] },
): Promise<void> {
  const owner = { owner_organisation: context.actor.organisation, partnership_id: null, side_id: null };
  const shared = { ...owner, visibility: 'own_side', is_demo } as const;
  return recordEvent(context, { subject: 'image_study', subjectId: id, action, fields, shared });
}

/** Whether the actor takes part in the care of that patient now. */
export async function isCareOpen(tx: Tx, patient: string): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select is_in_care(${patient}) as open`.execute(tx);
  return rows[0]?.open === true;
}

export async function isDemoOf(tx: Tx, organisation: string): Promise<boolean> {
  const { rows } = await sql<{ is_demo: boolean }>`select is_demo from organisation where id = ${organisation}`.execute(
    tx,
  );
  return rows[0]?.is_demo === true;
}

export const insertStudy = async (tx: Tx, row: StudyTable): Promise<void> => {
  await tables(tx).insertInto('image_study').values(row).execute();
};

export const studyOf = (tx: Tx, id: string): Promise<StudyTable | undefined> =>
  tables(tx).selectFrom('image_study').selectAll().where('id', '=', id).executeTakeFirst();

/** One study that nobody else changes until this request ends. */
export const lockStudy = (tx: Tx, id: string): Promise<StudyTable | undefined> =>
  tables(tx).selectFrom('image_study').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

type Asked = { patients?: readonly string[] | undefined; subject?: string | undefined };
/** Studies that the actor sees, the newest first; withdrawn ones are left out. */
export function studiesOf(tx: Tx, { patients, subject }: Asked): Promise<StudyTable[]> {
  const all = tables(tx).selectFrom('image_study').selectAll().where('state', '<>', 'withdrawn');
  const of = patients ? all.where('patient_id', '=', anyOf(patients)) : all;
  return (subject ? of.where('subject_id', '=', subject) : of).orderBy('brought_at', 'desc').orderBy('id').execute();
}

export type Counted = { study_id: string; modalities: string[]; slices: number; waiting: number };
/** Of each study how many slices the actor sees, and how many of them wait for somebody to look. */
export async function countsOf(tx: Tx, studies: readonly string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select e.study_id, array_agg(distinct e.modality order by e.modality) as modalities, count(s.id)::int as slices,
      (count(*) filter (where s.suspicions <> '{}' and s.found is null))::int as waiting
    from image_series e left join image_slice s on s.series_id = e.id
    where e.study_id = any (${[...studies]}::uuid[]) group by e.study_id`.execute(tx);
  return rows;
}

export async function saveStudy(
  tx: Tx,
  { id, version }: StudyTable,
  { state, now }: { state: StudyState; now: Date },
): Promise<void> {
  await tables(tx)
    .updateTable('image_study')
    .set({ state, version: version + 1, changed_at: now })
    .where('id', '=', id)
    .execute();
}

/** Whom the slices of a study name: who the first ones did, and `hash` where these are the first. */
export async function personOf(tx: Tx, study: string, hash: string): Promise<string | undefined> {
  const known = await studyOf(tx, study);
  if (known?.person_hash) return known.person_hash;
  const { rows } = await sql<{ person_hash: string }>`
    update image_study set person_hash = coalesce(person_hash, ${hash}) where id = ${study}
    returning person_hash`.execute(tx);
  return rows[0]?.person_hash;
}

export const seriesOf = (tx: Tx, study: string): Promise<SeriesTable[]> =>
  tables(tx)
    .selectFrom('image_series')
    .selectAll()
    .where('study_id', '=', study)
    .orderBy('number')
    .orderBy('id')
    .execute();

export const seriesOfId = (tx: Tx, id: string): Promise<SeriesTable | undefined> =>
  tables(tx).selectFrom('image_series').selectAll().where('id', '=', id).executeTakeFirst();

/** The series of that key, made where it is not there yet; `label` is sealed already. */
export async function seriesFor(tx: Tx, row: SeriesTable, label: Buffer): Promise<string> {
  const inserted = await tables(tx)
    .insertInto('image_series')
    .values(row)
    .onConflict((conflict) => conflict.columns(['study_id', 'uid_hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) await tables(tx).insertInto('image_label').values({ series_id: row.id, content: label }).execute();
  if (inserted) return inserted.id;
  const { id } = await tables(tx)
    .selectFrom('image_series')
    .select('id')
    .where('study_id', '=', row.study_id)
    .where('uid_hash', '=', row.uid_hash)
    .executeTakeFirstOrThrow();
  return id;
}

/** The sealed labels of these series, as far as the actor may see them. */
export const labelsOf = (tx: Tx, series: readonly string[]) =>
  tables(tx).selectFrom('image_label').selectAll().where('series_id', '=', anyOf(series)).execute();

/** A statement has room for 65,535 values. */
const rowsAtOnce = 2000;
type NewRow = Insertable<Omit<SliceTable, 'shape'>> & { shape: RawBuilder<Shape> };

const insertNew = (tx: Tx, rows: readonly NewRow[]) =>
  tables(tx)
    .insertInto('image_slice')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['study_id', 'uid_hash']).doNothing())
    .returning('id')
    .execute();

/** Files slices with where their originals lie; those that the study has already are passed over. @returns how many are new */
export async function insertSlices(
  tx: Tx,
  slices: readonly NewSlice[],
  originals: readonly OriginalTable[],
): Promise<number> {
  const rows = slices
    .map((row) => ({ ...row, shape: sql<Shape>`${JSON.stringify(row.shape)}::jsonb` }))
    .map((row) => ({ ...row, place: null, found: null, found_by: null, found_at: null }))
    .toSorted((a, b) => (a.uid_hash < b.uid_hash ? -1 : 1));
  const isNew = new Set<string>();
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const part = rows.slice(at, at + rowsAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- a statement has room for so many values
    for (const { id } of await insertNew(tx, part)) isNew.add(id);
  }
  const kept = originals.filter(({ slice_id }) => isNew.has(slice_id));
  for (let at = 0; at < kept.length; at += rowsAtOnce)
    // oxlint-disable-next-line no-await-in-loop -- as above
    await tables(tx)
      .insertInto('image_original')
      .values(kept.slice(at, at + rowsAtOnce))
      .execute();
  return kept.length;
}

/** The slices of a study or a series that the actor sees, in their order. */
export function slicesOf(tx: Tx, of: { study: string } | { series: string }): Promise<SliceTable[]> {
  const all = tables(tx).selectFrom('image_slice').selectAll();
  const wanted = 'study' in of ? all.where('study_id', '=', of.study) : all.where('series_id', '=', of.series);
  return wanted.orderBy('place').orderBy('number').orderBy('id').execute();
}

export const sliceOf = (tx: Tx, id: string): Promise<SliceTable | undefined> =>
  tables(tx).selectFrom('image_slice').selectAll().where('id', '=', id).executeTakeFirst();

export const originalOf = (tx: Tx, slice: string) =>
  tables(tx).selectFrom('image_original').select(['address', 'bytes']).where('slice_id', '=', slice).executeTakeFirst();

/** Puts slices in their places, each its index in the list. */
export async function saveOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update image_slice s set place = o.place - 1
    from unnest(${[...ids]}::uuid[]) with ordinality as o (id, place) where s.id = o.id`.execute(tx);
}

type Look = { study: string; slices: readonly string[]; found: Finding; by: string; now: Date };
/** Says what was found in slices of a study that raised a suspicion. @returns how many */
export async function saveFindings(tx: Tx, { study, slices, found, by, now }: Look): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('image_slice')
    .set({ found, found_by: by, found_at: now })
    .where('study_id', '=', study)
    .where('id', '=', anyOf(slices))
    .where(sql<boolean>`suspicions <> '{}'`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
