import { sha256 } from '../../platform/hash.ts';
import type { FindSignable } from '../../platform/signature/signable.ts';
import { consentState } from './consent.ts';
import { consentOf, type FullConsent, textsOfIds } from './consent.sql.ts';
import { patientOf } from './patient.sql.ts';
import { recordOpened } from './patient.server.ts';

const iso = (moment: Date | null): string | null => (moment ? new Date(moment).toISOString() : null);

/** What a consent allows, as it is signed: no name, no number, nothing that lies sealed. */
const factsOf = (consent: FullConsent) => ({
  purpose: consent.purpose,
  receivingCountry: consent.receiving_country,
  receivingOrganisation: consent.receiving_organisation,
  givenBy: consent.given_by,
  givenHow: consent.given_how,
  givenOn: consent.given_on,
  from: iso(consent.stands_from),
  until: iso(consent.stands_until),
});

/**
 * A consent, which never changes, is signed by who witnesses it for the custodian while nobody has ended it: which text in
 * which version, and what was allowed to whom. That it was opened is put on record.
 */
export const consentToSign: FindSignable = async (context, id) => {
  const { tx, actor, now } = context;
  const consent = await consentOf(tx, id);
  const patient = consent && (await patientOf(tx, consent.patient_id));
  const [text] = consent ? await textsOfIds(tx, [consent.text_id]) : [];
  if (!consent || !patient || !text) return null;
  await recordOpened(context, [patient.id]);
  const stretch = { from: consent.stands_from, until: consent.stands_until, end: consent.end_how };
  const isAlive = ['to_come', 'stands'].includes(consentState(stretch, now)) && patient.erased_at === null;
  const isOurs = patient.custodian === actor.organisation && actor.may.has('patients.write');
  const own = { owner_organisation: actor.organisation, partnership_id: null, side_id: null };
  return {
    version: text.version,
    texts: { [text.language]: sha256(`${text.title}\n${text.wording}`) },
    facts: factsOf(consent),
    href: `/app/patients/${patient.id}`,
    shared: isAlive && isOurs ? { ...own, visibility: 'own_side', is_demo: consent.is_demo } : undefined,
    record: { subject: 'patient', id: patient.id },
  };
};
