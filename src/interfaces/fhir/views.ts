import type { EncounterContent } from '../../modules/encounters/index.ts';
import type { BookingDetails } from '../../modules/missions/index.ts';
import { type AppointmentRow, appointmentOf, appointmentStates } from './resources/appointment.ts';
import { type AccessRow, accessActions, auditEventOf } from './resources/auditEvent.ts';
import { systems } from './resources/common.ts';
import { conditionsOf } from './resources/condition.ts';
import { type Content, type EncounterRow, encounterOf, encounterStates } from './resources/encounter.ts';
import { type PatientRow, patientOf } from './resources/patient.ts';
import { proceduresOf } from './resources/procedure.ts';
import { type ScheduleRow, scheduleOf } from './resources/schedule.ts';
import { type SlotRow, slotOf, slotStates } from './resources/slot.ts';
import { byUuid, isUuid, type Open, type View, type ViewColumn } from './table.ts';

import {
  Arrival,
  Communication,
  Consent,
  Diagnosis,
  DocumentReference,
  HealthcareService,
  Letter,
  Organization,
  Registered,
  ServiceRequest,
  Task,
} from './heldViews.ts';

/** What our own modules hold, shown as resources: read and searched here, changed there. */

/** Of columns: from, to, and what it is sorted by where that is another. */
const date = ([from, to, sortBy = from]: readonly [string, string, string?]): ViewColumn => ({
  type: 'date',
  from,
  to,
  zone: 'zone',
  sortBy,
});
const specialty: ViewColumn = { type: 'token', column: 'specialty', system: systems.specialty };
const reference = (column: string, isUuidKept = true): ViewColumn => ({
  type: 'reference',
  column,
  isUuid: isUuidKept,
});
const patient = reference('subject_id');
const status = (system: string, codes: Readonly<Record<string, readonly string[]>>): ViewColumn => ({
  type: 'token',
  column: 'state',
  codes,
  system: `http://hl7.org/fhir/${system}`,
});

const plain = { isOneToOne: true, isVersioned: false, opens: null } as const;
/** What is about a patient is of an encounter. */
const seen = { isOneToOne: true, isVersioned: true, view: 'fhir_encounter', opens: 'encounter' } as const;
const contentOf = (open: Open, row: object): Content => open.encounter(row) as Content;

/** Resources of notes bear the id of their encounter before a point. */
const byEncounter = (id: string): { id: string } | null => {
  const [of_ = '', note = ''] = id.split('.');
  return isUuid(of_) && /^[\da-f]{12}$/.test(note) ? { id: of_ } : null;
};

const Schedule: View = {
  ...plain,
  view: 'fhir_schedule',
  columns: { active: { type: 'token', column: 'is_active' }, date: date(['starts_at', 'ends_at']), specialty },
  key: byUuid,
  resources: (row) => [scheduleOf(row as ScheduleRow)],
};

const Slot: View = {
  ...plain,
  view: 'fhir_slot',
  columns: {
    schedule: reference('schedule_id'),
    start: date(['starts_at', 'starts_at']),
    status: status('slotstatus', slotStates),
    specialty,
  },
  // With the session, so that no place of another is looked at.
  key: (id) => {
    const [session = '', place = ''] = id.split('.');
    return isUuid(session) && /^\d{1,4}$/.test(place) ? { schedule_id: session, id } : null;
  },
  resources: (row) => [slotOf(row as SlotRow)],
};

const Appointment: View = {
  isOneToOne: true,
  isVersioned: true,
  view: 'fhir_appointment',
  opens: 'booking',
  columns: {
    date: date(['starts_at', 'starts_at', 'sorts_at']),
    slot: reference('slot_id', false),
    specialty,
    status: status('appointmentstatus', appointmentStates),
  },
  key: byUuid,
  resources: (row, open) => [appointmentOf(row as AppointmentRow, open.booking(row) as BookingDetails | null)],
};

const Encounter: View = {
  ...seen,
  columns: {
    date: date(['opened_at', 'ended_at']),
    patient,
    subject: patient,
    status: status('encounter-status', encounterStates),
  },
  key: byUuid,
  resources: (row, open) => [encounterOf(row as EncounterRow, contentOf(open, row))],
};

const Condition: View = {
  ...seen,
  isOneToOne: false,
  columns: { encounter: reference('id'), patient, subject: patient },
  key: byEncounter,
  resources: (row, open) => conditionsOf(row as EncounterRow, contentOf(open, row)),
};

const Procedure: View = {
  ...seen,
  isOneToOne: false,
  only: 'was_done',
  columns: { date: date(['opened_at', 'ended_at']), encounter: reference('id'), patient, subject: patient },
  key: byEncounter,
  resources: (row, open) => proceduresOf(row as EncounterRow, contentOf(open, row)),
};

const Patient: View = {
  isOneToOne: true,
  isVersioned: true,
  view: 'fhir_patient',
  opens: 'visit',
  columns: {
    gender: { type: 'token', column: 'sex', system: 'http://hl7.org/fhir/administrative-gender' },
  },
  key: byUuid,
  resources: (row, open) => {
    const content = open.encounter(row) as EncounterContent | null;
    return content ? [patientOf(row as PatientRow, content)] : [];
  },
};

/** Who opened what, from the record of accesses. To look into it is an access itself. */
const AuditEvent: View = {
  ...plain,
  view: 'fhir_audit_event',
  opens: 'access',
  columns: {
    action: { type: 'token', column: 'kind', codes: accessActions, system: 'http://hl7.org/fhir/audit-event-action' },
    date: { type: 'date', from: 'recorded_at', to: 'recorded_at', sortBy: 'recorded_at' },
    'entity-type': { type: 'token', column: 'subject', system: systems.opened },
  },
  key: byUuid,
  resources: (row) => [auditEventOf(row as AccessRow)],
};

export const views = {
  Schedule,
  Slot,
  Appointment,
  Encounter,
  Condition,
  Procedure,
  Patient,
  AuditEvent,
  ServiceRequest,
  Task,
  Consent,
  DocumentReference,
  Communication,
  Organization,
  HealthcareService,
} as const;

/** Views of a type beside its first. */
export const besides: Readonly<Record<string, readonly View[]>> = {
  Appointment: [Arrival],
  Condition: [Diagnosis],
  DocumentReference: [Letter],
  Patient: [Registered],
};
