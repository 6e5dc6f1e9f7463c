import type { Encounter } from '@medplum/fhirtypes';
import type { EncounterContent, EncounterState, Note } from '../../../modules/encounters/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, specialtyOf } from './common.ts';

export type EncounterRow = Row & {
  specialty: string;
  state: EncounterState;
  subject_id: string;
  clinician_id: string | null;
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

/** A resource made of one note of an encounter: a part of the note's id tells it from the encounter's others. */
export const noteId = (encounter: string, note: string): string =>
  `${encounter}.${note.replaceAll('-', '').slice(-12)}`;

export function encounterOf(row: EncounterRow, content: Content): Encounter {
  const reasons = textsOf(content, 'complaint').map((text) => ({ text }));
  return {
    resourceType: 'Encounter',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: statusOf[row.state],
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    serviceType: specialtyOf(row.specialty),
    subject: { reference: `Patient/${row.subject_id}` },
    ...(row.clinician_id && { participant: [{ individual: logical('PractitionerRole', row.clinician_id) }] }),
    period: periodOf(row),
    ...(reasons.length > 0 && { reasonCode: reasons }),
    ...(row.room && { location: [{ location: { display: row.room } }] }),
    serviceProvider: logical('Organization', row.owner_organisation),
  };
}
