import { sql } from 'kysely';
import type { Served } from '../../platform/serve.ts';
import type { MessageRow } from './patientPage.sql.ts';
import { openMessage } from './patientSealed.server.ts';

type Row = Pick<MessageRow, 'referral_id' | 'patient_id' | 'organisation_id' | 'holder' | 'about' | 'body' | 'at'>;

async function written({ tx, vault }: Served, patients: readonly string[]) {
  const { rows } =
    await sql<Row>`select referral_id, patient_id, organisation_id, holder, about, body, at from patient_message
    where patient_id = any (${[...patients]}::uuid[]) order by at, id`.execute(tx);
  return rows.map((row) => ({
    referral: row.referral_id,
    from: row.organisation_id ?? row.holder,
    about: row.about,
    at: row.at.toISOString(),
    text: openMessage(vault, row),
  }));
}

/** What the pages of patients hold: what was written both ways. Texts and how somebody is reached go with the patient's key. */
export const patientPageHolding = {
  name: 'patientPage',
  of: async (context: Served, patients: readonly string[]) => {
    const messages = await written(context, patients);
    return messages.length === 0 ? undefined : { messages };
  },
};
