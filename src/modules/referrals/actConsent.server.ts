import type { Served } from '../../platform/serve.ts';
import type { Step } from './act.server.ts';
import { consentSays, lockConsents } from './onward.sql.ts';

type Lack = { refused: 'consent-missing' | 'consent-ended' };

/** Which consents an act rests on, and whom each has to let in. */
function asked({ found: { referral }, does }: Pick<Step, 'found' | 'does'>) {
  const { commission_organisation: commission, owner_organisation: sender, receiver_organisation: receiver } = referral;
  const isGiven = does.act === 'submit';
  const forReceiver = isGiven ? does.consent : referral.consent_id;
  const forCommission = isGiven ? (does.commissionConsent ?? null) : referral.commission_consent_id;
  const isElsewhere = commission !== null && commission !== sender;
  return [
    { organisation: receiver, consent: forReceiver },
    ...(isElsewhere ? [{ organisation: commission, consent: forCommission }] : []),
  ];
}

/**
 * Why an act cannot rest on the consents: none lets the receiver in, or it stands no longer. They are locked first, so that a withdrawal
 * that is on its way is waited for, and one that comes later comes after the act.
 */
export async function consentLack(context: Served, step: Step): Promise<Lack | null> {
  if (!step.line.needsConsent) return null;
  const { patient_id: patient, stage } = step.found.referral;
  const atHome: readonly string[] = ['draft', 'returned', 'submitted', 'completeness', 'commission'];
  const all = asked(step).slice(0, atHome.includes(stage) ? undefined : 1);
  await lockConsents(
    context.tx,
    all.flatMap(({ consent }) => (consent === null ? [] : [consent])),
  );
  const says = await Promise.all(all.map((each) => consentSays(context.tx, { ...each, patient })));
  if (says.includes('missing')) return { refused: 'consent-missing' };
  return says.includes('ended') ? { refused: 'consent-ended' } : null;
}

/** Whether the consents of a referral stand at this moment; null where none was named yet. */
export async function isConsented(context: Served, found: Step['found']): Promise<boolean | null> {
  const { consent_id: consent, patient_id: patient, receiver_organisation: organisation } = found.referral;
  if (consent === null) return null;
  return (await consentSays(context.tx, { consent, patient, organisation })) === 'stands';
}
