import type { CodeableConcept, Identifier, Meta, Resource } from '@medplum/fhirtypes';
import type { Row } from '../table.ts';

/** What mappings share. Pure. */

/** Code systems of our own: FHIR has none for these. */
export const systems = {
  specialty: 'urn:x-yntymaq:specialty',
  keptFor: 'urn:x-yntymaq:kept-for',
  ticket: 'urn:x-yntymaq:ticket',
  referral: 'urn:x-yntymaq:referral',
  quota: 'urn:x-yntymaq:quota',
  stage: 'urn:x-yntymaq:stage',
  act: 'urn:x-yntymaq:act',
  input: 'urn:x-yntymaq:input',
  reason: 'urn:x-yntymaq:reason',
  opened: 'urn:x-yntymaq:opened',
  endpoint: 'urn:x-yntymaq:endpoint',
  purpose: 'urn:x-yntymaq:purpose',
  consent: 'urn:x-yntymaq:consent',
  organisation: 'urn:x-yntymaq:organisation',
  relation: 'urn:x-yntymaq:relation',
  paper: 'urn:x-yntymaq:paper',
  kind: 'urn:x-yntymaq:organisation-kind',
  tnm: 'urn:x-yntymaq:tnm',
  diseaseGroup: 'urn:x-yntymaq:disease-group',
  atCentre: 'urn:x-yntymaq:at-centre',
} as const;

export const identifierOf = (id: string): Identifier => ({ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` });

/** Somebody or something of which no resource is served: named by its identifier. */
export const logical = <Type extends Resource['resourceType']>(type: Type, id: string, display?: string | null) => ({
  type,
  identifier: identifierOf(id),
  ...(display && { display }),
});

export const specialtyOf = (specialty: string): CodeableConcept => ({
  coding: [{ system: systems.specialty, code: specialty }],
});

/** What a quota is given for. */
export const groupOf = (group: string): CodeableConcept => ({
  coding: [{ system: systems.diseaseGroup, code: group }],
});

/** Demonstration says so in each of its resources. */
const demonstration = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HTEST',
  display: 'test health data',
};

/** The version and moment of a row that has them; of the others the server knows them by their content. */
export const metaOf = ({ version, changed_at, is_demo }: Row): Meta => ({
  ...(version !== undefined && changed_at && { versionId: String(version), lastUpdated: changed_at.toISOString() }),
  ...(is_demo && { tag: [demonstration] }),
});

const minute = 60_000;
/** How long a place is given: whole five minutes, and never beyond the end of its session. */
export function slotEnd({ starts, ends, perHour }: { starts: Date; ends: Date | null; perHour: number }): Date {
  const length = Math.max(5, Math.floor(60 / perHour / 5) * 5) * minute;
  const end = starts.getTime() + length;
  return new Date(ends && ends > starts ? Math.min(end, ends.getTime()) : end);
}
