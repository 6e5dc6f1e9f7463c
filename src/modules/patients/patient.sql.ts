import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { KeyKind } from './keys.ts';
import { anyOf, type PatientTable, tables } from './tables.sql.ts';

export type Hashed = { kind: KeyKind; hash: string };
type Found = { id: string; isOpen: boolean };

type Told = { subject: string; subjectId: string; action: string; fields?: readonly string[]; isDemo: boolean };

/** What happened, for those of the own organisation: names of fields, never what they hold. */
export function happened(context: Served, { isDemo: is_demo, fields = [], ...told }: Told): Promise<void> {
  const owner = { owner_organisation: context.actor.organisation, partnership_id: null, side_id: null };
  return recordEvent(context, { ...told, fields, shared: { ...owner, visibility: 'own_side', is_demo } });
}

export const patientHappened = (
  context: Served,
  { id, is_demo: isDemo }: Pick<PatientTable, 'id' | 'is_demo'>,
  told: Pick<Told, 'action' | 'fields'>,
): Promise<void> => happened(context, { subject: 'patient', subjectId: id, isDemo, ...told });

export const patientOf = (tx: Tx, id: string): Promise<PatientTable | undefined> =>
  tables(tx).selectFrom('patient').selectAll().where('id', '=', id).executeTakeFirst();

/** Those of these patients that are open to the actor, in no order. */
export const patientsOfIds = async (tx: Tx, ids: readonly string[]): Promise<PatientTable[]> =>
  ids.length === 0 ? [] : tables(tx).selectFrom('patient').selectAll().where('id', '=', anyOf(ids)).execute();

export const mergedInto = (tx: Tx, id: string): Promise<PatientTable[]> =>
  tables(tx).selectFrom('patient').selectAll().where('merged_into', '=', id).orderBy('merged_at').execute();

/** Rows that the actor may change, locked in the order of their ids, so that merges that cross wait and never in a circle. */
export const lockPatients = (tx: Tx, ids: readonly string[]): Promise<PatientTable[]> =>
  tables(tx).selectFrom('patient').selectAll().where('id', '=', anyOf(ids)).orderBy('id').forNoKeyUpdate().execute();

/** The patients in whose care the acting organisation has a part, the last changed first; erased and merged ones left out. */
export const recentOf = (tx: Tx, limit: number): Promise<PatientTable[]> =>
  tables(tx)
    .selectFrom('patient')
    .selectAll()
    .where(sql<boolean>`id in (select patient_id from care_part where organisation_id = (select actor_organisation()))`)
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Finds by exact hashes, also what is not open to the actor: of that, only that there is something. */
export async function findByHashes(
  tx: Tx,
  kind: 'identifier' | 'name_and_birth',
  hashes: readonly string[],
): Promise<Found[]> {
  const { rows } = await sql<{ id: string; is_open: boolean }>`
    select id, is_open from find_patients(${hashes}::text[], ${kind})`.execute(tx);
  return rows.map(({ id, is_open: isOpen }) => ({ id, isOpen }));
}

/** Which patients of the own organisation share a key with these, and of which kind. */
export async function sharingKeys(tx: Tx, keys: readonly Hashed[]): Promise<{ id: string; kind: KeyKind }[]> {
  const { rows } = await sql<{ id: string; kind: KeyKind }>`
    select distinct k.patient_id as id, k.kind from patient_key k
    join unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ hash }) => hash)}::text[]) as w (kind, hash)
      on w.kind = k.kind and w.hash = k.hash
    join patient p on p.id = k.patient_id and p.custodian = (select actor_organisation()) and p.erased_at is null`.execute(
    tx,
  );
  return rows;
}

/** Requests that bring the same identifiers wait for one another here, so that of two at once one finds the other. */
export async function queueFor(tx: Tx, hashes: readonly string[]): Promise<void> {
  for (const hash of [...new Set(hashes)].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 0))`.execute(tx);
}

type New = { id: string; identity: Buffer; keys: readonly Hashed[]; isDemo: boolean };

export async function insertPatient(context: Served, { id, identity, keys, isDemo: is_demo }: New): Promise<void> {
  const { tx, actor, now, newId } = context;
  const record = {
    id,
    identity,
    is_demo,
    custodian: actor.organisation,
    registered_by: actor.person,
    registered_at: now,
  };
  const plain = { merged_into: null, merged_at: null, merged_by: null, erased_at: null, version: 1, changed_at: now };
  await tables(tx)
    .insertInto('patient')
    .values({ ...record, ...plain })
    .execute();
  const part = { organisation_id: actor.organisation, ground: 'custodian', consent_id: null } as const;
  await tables(tx)
    .insertInto('care_part')
    .values({ ...part, id: newId(), patient_id: id, since: now, until: null, granted_by: actor.person })
    .execute();
  await insertKeys(tx, id, keys);
  await patientHappened(context, { id, is_demo }, { action: 'register' });
}

async function insertKeys(tx: Tx, patient_id: string, keys: readonly Hashed[]): Promise<void> {
  if (keys.length === 0) return;
  await tables(tx)
    .insertInto('patient_key')
    .values(keys.map((key) => ({ ...key, patient_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type Changed = { identity: Buffer; keys: readonly Hashed[]; fields: readonly string[] };

/** Puts what is said now in the place of what was said, which is kept. */
export async function saveIdentity(context: Served, row: PatientTable, { identity, keys, fields }: Changed) {
  const { tx, actor, now } = context;
  if (row.identity === null) throw new Error('an erased record has no identity to change');
  const before = { patient_id: row.id, version: row.version, identity: row.identity, until: now };
  await tables(tx)
    .insertInto('patient_version')
    .values({ ...before, changed_by: actor.person })
    .execute();
  await tables(tx)
    .updateTable('patient')
    .set({ identity, version: row.version + 1, changed_at: now })
    .where('id', '=', row.id)
    .execute();
  await tables(tx).deleteFrom('patient_key').where('patient_id', '=', row.id).execute();
  await insertKeys(tx, row.id, keys);
  await patientHappened(context, row, { action: 'change', fields });
}

export const versionsOf = (tx: Tx, ids: readonly string[]) =>
  tables(tx)
    .selectFrom('patient_version')
    .selectAll()
    .where('patient_id', '=', anyOf(ids))
    .orderBy('version')
    .execute();

export const isLedTo = async (tx: Tx, id: string): Promise<boolean> => (await mergedInto(tx, id)).length > 0;

/** Puts the signpost up, or (`into` null) takes it down. Nothing else of either row is touched. */
export async function setMergedInto(context: Served, row: PatientTable, into: string | null): Promise<void> {
  const { tx, now, actor } = context;
  const signpost = into === null ? null : { at: now, by: actor.person };
  await tables(tx)
    .updateTable('patient')
    .set({
      merged_into: into,
      merged_at: signpost?.at ?? null,
      merged_by: signpost?.by ?? null,
      version: row.version + 1,
      changed_at: now,
    })
    .where('id', '=', row.id)
    .execute();
  const [onMerged, onKept] = into === null ? ['undoMerge', 'release'] : ['merge', 'absorb'];
  const kept = into ?? row.merged_into;
  await patientHappened(context, row, { action: onMerged ?? '', fields: ['mergedInto'] });
  if (kept !== null)
    await patientHappened(context, { ...row, id: kept }, { action: onKept ?? '', fields: ['mergedInto'] });
}

/** How often the actor has searched within the last ten minutes; searches of one person wait for one another here. */
export async function searchesLately(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: string }>`select own_searches_lately() as count`.execute(tx);
  return Number(rows[0]?.count);
}
