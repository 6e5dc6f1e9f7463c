import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';

/**
 * `_summary` (R4, 3.1.1.4.13): a part of a resource, which says that it is one. Pure.
 * true: what the definition of the type marks as a summary. text: no more than it must have. data: all but a narrative, and there is
 * none here. What is mandatory stays in each, and so does what is contained in it.
 */
export const summaries = ['true', 'text', 'data', 'false'] as const;
export type Summary = (typeof summaries)[number];
export const isSummary = (text: string): text is Summary => summaries.some((each) => each === text);

type Elements = Readonly<{ must: readonly string[]; summary: readonly string[] }>;
const always = ['resourceType', 'id', 'meta', 'language', 'implicitRules'];

/** Of the definitions of R4: elements with a minimum of one, and those marked as summary. */
const elements: Readonly<Record<FhirType, Elements>> = {
  Schedule: {
    must: ['actor'],
    summary: ['identifier', 'active', 'serviceCategory', 'serviceType', 'specialty', 'planningHorizon'],
  },
  Slot: {
    must: ['schedule', 'status', 'start', 'end'],
    summary: ['identifier', 'serviceCategory', 'serviceType', 'specialty', 'appointmentType'],
  },
  Appointment: {
    must: ['status', 'participant'],
    summary: ['identifier', 'serviceCategory', 'serviceType', 'specialty', 'reasonCode', 'start', 'end'],
  },
  Encounter: {
    must: ['status', 'class'],
    summary: ['identifier', 'type', 'serviceType', 'subject', 'participant', 'appointment', 'reasonCode', 'diagnosis'],
  },
  Condition: {
    must: ['subject'],
    summary: ['identifier', 'clinicalStatus', 'verificationStatus', 'code', 'bodySite', 'encounter', 'recordedDate'],
  },
  Procedure: {
    must: ['status', 'subject'],
    summary: [
      'identifier',
      'statusReason',
      'category',
      'code',
      'encounter',
      'performedPeriod',
      'performer',
      'location',
    ],
  },
  Patient: {
    must: [],
    summary: ['identifier', 'active', 'name', 'telecom', 'gender', 'birthDate', 'address'],
  },
};

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** The resource as it was asked for. A part of one must not be taken for all of it. */
export function summaryOf(resource: Resource, type: FhirType, summary: Summary): Resource {
  if (summary === 'false') return resource;
  const { must, summary: marked } = elements[type];
  const kept = new Set([...always, ...must, ...(summary === 'true' ? marked : [])]);
  const isReferred = must.some((name) => JSON.stringify(resource[name as keyof Resource] ?? '').includes('"#'));
  if (isReferred) kept.add('contained');
  const part = Object.fromEntries(
    Object.entries(resource).filter(([name]) => summary === 'data' || kept.has(name)),
  ) as unknown as Resource;
  return { ...part, meta: { ...part.meta, tag: [...(part.meta?.tag ?? []), subsetted] } };
}
