import type { Procedure } from '@medplum/fhirtypes';
import type { EncounterState } from '../../../modules/encounters/index.ts';
import { logical, metaOf } from './common.ts';
import { type Content, type EncounterRow, noteId, periodOf, standing } from './encounter.ts';

/** What nobody signed yet is not said to be completed. */
const statusOf: Record<EncounterState, Procedure['status']> = {
  in_progress: 'unknown',
  finished: 'completed',
  entered_in_error: 'entered-in-error',
};

/** The operations of an encounter, in the words in which they were written. */
export const proceduresOf = (row: EncounterRow, content: Content): Procedure[] =>
  standing(content, 'operation').flatMap(({ id, value }): Procedure[] => {
    if (typeof value !== 'string' || value.trim() === '') return [];
    return [
      {
        resourceType: 'Procedure',
        id: noteId(row.id, id),
        meta: metaOf(row),
        status: statusOf[row.state],
        code: { text: value },
        subject: { reference: `Patient/${row.subject_id}` },
        encounter: { reference: `Encounter/${row.id}` },
        performedPeriod: periodOf(row),
        ...(row.clinician_id && { performer: [{ actor: logical('PractitionerRole', row.clinician_id) }] }),
      },
    ];
  });
