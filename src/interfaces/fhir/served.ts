import type { FhirType } from '../../permissions.ts';
import { searched } from './searched.ts';
import { type Interaction, interactions, type Route, type RouteTable } from './table.ts';
import { besides, views } from './views.ts';

/** The route table. A type or an interaction that does not stand here is not served. */

type Made = { about?: string; isVersionAsked?: boolean; acts?: readonly Interaction[]; documentation: string };
const readOnly: readonly Interaction[] = ['read', 'search-type'];

function route(
  type: FhirType,
  { about = '', isVersionAsked = false, acts = interactions, documentation }: Made,
): Route {
  const view = Object.hasOwn(views, type) ? (views[type as keyof typeof views] ?? null) : null;
  return {
    type,
    interactions: acts,
    search: searched[type],
    about,
    isVersionAsked,
    isStored: acts.includes('create'),
    view,
    beside: besides[type] ?? [],
    documentation,
  };
}

const routes: readonly Route[] = [
  route('Patient', {
    about: 'id',
    documentation:
      'Patients of the organisation and those in whose care it takes part, and who was seen on a mission, one for each visit. Who was erased is gone.',
  }),
  route('Organization', { documentation: 'Organisations of the directory, and those that the other system keeps.' }),
  route('Practitioner', { documentation: 'People who treat or decide.' }),
  route('PractitionerRole', { documentation: 'Who does what for which organisation.' }),
  route('HealthcareService', {
    documentation: 'What a centre treats under a quota; its id is what a request names as category.',
  }),
  route('ServiceRequest', {
    about: 'subject',
    isVersionAsked: true,
    documentation: 'What the sender asks for: the request of a referral. Changes want If-Match.',
  }),
  route('Task', {
    about: 'for',
    isVersionAsked: true,
    documentation:
      'What the receiver does about a request; the finer step stands in businessStatus. Changes want If-Match.',
  }),
  route('Consent', {
    about: 'patient',
    documentation: 'What a patient agreed to; with a purpose of ours it opens the care, and its status ends it.',
  }),
  route('DocumentReference', {
    about: 'subject',
    documentation: 'Documents of the case of a referral and its parts in words, such as the discharge letter.',
  }),
  route('Binary', {
    about: 'securityContext',
    documentation: 'Bytes, raw or as JSON; asked for by Accept. Not searched.',
    acts: interactions.filter((act) => act !== 'search-type'),
  }),
  route('Appointment', {
    about: 'participant.actor',
    documentation:
      'Appointments, the days on which patients of referrals are awaited, and bookings of places in sessions of missions with who booked within them.',
  }),
  route('Slot', {
    documentation: 'Times that can be had, and places of sessions of missions; nothing of who holds them.',
  }),
  route('Schedule', {
    documentation: 'What slots belong to, and sessions of missions: a specialty in a room, with its clinician.',
  }),
  route('Encounter', {
    about: 'subject',
    documentation: 'Encounters at the centre of a referral, and examinations on missions.',
  }),
  route('Communication', {
    about: 'subject',
    documentation: 'What is written to a patient’s page and comes from there.',
  }),
  route('Condition', {
    about: 'subject',
    documentation:
      'Diagnoses, and those of encounters on missions as they were written: how many there are is known only by opening them.',
  }),
  route('Procedure', {
    about: 'subject',
    documentation: 'What was done, and operations of encounters on missions in their words.',
  }),
  route('Provenance', {
    about: 'target',
    documentation: 'Where a record comes from. Never deleted.',
    acts: interactions.filter((act) => act !== 'delete'),
  }),
  route('AuditEvent', { documentation: 'Who opened what, for auditors; written by the server alone.', acts: readOnly }),
  route('Subscription', {
    documentation:
      'Rest-hook, told by the id alone: a POST with an empty body, and the address of what changed in the header Link. ' +
      'Asked for with the status requested; criteria are a search of a type that the token may read.',
  }),
];

export const served: RouteTable = Object.fromEntries(routes.map((each) => [each.type, each]));
