import type { Consent, HumanName, Patient } from '@medplum/fhirtypes';
import type { Identity } from '../patients/index.ts';
import type { inputsOf } from './exchange.ts';

/** What the other installation is told of, and how things are called: the patient and the consents as FHIR. Values in, resources out. */

export const systems = {
  act: 'urn:x-yntymaq:act',
  input: 'urn:x-yntymaq:input',
  paper: 'urn:x-yntymaq:paper',
  stage: 'urn:x-yntymaq:stage',
  agreed: 'urn:x-yntymaq:quota-agreed',
  consent: 'urn:x-yntymaq:consent',
  identifier: 'urn:x-yntymaq:identifier',
} as const;

/** A consent as it was given, for one of those whom it lets in. `entry`: what it is called within a Bundle. */
export type SentConsent = {
  id: string;
  entry: string;
  of: 'receiver' | 'commission';
  givenOn: string;
  from: string | null;
  until: string | null;
  text: { title: string; wording: string; language: string };
};
/** What a submission tells: whom it is about, on what it rests. */
export type Told = {
  identity: Identity;
  priority: 'urgent' | 'soon' | 'planned';
  consents: readonly SentConsent[];
};
/** A part of the case as it was written: one version of it. `key`: the same one is never taken twice. */
export type SentPart = { key: string; kind: string; language: string | null; content: object };
/** A document of the case. `data`: its bytes in base64. */
export type SentDocument = {
  id: string;
  paper: string;
  title: string;
  dated: string | null;
  language: string | null;
  mediaType: string;
  data: string;
};
/**
 * What lies sealed in a message. `told`: of a submission. `isOpening`: all of a submission but the act itself, which comes once the
 * documents are there.
 */
export type Content = {
  does: Parameters<typeof inputsOf>[0];
  leadsTo: string;
  told?: Told;
  isOpening?: true;
  parts?: readonly SentPart[];
  document?: SentDocument;
};

/** How things are called: by us (`base` is where our FHIR begins), and there. */
export type Names = {
  base: string;
  message: string;
  referral: string;
  patient: string;
  act: string;
  their: { request: string | null; patient: string | null };
  quota: string | null;
  organisations: { receiver: string | null; commission: string | null };
};

export const identifierOf = ({ base }: Pick<Names, 'base'>, type: string, value: string) => ({
  system: `${base}/${type}`,
  value,
});
/** A condition by which it is found again: what is sent twice is there once. */
export const conditionOf = (names: Pick<Names, 'base'>, type: string, value: string): string =>
  `identifier=${encodeURIComponent(`${names.base}/${type}|${value}`)}`;

const genders = { male: 'male', female: 'female', unknown: 'unknown' } as const;

const spoken = 'http://hl7.org/fhir/StructureDefinition/language';
const nameOf = ({ family, given, patronymic, tag }: Identity['names'][number]): HumanName => ({
  extension: [{ url: spoken, valueCode: tag }],
  family,
  given: [given, ...(patronymic ? [patronymic] : [])],
});

export function patientOf(names: Names, { identity }: Told): Patient {
  const { sex, birthDate, phone, address } = identity;
  return {
    resourceType: 'Patient',
    identifier: [
      identifierOf(names, 'Patient', names.patient),
      ...identity.identifiers.map(({ system, country, value }) => ({
        system: `${systems.identifier}:${system}:${country}`,
        value,
      })),
    ],
    name: identity.names.map(nameOf),
    gender: sex in genders ? genders[sex as keyof typeof genders] : 'unknown',
    ...(birthDate !== null && /^\d{4}(-\d\d(-\d\d)?)?$/.test(birthDate) && { birthDate }),
    ...(phone && { telecom: [{ system: 'phone' as const, value: phone }] }),
    ...(address?.text && { address: [{ text: address.text }] }),
    communication: identity.languages.map((code) => ({ language: { coding: [{ system: 'urn:ietf:bcp:47', code }] } })),
  };
}

export const urn = (id: string): string => `urn:uuid:${id}`;
/** One consent may let in both: each is told of by itself. */
export const calledAs = ({ id, of }: SentConsent): string => (of === 'receiver' ? id : `${id}/${of}`);

export function consentOf(names: Names, consent: SentConsent): Consent {
  const there = names.organisations[consent.of];
  const { from, until, text } = consent;
  return {
    resourceType: 'Consent',
    identifier: [identifierOf(names, 'Consent', calledAs(consent))],
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [
      { coding: [{ system: 'http://loinc.org', code: '59284-0' }] },
      { coding: [{ system: systems.consent, code: 'treatment' }] },
    ],
    patient: { reference: urn(names.patient) },
    dateTime: consent.givenOn,
    sourceAttachment: {
      contentType: 'text/plain; charset=utf-8',
      language: text.language,
      title: text.title,
      data: Buffer.from(text.wording).toString('base64'),
    },
    policyRule: { text: text.title },
    provision: {
      type: 'permit',
      ...((from !== null || until !== null) && {
        period: { ...(from !== null && { start: from }), ...(until !== null && { end: until }) },
      }),
      actor: [
        {
          role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
          reference: { reference: `Organization/${there ?? ''}` },
        },
      ],
      purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
    },
  };
}
