import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { MessageRow } from './patientPage.sql.ts';

type Row = Pick<MessageRow, 'referral_id' | 'patient_id' | 'organisation_id' | 'holder' | 'about' | 'body' | 'at'>;

/** What was written to and by these patients, oldest first. */
export async function messagesOfPatients(tx: Tx, patients: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select referral_id, patient_id, organisation_id, holder, about, body, at from patient_message
    where patient_id = any (${[...patients]}::uuid[]) order by at, id`.execute(tx);
  return rows;
}
