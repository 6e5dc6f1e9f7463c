import type { EncounterContent } from '../../modules/encounters/index.ts';
import type { BookingDetails } from '../../modules/missions/index.ts';
import { type AppointmentRow, appointmentOf, appointmentStates } from './resources/appointment.ts';
import { systems } from './resources/common.ts';
import { conditionsOf } from './resources/condition.ts';
import { type Content, type EncounterRow, encounterOf, encounterStates } from './resources/encounter.ts';
import { type PatientRow, patientOf } from './resources/patient.ts';
import { proceduresOf } from './resources/procedure.ts';
import { type ScheduleRow, scheduleOf } from './resources/schedule.ts';
import { type SlotRow, slotOf, slotStates } from './resources/slot.ts';
import { byUuid, isUuid, type Open, type Route, type RouteTable, type SearchParameter } from './table.ts';

/** The route table. A type or an interaction that does not stand here is not served. */

const of = (name: string): string => `http://hl7.org/fhir/SearchParameter/${name}`;
/** Of columns: from, to, and what it is sorted by where that is another. */
const date = (name: string, [from, to, sortBy = from]: readonly [string, string, string?]): SearchParameter => ({
  type: 'date',
  from,
  to,
  zone: 'zone',
  sortBy,
  definition: of(name),
});
const specialty = (name: string): SearchParameter => ({
  type: 'token',
  column: 'specialty',
  system: systems.specialty,
  definition: of(name),
});
const patient = (name: string): SearchParameter => ({
  type: 'reference',
  column: 'subject_id',
  targets: ['Patient'],
  isUuid: true,
  definition: of(name),
});
const encounter = (name: string): SearchParameter => ({
  type: 'reference',
  column: 'id',
  targets: ['Encounter'],
  isUuid: true,
  definition: of(name),
});

const readable = { interactions: ['read', 'search-type'], isOneToOne: true, opens: null, includes: [] } as const;
/** What is about a patient is of an encounter. */
const seen = { ...readable, view: 'fhir_encounter', opens: 'encounter' } as const;
const contentOf = (open: Open, row: object): Content => open.encounter(row) as Content;

/** Resources of notes bear the id of their encounter before a point. */
const byEncounter = (id: string): { id: string } | null => {
  const [of_ = '', note = ''] = id.split('.');
  return isUuid(of_) && /^[\da-f]{12}$/.test(note) ? { id: of_ } : null;
};

const Schedule: Route = {
  ...readable,
  type: 'Schedule',
  view: 'fhir_schedule',
  documentation: 'Sessions of missions: a specialty in a room, from when to when, with its clinician.',
  search: {
    active: { type: 'token', column: 'is_active', definition: of('Schedule-active') },
    date: date('Schedule-date', ['starts_at', 'ends_at']),
    specialty: specialty('Schedule-specialty'),
  },
  key: byUuid,
  resources: (row) => [scheduleOf(row as ScheduleRow)],
};

const Slot: Route = {
  ...readable,
  type: 'Slot',
  view: 'fhir_slot',
  documentation: 'Places of sessions, free or not; nothing of who holds them.',
  search: {
    schedule: {
      type: 'reference',
      column: 'schedule_id',
      targets: ['Schedule'],
      isUuid: true,
      definition: of('Slot-schedule'),
    },
    start: date('Slot-start', ['starts_at', 'starts_at']),
    status: {
      type: 'token',
      column: 'state',
      codes: slotStates,
      system: 'http://hl7.org/fhir/slotstatus',
      definition: of('Slot-status'),
    },
    specialty: specialty('Slot-specialty'),
  },
  includes: ['schedule'],
  // With the session, so that no place of another is looked at.
  key: (id) => {
    const [session = '', place = ''] = id.split('.');
    return isUuid(session) && /^\d{1,4}$/.test(place) ? { schedule_id: session, id } : null;
  },
  resources: (row) => [slotOf(row as SlotRow)],
};

const Appointment: Route = {
  ...readable,
  type: 'Appointment',
  view: 'fhir_appointment',
  opens: 'booking',
  documentation: 'Bookings of places in sessions, with who booked within them.',
  search: {
    date: date('Appointment-date', ['starts_at', 'starts_at', 'sorts_at']),
    slot: {
      type: 'reference',
      column: 'slot_id',
      targets: ['Slot'],
      isUuid: false,
      definition: of('Appointment-slot'),
    },
    specialty: specialty('Appointment-specialty'),
    status: {
      type: 'token',
      column: 'state',
      codes: appointmentStates,
      system: 'http://hl7.org/fhir/appointmentstatus',
      definition: of('Appointment-status'),
    },
  },
  includes: ['slot'],
  key: byUuid,
  resources: (row, open) => [appointmentOf(row as AppointmentRow, open.booking(row) as BookingDetails | null)],
};

const Encounter: Route = {
  ...seen,
  type: 'Encounter',
  documentation: 'Examinations on missions.',
  search: {
    date: date('clinical-date', ['opened_at', 'ended_at']),
    patient: patient('clinical-patient'),
    subject: patient('Encounter-subject'),
    status: {
      type: 'token',
      column: 'state',
      codes: encounterStates,
      system: 'http://hl7.org/fhir/encounter-status',
      definition: of('Encounter-status'),
    },
  },
  includes: ['patient', 'subject'],
  key: byUuid,
  resources: (row, open) => [encounterOf(row as EncounterRow, contentOf(open, row))],
};

const Condition: Route = {
  ...seen,
  type: 'Condition',
  isOneToOne: false,
  documentation: 'Diagnoses of encounters, as they were written. How many there are is known only by opening them.',
  search: {
    encounter: encounter('Condition-encounter'),
    patient: patient('clinical-patient'),
    subject: patient('Condition-subject'),
  },
  includes: ['encounter', 'patient', 'subject'],
  key: byEncounter,
  resources: (row, open) => conditionsOf(row as EncounterRow, contentOf(open, row)),
};

const Procedure: Route = {
  ...seen,
  type: 'Procedure',
  isOneToOne: false,
  only: 'was_operated',
  documentation: 'Operations of encounters, in the words in which they were written.',
  search: {
    date: date('clinical-date', ['opened_at', 'ended_at']),
    encounter: encounter('clinical-encounter'),
    patient: patient('clinical-patient'),
    subject: patient('Procedure-subject'),
  },
  includes: ['encounter', 'patient', 'subject'],
  key: byEncounter,
  resources: (row, open) => proceduresOf(row as EncounterRow, contentOf(open, row)),
};

const Patient: Route = {
  ...readable,
  type: 'Patient',
  view: 'fhir_patient',
  opens: 'visit',
  documentation: 'Who was seen on a mission, one for each visit. Who was erased is gone.',
  search: {
    gender: {
      type: 'token',
      column: 'sex',
      system: 'http://hl7.org/fhir/administrative-gender',
      definition: of('individual-gender'),
    },
  },
  key: byUuid,
  resources: (row, open) => {
    const content = open.encounter(row) as EncounterContent | null;
    return content ? [patientOf(row as PatientRow, content)] : [];
  },
};

export const served: RouteTable = { Schedule, Slot, Appointment, Encounter, Condition, Procedure, Patient };
