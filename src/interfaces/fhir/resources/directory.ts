import type { Appointment, HealthcareService, Organization } from '@medplum/fhirtypes';
import { nameIn, type Names } from '../../../platform/i18n/shown.ts';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, systems } from './common.ts';

/** Organisations of the directory, what a centre treats under a quota, and the day on which a patient is awaited. Pure. */

export type OrganisationRow = Row & { kind: string; country: string; names: Names };
export type ServiceRow = Row & {
  centre: string;
  disease_group: string;
  year: number;
  is_open: boolean;
  names: Names;
};
export type ArrivalRow = Row & {
  referral_id: string;
  patient_id: string;
  receiver_organisation: string;
  stage: string;
  arrival: string;
  arrival_time: string | null;
  until: string | null;
};

export function organisationOf(row: OrganisationRow): Organization {
  const names = [...new Set(Object.values(row.names))];
  const name = nameIn('kk', row.names) || names[0];
  const others = names.filter((each) => each !== name);
  return {
    resourceType: 'Organization',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    active: true,
    type: [{ coding: [{ system: systems.kind, code: row.kind }] }],
    ...(name && { name }),
    ...(others.length > 0 && { alias: others }),
    address: [{ country: row.country }],
  };
}

/** A quota on a centre: its id is what a ServiceRequest names as its category. */
export const serviceOf = (row: ServiceRow): HealthcareService => ({
  resourceType: 'HealthcareService',
  id: row.id,
  meta: metaOf(row),
  identifier: [identifierOf(row.id), { system: systems.quota, value: row.id }],
  active: row.is_open,
  providedBy: { reference: `Organization/${row.centre}` },
  type: [{ coding: [{ system: systems.diseaseGroup, code: row.disease_group }] }],
  name: `${nameIn('kk', row.names)}, ${row.year}`,
});

/** In which statuses of an appointment a referral is that has its day. */
const statusAt: Readonly<Record<string, Appointment['status']>> = {
  accepted: 'proposed',
  scheduled: 'booked',
  arrived: 'arrived',
  no_show: 'noshow',
  cancelled: 'cancelled',
  died: 'cancelled',
};

export function arrivalOf(row: ArrivalRow): Appointment {
  const participant = statusAt[row.stage] === 'cancelled' ? 'declined' : 'accepted';
  return {
    resourceType: 'Appointment',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: statusAt[row.stage] ?? 'fulfilled',
    basedOn: [{ reference: `ServiceRequest/${row.referral_id}` }],
    // No moment but a day: by which clock it is meant, the centre knows.
    requestedPeriod: [{ start: row.arrival, ...(row.until && { end: row.until }) }],
    ...(row.arrival_time && { comment: `${row.arrival} ${row.arrival_time.slice(0, 5)}` }),
    participant: [
      { actor: { reference: `Patient/${row.patient_id}` }, status: participant },
      { actor: logical('HealthcareService', row.receiver_organisation), status: 'accepted' },
    ],
  };
}
