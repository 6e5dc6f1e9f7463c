import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { ErasureAsker } from './erasure.ts';
import { patientHappened } from './patient.sql.ts';
import { anyOf, type PatientTable, tables } from './tables.sql.ts';

export type Erasure = {
  id: string;
  patient: string;
  askedBy: ErasureAsker;
  requestedBy: string;
  requestedAt: Date;
  decision: 'approved' | 'refused' | null;
};
const erasures = (tx: Tx) =>
  tables(tx)
    .selectFrom('erasure as e')
    .leftJoin('erasure_decision as d', 'd.erasure_id', 'e.id')
    .select(['e.id', 'e.patient_id as patient', 'e.asked_by as askedBy', 'e.requested_by as requestedBy'])
    .select(['e.requested_at as requestedAt', 'd.decision']);

export const erasuresOf = (tx: Tx, patients: readonly string[]): Promise<Erasure[]> =>
  erasures(tx).where('e.patient_id', '=', anyOf(patients)).orderBy('e.requested_at', 'desc').execute();

export const erasureOf = (tx: Tx, id: string): Promise<Erasure | undefined> =>
  erasures(tx).where('e.id', '=', id).executeTakeFirst();

export async function insertErasure(context: Served, patient: PatientTable, askedBy: ErasureAsker): Promise<string> {
  const { tx, actor, now, newId } = context;
  const id = newId();
  const asked = { asked_by: askedBy, requested_by: actor.person, requested_at: now };
  await tables(tx)
    .insertInto('erasure')
    .values({ id, patient_id: patient.id, ...asked })
    .execute();
  await patientHappened(context, patient, { action: 'askErasure' });
  return id;
}

type Decision = { erasure: string; decision: 'approved' | 'refused'; ground: string | null };

/** Decides once; false where somebody has decided already. */
export async function insertDecision(context: Served, patient: PatientTable, { erasure, decision, ground }: Decision) {
  const { tx, actor, now } = context;
  const { numInsertedOrUpdatedRows: decided } = await tables(tx)
    .insertInto('erasure_decision')
    .values({ erasure_id: erasure, decision, ground, decided_by: actor.person, decided_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (decided !== 1n) return false;
  await patientHappened(context, patient, { action: decision === 'approved' ? 'approveErasure' : 'refuseErasure' });
  return true;
}

/** Leaves of a record that it was there, and takes away by what it was found and what it said. */
export async function eraseRow(context: Served, row: PatientTable): Promise<void> {
  const { tx, now } = context;
  await tables(tx).deleteFrom('patient_key').where('patient_id', '=', row.id).execute();
  await tables(tx)
    .updateTable('patient')
    .set({ identity: null, erased_at: now, version: row.version + 1, changed_at: now })
    .where('id', '=', row.id)
    .execute();
  await tables(tx).deleteFrom('patient_version').where('patient_id', '=', row.id).execute();
  await patientHappened(context, row, { action: 'erase', fields: ['identity'] });
}

export type AccessRow = {
  id: string;
  at: Date;
  organisation: string;
  role: string | null;
  origin: string | null;
  endpoint: string;
  kind: string;
  purpose: string;
  reason: string | null;
};

/** Who opened what of these patients, newest first: only for who answers for the record. */
export const accessesOf = async (tx: Tx, patients: readonly string[]): Promise<AccessRow[]> =>
  (
    await sql<AccessRow>`select id, at, organisation, role, origin, endpoint, kind, purpose, reason
      from accesses_of_patient(${[...patients]}::uuid[])`.execute(tx)
  ).rows;

type Copied = { organisation: string; reads: bigint; exports: bigint; lastAt: Date };

/** What these organisations have opened of a patient. */
export const copiedOf = async (tx: Tx, patient: string, receivers: readonly string[]): Promise<Copied[]> =>
  receivers.length === 0
    ? []
    : (
        await sql<Copied>`select organisation, reads, exports, last_at as "lastAt"
          from copied_of_patient(${patient}::uuid, ${[...receivers]}::uuid[])`.execute(tx)
      ).rows;
