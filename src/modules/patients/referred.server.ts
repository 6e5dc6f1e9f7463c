import { organisationsOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { enterTransfer } from './care.server.ts';
import { openForReferral } from './care.sql.ts';
import { patientHappened } from './patient.sql.ts';

type Referring = { referral: string; patient: string; isDemo: boolean };

/**
 * Opens the care to those to whom a referral goes, on the consents that it names, and enters in the register that it was done. The
 * consent is asked at every reading, so that a withdrawal closes it at once. To whom it is open already, nothing is done.
 * @returns to whom it was opened anew
 */
export async function shareForReferral(context: Served, { referral, patient, isDemo }: Referring): Promise<string[]> {
  const opened = await openForReferral(context, referral);
  const known = await organisationsOf(
    context.tx,
    opened.map(({ organisation }) => organisation),
  );
  await Promise.all(
    opened.map(async ({ organisation, consent }) => {
      const receiver = known.find(({ id }) => id === organisation);
      if (receiver) await enterTransfer(context, { patient, consent, receiver });
      await patientHappened(context, { id: patient, is_demo: isDemo }, { action: 'shareCare', fields: ['care'] });
    }),
  );
  return opened.map(({ organisation }) => organisation);
}
