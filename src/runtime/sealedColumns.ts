/** A column of sealed texts: whose key seals it, where their id is found (SQL over the row), and what its texts are bound to. */
export type SealedColumn = { table: string; column: string; of: 'patient' | 'organisation'; id: string; about: string };

const ofConsent = '(select c.patient_id from consent c where c.id = consent_end.consent_id)';
// See `bookingKey` in src/modules/missions/bookingDetails.server.ts.
const ofBooking = `overlay(id::text placing '8' from 15 for 1)::uuid`;
const ofVisit = 'coalesce(visit_id, mission_id)';
const ofPhoto = '(select p.visit_id from mission_photo p where p.id = mission_photo_piece.photo_id)';
const ofEncounter = '(select e.subject_id from encounter e where e.id = encounter_version.encounter_id)';
const ofBoardCase = '(select c.patient_id from board_case c where c.id = board_reason.case_id)';
const ofSeries =
  '(select s.patient_id from image_series e join image_study s on s.id = e.study_id where e.id = image_label.series_id)';
const ofCaseTranslation =
  '(select r.patient_id from referral r join case_translation t on t.referral_id = r.id where t.id = case_translation_version.translation_id)';
const ofIncident = '(select i.organisation_id from incident i where i.id = incident_notice.incident_id)';

const ofAct = `(select r.patient_id from referral_act a join referral r on r.id = a.referral_id
  where a.id = referral_words.act_id)`;

/**
 * Every sealed column whose texts outlive their day. A test finds the one that is missing: what is not sealed again could
 * not be read once an old key is forgotten.
 */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'patient', column: 'identity', of: 'patient', id: 'id', about: 'patient.identity' },
  { table: 'patient_version', column: 'identity', of: 'patient', id: 'patient_id', about: 'patient.identity' },
  { table: 'consent', column: 'details', of: 'patient', id: 'patient_id', about: 'consent.details' },
  { table: 'consent_end', column: 'details', of: 'patient', id: ofConsent, about: 'consent_end.details' },
  { table: 'booking', column: 'details', of: 'patient', id: ofBooking, about: 'booking.details' },
  { table: 'referral_words', column: 'content', of: 'patient', id: ofAct, about: 'referral_words.content' },
  { table: 'patient_page', column: 'reach', of: 'patient', id: 'patient_id', about: 'patient_page.reach' },
  { table: 'patient_message', column: 'body', of: 'patient', id: 'patient_id', about: 'patient_message.body' },
  { table: 'encounter', column: 'content', of: 'patient', id: 'subject_id', about: 'encounter.content' },
  { table: 'encounter_version', column: 'content', of: 'patient', id: ofEncounter, about: 'encounter.content' },
  { table: 'board_reason', column: 'content', of: 'patient', id: ofBoardCase, about: 'board_reason.content' },
  { table: 'incident', column: 'title', of: 'organisation', id: 'organisation_id', about: 'incident.title' },
  {
    table: 'incident',
    column: 'what_happened',
    of: 'organisation',
    id: 'organisation_id',
    about: 'incident.what_happened',
  },
  { table: 'signature', column: 'evidence', of: 'organisation', id: 'owner_organisation', about: 'signature.evidence' },
  // What is about nobody is under a key of the mission.
  { table: 'mission_operation', column: 'body', of: 'patient', id: ofVisit, about: 'mission_operation.body' },
  { table: 'mission_refused', column: 'body', of: 'patient', id: ofVisit, about: 'mission_operation.body' },
  { table: 'mission_photo_piece', column: 'content', of: 'patient', id: ofPhoto, about: 'mission_photo_piece.content' },
  {
    table: 'mission_device',
    column: 'private_key',
    of: 'organisation',
    id: 'owner_organisation',
    about: 'mission_device.private_key',
  },
  ...(['case_part', 'case_part_version', 'case_document', 'case_statement', 'case_translation'] as const).map(
    (table) => ({
      table,
      column: 'content',
      of: 'patient' as const,
      id: `(select r.patient_id from referral r where r.id = ${table}.referral_id)`,
      about: `${table.replace('_version', '')}.content`,
    }),
  ),
  {
    table: 'case_translation_version',
    column: 'content',
    of: 'patient',
    id: ofCaseTranslation,
    about: 'case_translation.content',
  },
  // About a patient, under their key; else under that of the organisation whose systems wrote it.
  ...(['fhir_resource', 'fhir_version'] as const).flatMap((table) => [
    { table, column: 'content', of: 'patient', id: 'patient_id', about: 'fhir_resource.content' } as const,
    {
      table,
      column: 'content',
      of: 'organisation',
      id: 'case when patient_id is null then owner_organisation end',
      about: 'fhir_resource.content',
    } as const,
  ]),
  { table: 'exchange_message', column: 'content', of: 'patient', id: 'patient_id', about: 'exchange_message.content' },
  { table: 'peer_token', column: 'token', of: 'organisation', id: 'organisation_id', about: 'peer_token.token' },
  { table: 'image_label', column: 'content', of: 'patient', id: ofSeries, about: 'image_label.content' },
  { table: 'incident_notice', column: 'how', of: 'organisation', id: ofIncident, about: 'incident_notice.how' },
];
