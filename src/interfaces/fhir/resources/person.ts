import type { ContactPoint, Extension, HumanName, Identifier, Patient, PatientContact } from '@medplum/fhirtypes';
import { type Identifier as OurNumber, identifierSystems, type Identity } from '../../../modules/patients/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, systems } from './common.ts';

/** Patients of ours, to and from what R4 says of a person. Pure. */

export type RegisteredRow = Row & {
  patient_id: string;
  custodian: string;
  identity: Buffer | null;
  merged_into: string | null;
};
type Name = Identity['names'][number];
type Representative = Identity['representatives'][number];

const languageUrl = 'http://hl7.org/fhir/StructureDefinition/language';
export const groundUrl = 'urn:x-yntymaq:ground';
const numberSystem = /^urn:x-yntymaq:identifier:([a-z_]+):([A-Z]{2})$/;

/** A number of a register or a document, by the system that says which. */
export const isNumber = ({ system = '' }: Identifier): boolean => numberSystem.test(system);

const nameFrom = ({ family, given, patronymic, tag }: Name): HumanName => ({
  extension: [{ url: languageUrl, valueCode: tag }],
  use: 'official',
  family,
  given: [given, ...(patronymic === null ? [] : [patronymic])],
});
const phoneFrom = (value: string): ContactPoint => ({ system: 'phone', value });

const contactFrom = ({ id, name, relation, phone, ground, validFrom, validUntil }: Representative): PatientContact => ({
  id,
  extension: [{ url: groundUrl, valueString: ground }],
  relationship: [{ coding: [{ system: systems.relation, code: relation }] }],
  name: { text: name },
  ...(phone !== null && { telecom: [phoneFrom(phone)] }),
  ...((validFrom !== null || validUntil !== null) && {
    period: { ...(validFrom !== null && { start: validFrom }), ...(validUntil !== null && { end: validUntil }) },
  }),
});

const dayOf = (text: string): string | undefined => /^\d{4}(?:-\d\d(?:-\d\d)?)?/.exec(text)?.[0];

function deceasedFrom(deceased: Identity['deceased']): Pick<Patient, 'deceasedBoolean' | 'deceasedDateTime'> {
  if (!deceased) return {};
  const on = deceased.on === null ? undefined : dayOf(deceased.on);
  return on === undefined ? { deceasedBoolean: true } : { deceasedDateTime: on };
}

/** What the module holds, as R4 says it. */
export function personOf(row: RegisteredRow, identity: Identity): Patient {
  const { names, identifiers, birthDate, sex, phone, address, languages, representatives, deceased } = identity;
  const born = birthDate === null ? undefined : dayOf(birthDate);
  return {
    resourceType: 'Patient',
    id: row.id,
    meta: metaOf(row),
    identifier: [
      identifierOf(row.id),
      ...identifiers.map(({ system, country, value }) => ({
        system: `urn:x-yntymaq:identifier:${system}:${country}`,
        value,
      })),
    ],
    name: names.map(nameFrom),
    ...(phone !== null && { telecom: [phoneFrom(phone)] }),
    gender: sex,
    ...(born !== undefined && { birthDate: born }),
    ...deceasedFrom(deceased),
    ...(address?.text && { address: [{ text: address.text }] }),
    ...(representatives.length > 0 && { contact: representatives.map(contactFrom) }),
    ...(languages.length > 0 && {
      communication: languages.map((code) => ({ language: { coding: [{ system: 'urn:ietf:bcp:47', code }] } })),
    }),
    managingOrganization: logical('Organization', row.custodian),
    ...(row.merged_into !== null && {
      link: [{ other: { reference: `Patient/${row.merged_into}` }, type: 'replaced-by' as const }],
    }),
  };
}

const valueIn = (extensions: readonly Extension[] | undefined, url: string): string | undefined => {
  const found = extensions?.find((each) => each.url === url);
  return found?.valueCode ?? found?.valueString;
};

const isCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);

function nameTo({ family, given = [], extension }: HumanName): object[] {
  const [first, ...more] = given;
  if (family === undefined || first === undefined) return [];
  const tag = valueIn(extension, languageUrl) ?? (isCyrillic(family) ? 'ru' : 'en');
  return [{ family, given: first, patronymic: more.length === 0 ? null : more.join(' '), tag, by: 'document' }];
}

/** A number of ours from what names it; null where the system is none of ours. */
export function numberIn({
  system = '',
  value,
}: {
  system?: string | undefined;
  value?: string | undefined;
}): OurNumber | null {
  const [, name, country = ''] = numberSystem.exec(system) ?? [];
  const known = identifierSystems.find((each) => each === name);
  return known === undefined || value === undefined ? null : { system: known, country, value };
}
const identifierTo = (identifier: Identifier): OurNumber[] => {
  const number = numberIn(identifier);
  return number ? [number] : [];
};

/** Whom a contact is: a representative only with the document that gives them the right. */
function representativeTo(
  contact: PatientContact,
  { before, newId }: { before: Identity | null; newId: () => string },
): object[] {
  const { id, extension, relationship = [], name, telecom, period } = contact;
  const ground = valueIn(extension, groundUrl);
  const called = name?.text ?? [name?.family, ...(name?.given ?? [])].filter(Boolean).join(' ');
  if (ground === undefined || called === '') return [];
  const known = before?.representatives.find((each) => each.id === id || each.name === called);
  const relation = relationship.flatMap(({ coding = [] }) => coding).find(({ system }) => system === systems.relation);
  return [
    {
      id: known?.id ?? newId(),
      name: called,
      relation: relation?.code ?? 'other',
      phone: telecom?.find(({ system }) => system === 'phone')?.value ?? null,
      ground,
      validFrom: period?.start?.slice(0, 10) ?? null,
      validUntil: period?.end?.slice(0, 10) ?? null,
    },
  ];
}

function addressTo({ address: [first] = [] }: Patient): object | null {
  const text = first?.text ?? [...(first?.line ?? []), first?.city, first?.country].filter(Boolean).join(', ');
  return text === '' ? null : { place: null, text };
}

/** What R4 says of a person, as the module holds it; not yet checked. @param before what it held */
export const identityFrom = (patient: Patient, before: Identity | null, newId: () => string): object => ({
  names: (patient.name ?? []).flatMap(nameTo),
  identifiers: (patient.identifier ?? []).flatMap(identifierTo),
  birthDate: patient.birthDate ?? null,
  sex: patient.gender ?? 'unknown',
  phone: patient.telecom?.find(({ system }) => system === 'phone')?.value ?? null,
  address: addressTo(patient),
  languages: (patient.communication ?? []).flatMap(({ language }) => language.coding?.[0]?.code ?? []),
  representatives: (patient.contact ?? []).flatMap((contact) => representativeTo(contact, { before, newId })),
  deceased:
    patient.deceasedDateTime === undefined
      ? patient.deceasedBoolean === true
        ? { on: null }
        : null
      : { on: dayOf(patient.deceasedDateTime) ?? null },
});
