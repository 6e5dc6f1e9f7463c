import type { Identity } from '../../modules/patients/index.ts';
import type { PartContent } from '../../modules/referrals/index.ts';
import {
  type Diagnosis as DiagnosisSaid,
  diagnosisOf,
  type DocumentRow,
  documentOf,
  documentStates,
  letterOf,
  type MessageRow,
  messageOf,
  type PartRow,
} from './resources/case.ts';
import { systems } from './resources/common.ts';
import { type ConsentRow, consentOf, consentStates } from './resources/consent.ts';
import {
  type ArrivalRow,
  arrivalOf,
  type OrganisationRow,
  organisationOf,
  type ServiceRow,
  serviceOf,
} from './resources/directory.ts';
import { personOf, type RegisteredRow } from './resources/person.ts';
import {
  type RequestRow,
  requestOf,
  requestStatuses,
  type TaskRow,
  taskOf,
  taskStatuses,
} from './resources/referral.ts';
import { byUuid, type View, type ViewColumn } from './table.ts';

/** What modules hold that other systems also write: what came in beyond it is kept under the same id. */

const reference = (column: string): ViewColumn => ({ type: 'reference', column, isUuid: true });

const token = (column: string, system: string, codes?: Readonly<Record<string, readonly string[]>>): ViewColumn => ({
  type: 'token',
  column,
  system,
  ...(codes && { codes }),
});
const authored: ViewColumn = { type: 'date', from: 'authored_at', to: 'authored_at' };
/** Referrals: nothing clinical in them. What came in beyond that is kept, and shown with it. */
const shell = { isOneToOne: true, isVersioned: true, isBound: true, opens: null, key: byUuid } as const;
/** What is held of a patient of ours: opening it is an access to them. */
const held = { ...shell, opens: 'patient' } as const;

export const ServiceRequest: View = {
  ...shell,
  view: 'fhir_service_request',
  columns: {
    authored,
    category: token('quota_id', systems.quota),
    patient: reference('patient_id'),
    subject: reference('patient_id'),
    performer: reference('receiver_organisation'),
    replaces: reference('previous_id'),
    requester: reference('owner_organisation'),
    requisition: token('number', systems.referral),
    status: token('state', 'http://hl7.org/fhir/request-status', requestStatuses),
  },
  resources: (row) => [requestOf(row as RequestRow)],
};

export const Task: View = {
  ...shell,
  view: 'fhir_task',
  columns: {
    'authored-on': authored,
    'business-status': token('stage', systems.stage),
    focus: reference('referral_id'),
    'group-identifier': token('number', systems.referral),
    owner: reference('receiver_organisation'),
    requester: reference('owner_organisation'),
    patient: reference('patient_id'),
    subject: reference('patient_id'),
    status: token('stage', 'http://hl7.org/fhir/task-status', taskStatuses),
  },
  resources: (row) => [taskOf(row as TaskRow)],
};

/** Patients of the organisation, and those in whose care it takes part. */
export const Registered: View = {
  ...held,
  view: 'fhir_registered',
  columns: { identifier: { type: 'number', column: 'id' }, organization: reference('custodian') },
  resources: (row, open) => {
    const identity = open.identity(row) as Identity | null;
    return identity ? [personOf(row as RegisteredRow, identity)] : [];
  },
};

const ofPatient = { patient: reference('patient_id'), subject: reference('patient_id') };
const moment = (column: string): ViewColumn => ({ type: 'date', from: column, to: column });

export const Consent: View = {
  ...held,
  view: 'fhir_consent',
  columns: {
    actor: reference('receiving_organisation'),
    category: token('purpose', systems.consent),
    date: moment('recorded_at'),
    organization: reference('owner_organisation'),
    patient: reference('patient_id'),
    status: token('state', 'http://hl7.org/fhir/consent-state-codes', consentStates),
  },
  resources: (row, open) => [consentOf(row as ConsentRow, open.consent(row) as Parameters<typeof consentOf>[1])],
};

export const DocumentReference: View = {
  ...held,
  view: 'fhir_document',
  columns: {
    ...ofPatient,
    date: moment('at'),
    related: reference('referral_id'),
    status: token('state', 'http://hl7.org/fhir/document-reference-status', documentStates),
    type: token('paper', systems.paper),
  },
  resources: (row, open) => [documentOf(row as DocumentRow, open.document(row) as Parameters<typeof documentOf>[1])],
};

/** Parts of a case that are words, the diagnosis apart. */
export const Letter: View = {
  ...held,
  view: 'fhir_letter',
  columns: {
    ...ofPatient,
    date: moment('changed_at'),
    related: reference('referral_id'),
    type: token('kind', systems.paper),
  },
  resources: (row, open) => [letterOf(row as PartRow, open.part(row) as PartContent | null)],
};

export const Diagnosis: View = {
  ...held,
  view: 'fhir_diagnosis',
  columns: { ...ofPatient, 'recorded-date': moment('changed_at') },
  resources: (row, open) => [diagnosisOf(row as PartRow, open.part(row) as DiagnosisSaid | null)],
};

export const Communication: View = {
  ...held,
  view: 'fhir_message',
  columns: {
    ...ofPatient,
    'based-on': reference('referral_id'),
    received: moment('read_at'),
    sent: moment('at'),
    status: token('state', 'http://hl7.org/fhir/event-status'),
  },
  resources: (row, open) => [messageOf(row as MessageRow, open.message(row) as string | null)],
};

/** The day on which a patient is awaited by their referral. */
export const Arrival: View = {
  ...shell,
  view: 'fhir_arrival',
  columns: { 'based-on': reference('referral_id'), patient: reference('patient_id') },
  resources: (row) => [arrivalOf(row as ArrivalRow)],
};

export const Organization: View = {
  ...shell,
  view: 'fhir_organisation',
  columns: { type: token('kind', systems.kind) },
  resources: (row) => [organisationOf(row as OrganisationRow)],
};

/** What a centre treats under a quota. */
export const HealthcareService: View = {
  ...shell,
  view: 'fhir_service',
  columns: {
    active: { type: 'token', column: 'is_open' },
    organization: reference('centre'),
    'service-type': token('disease_group', systems.diseaseGroup),
  },
  resources: (row) => [serviceOf(row as ServiceRow)],
};
