import type { Consent, Organization, Patient, Reference, RelatedPerson } from '@medplum/fhirtypes';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, systems } from './common.ts';

/** Consents of patients of ours, to and from R4. Pure. */

export type ConsentRow = Row & {
  patient_id: string;
  owner_organisation: string;
  purpose: string;
  receiving_country: string;
  receiving_organisation: string | null;
  given_by: 'patient' | 'representative';
  given_how: string;
  given_on: string;
  stands_from: Date | null;
  stands_until: Date | null;
  state: 'active' | 'inactive';
  language: string;
  title: string;
  text_id: string;
};
type Details = { standing: { name: string } | null; witness: string | null } | null;

export const consentStates = { active: ['active'], inactive: ['inactive'] } as const;
const countries = 'urn:iso:std:iso:3166';
const informationRecipient = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }],
};

const performerOf = ({ given_by, patient_id }: ConsentRow, details: Details): Reference<Patient | RelatedPerson> => ({
  ...(given_by === 'patient' ? { reference: `Patient/${patient_id}` } : { type: 'RelatedPerson' }),
  ...(details?.standing && { display: details.standing.name }),
});

const receiverOf = ({
  receiving_organisation: organisation,
  receiving_country: country,
}: ConsentRow): Reference<Organization> =>
  organisation === null
    ? { type: 'Organization', identifier: { system: countries, value: country } }
    : { reference: `Organization/${organisation}` };

export function consentOf(row: ConsentRow, details: Details): Consent {
  const { stands_from: from, stands_until: until } = row;
  return {
    resourceType: 'Consent',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: row.state,
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [
      { coding: [{ system: 'http://loinc.org', code: '59284-0' }] },
      { coding: [{ system: systems.consent, code: row.purpose }] },
    ],
    patient: { reference: `Patient/${row.patient_id}` },
    dateTime: row.given_on,
    performer: [performerOf(row, details)],
    organization: [logical('Organization', row.owner_organisation)],
    sourceAttachment: { contentType: 'text/plain', language: row.language, title: row.title },
    policy: [{ uri: `urn:uuid:${row.text_id}` }],
    provision: {
      type: 'permit',
      ...((from ?? until) && {
        period: { ...(from && { start: from.toISOString() }), ...(until && { end: until.toISOString() }) },
      }),
      actor: [{ role: informationRecipient, reference: receiverOf(row) }],
    },
  };
}

/** To whom a consent opens: an organisation by its id, or all of a country. Null where it says neither, or more than one. */
export function receiverIn({ provision }: Consent): { organisation: string } | { country: string } | null {
  const [actor, ...more] = provision?.actor ?? [];
  if (!actor || more.length > 0) return null;
  const { reference, identifier } = actor.reference;
  const literal = /^(?:.*\/)?Organization\/([\da-f-]{36})$/.exec(reference ?? '')?.[1];
  if (literal !== undefined) return { organisation: literal };
  const { system, value = '' } = identifier ?? {};
  if (system === countries && /^[A-Z]{2}$/.test(value)) return { country: value };
  if (system === systems.organisation) return { organisation: value };
  return system === 'urn:ietf:rfc:3986' ? { organisation: value.replace(/^urn:uuid:/, '') } : null;
}

/** The wording with which it was asked, where it came along. */
export function wordingIn({ sourceAttachment: asked, language: spoken }: Consent) {
  if (asked?.data === undefined) return null;
  const wording = Buffer.from(asked.data, 'base64').toString('utf8');
  return { language: asked.language ?? spoken ?? 'ru', title: asked.title ?? 'Consent', wording };
}
