import type { Appointment, AppointmentParticipant, Patient } from '@medplum/fhirtypes';
import type { BookingDetails } from '../../../modules/missions/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, metaOf, slotEnd, specialtyOf, systems } from './common.ts';

type State = 'booked' | 'moved' | 'cancelled' | 'waiting' | 'came' | 'no_show';
export type AppointmentRow = Row & {
  specialty: string;
  state: State;
  starts_at: Date | null;
  ends_at: Date | null;
  capacity_per_hour: number | null;
  slot_id: string | null;
  number: number | null;
  booked_at: Date;
};

/** Statuses of R4 and the states of a booking. */
export const appointmentStates = {
  booked: ['booked', 'moved'],
  waitlist: ['waiting'],
  arrived: ['came'],
  noshow: ['no_show'],
  cancelled: ['cancelled'],
} as const;
const statusOf: Record<State, { status: Appointment['status']; participant: AppointmentParticipant['status'] }> = {
  booked: { status: 'booked', participant: 'accepted' },
  moved: { status: 'booked', participant: 'accepted' },
  waiting: { status: 'waitlist', participant: 'tentative' },
  came: { status: 'arrived', participant: 'accepted' },
  no_show: { status: 'noshow', participant: 'accepted' },
  cancelled: { status: 'cancelled', participant: 'declined' },
};

/** Who booked has no record of their own: they are told within the appointment. */
const personOf = ({ name, birthYear, phone }: BookingDetails): Patient => ({
  resourceType: 'Patient',
  id: 'person',
  name: [{ text: name }],
  telecom: [{ system: 'phone', value: phone }],
  birthDate: String(birthYear),
});

const subject = [
  {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'SBJ', display: 'subject' }],
  },
];

/** The time, where there is one: who waits has none. */
function timeOf({ starts_at: starts, ends_at: ends, capacity_per_hour: perHour }: AppointmentRow) {
  if (!starts || !perHour) return {};
  return { start: starts.toISOString(), end: slotEnd({ starts, ends, perHour }).toISOString() };
}

/** @param details null once the person was erased: then only that somebody had booked */
export function appointmentOf(row: AppointmentRow, details: BookingDetails | null): Appointment {
  const { status, participant } = statusOf[row.state];
  const who = details && { actor: { reference: '#person', display: details.name } };
  return {
    resourceType: 'Appointment',
    id: row.id,
    meta: metaOf(row),
    ...(details && { contained: [personOf(details)] }),
    identifier: [
      identifierOf(row.id),
      ...(row.number === null ? [] : [{ system: systems.ticket, value: `A-${String(row.number).padStart(3, '0')}` }]),
    ],
    status,
    specialty: [specialtyOf(row.specialty)],
    ...(details?.complaint && { reasonCode: [{ text: details.complaint }] }),
    ...timeOf(row),
    ...(row.slot_id && { slot: [{ reference: `Slot/${row.slot_id}` }] }),
    created: row.booked_at.toISOString(),
    participant: [{ type: subject, ...who, status: participant }],
  };
}
