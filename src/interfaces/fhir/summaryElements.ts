import type { FhirType } from '../../permissions.ts';

/** Of the definitions of R4: elements with a minimum of one, and those marked as summary. */
export type Elements = Readonly<{ must: string; summary: string }>;

export const elementsOf: Readonly<Record<FhirType, Elements>> = {
  Patient: {
    must: '',
    summary: 'identifier active name telecom gender birthDate deceased[x] address managingOrganization link',
  },
  Organization: {
    must: '',
    summary: 'identifier active type name partOf',
  },
  Practitioner: {
    must: '',
    summary: 'identifier active name telecom address gender birthDate',
  },
  PractitionerRole: {
    must: '',
    summary: 'identifier active period practitioner organization code specialty location telecom',
  },
  HealthcareService: {
    must: '',
    summary: 'identifier active providedBy category type specialty location name comment photo',
  },
  ServiceRequest: {
    must: 'status intent subject',
    summary:
      'identifier instantiatesCanonical instantiatesUri basedOn replaces requisition category priority doNotPerform code orderDetail quantity[x] encounter occurrence[x] asNeeded[x] authoredOn requester performerType performer locationCode locationReference reasonCode reasonReference specimen bodySite patientInstruction',
  },
  Task: {
    must: 'status intent',
    summary:
      'instantiatesCanonical instantiatesUri basedOn groupIdentifier partOf statusReason businessStatus code description focus for encounter executionPeriod lastModified requester owner location',
  },
  Consent: {
    must: 'status scope category',
    summary: 'identifier patient dateTime performer organization source[x] policyRule verification provision',
  },
  DocumentReference: {
    must: 'status content',
    summary:
      'masterIdentifier identifier docStatus type category subject date author relatesTo description securityLabel context',
  },
  Binary: {
    must: 'contentType',
    summary: 'securityContext url',
  },
  Appointment: {
    must: 'status participant',
    summary: 'identifier cancelationReason serviceCategory serviceType specialty appointmentType reasonCode start end',
  },
  Slot: {
    must: 'schedule status start end',
    summary: 'identifier serviceCategory serviceType specialty appointmentType',
  },
  Schedule: {
    must: 'actor',
    summary: 'identifier active serviceCategory serviceType specialty planningHorizon',
  },
  Encounter: {
    must: 'status class',
    summary:
      'identifier type serviceType subject episodeOfCare participant appointment reasonCode reasonReference diagnosis',
  },
  Communication: {
    must: 'status',
    summary:
      'identifier instantiatesCanonical instantiatesUri basedOn partOf statusReason priority subject encounter reasonCode reasonReference',
  },
  Condition: {
    must: 'subject',
    summary:
      'identifier clinicalStatus verificationStatus code bodySite encounter onset[x] recordedDate recorder asserter',
  },
  Procedure: {
    must: 'status subject',
    summary:
      'identifier instantiatesCanonical instantiatesUri basedOn partOf statusReason category code encounter performed[x] recorder asserter performer location reasonCode reasonReference bodySite outcome',
  },
  Provenance: {
    must: 'target recorded agent',
    summary: '',
  },
  AuditEvent: {
    must: 'type recorded agent source',
    summary: 'subtype action outcome outcomeDesc purposeOfEvent',
  },
  Subscription: {
    must: 'status reason criteria channel',
    summary: 'contact end error',
  },
};
