import type { Encounter } from '@medplum/fhirtypes';
import type { EncounterContent, EncounterState, Note } from '../../../modules/encounters/index.ts';
import type { Row } from '../table.ts';
import { groupOf, identifierOf, logical, metaOf, specialtyOf, systems } from './common.ts';

export type EncounterRow = Row & {
  specialty: string;
  state: EncounterState;
  subject_id: string;
  clinician_id: string | null;
  /** Of a referral, at the centre: which, what was done, and who or whose system recorded it. */
  referral_id: string | null;
  kind: 'arrival' | 'fraction' | 'visit' | null;
  fraction: number | null;
  clinician_person: string | null;
  owner_organisation: string;
  opened_at: Date;
  signed_at: Date | null;
  room: string | null;
};
export type Content = EncounterContent | null;

/** Statuses of R4 and the states of an encounter. */
export const encounterStates = {
  'in-progress': ['in_progress'],
  finished: ['finished'],
  'entered-in-error': ['entered_in_error'],
} as const;
const statusOf: Record<EncounterState, Encounter['status']> = {
  in_progress: 'in-progress',
  finished: 'finished',
  entered_in_error: 'entered-in-error',
};

/** What stands of a part: nothing was merged, so it may be more than one. */
export const standing = (content: Content, part: string): Note[] =>
  (content?.parts[part] ?? []).filter(({ isReplaced }) => !isReplaced);
export const textsOf = (content: Content, part: string): string[] =>
  standing(content, part).flatMap(({ value }) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));

export const periodOf = ({ opened_at, signed_at }: Pick<EncounterRow, 'opened_at' | 'signed_at'>) => ({
  start: opened_at.toISOString(),
  ...(signed_at && signed_at >= opened_at && { end: signed_at.toISOString() }),
});

/** Who did it: a clinician of the mission, or who recorded it at the centre. */
export const performerOf = (row: Pick<EncounterRow, 'clinician_id' | 'clinician_person'>, content: Content) => {
  const id = row.clinician_id ?? row.clinician_person;
  return id === null ? null : logical('PractitionerRole', id, row.clinician_person ? content?.signatures[0]?.by : null);
};
/** For which request it was. */
export const basedOn = ({ referral_id }: Pick<EncounterRow, 'referral_id'>) =>
  referral_id && { basedOn: [{ reference: `ServiceRequest/${referral_id}` }] };

/** A resource made of one note of an encounter: a part of the note's id tells it from the encounter's others. */
export const noteId = (encounter: string, note: string): string =>
  `${encounter}.${note.replaceAll('-', '').slice(-12)}`;

export function encounterOf(row: EncounterRow, content: Content): Encounter {
  const performer = performerOf(row, content);
  const reasons = textsOf(content, 'complaint').map((text) => ({ text }));
  return {
    resourceType: 'Encounter',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: statusOf[row.state],
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    ...(row.kind && { type: [{ coding: [{ system: systems.atCentre, code: row.kind }] }] }),
    serviceType: row.kind ? groupOf(row.specialty) : specialtyOf(row.specialty),
    subject: { reference: `Patient/${row.subject_id}` },
    ...basedOn(row),
    ...(performer && { participant: [{ individual: performer }] }),
    period: periodOf(row),
    ...(reasons.length > 0 && { reasonCode: reasons }),
    ...(row.room && { location: [{ location: { display: row.room } }] }),
    serviceProvider: logical('Organization', row.owner_organisation),
  };
}
