import type { Served } from '../../platform/serve.ts';
import { messagesOfPatients } from './patientHeld.sql.ts';
import { openMessage } from './patientSealed.server.ts';

async function written({ tx, vault }: Served, patients: readonly string[]) {
  return (await messagesOfPatients(tx, patients)).map((row) => ({
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
