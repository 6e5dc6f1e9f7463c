import type { Procedure } from '@medplum/fhirtypes';
import type { EncounterState } from '../../../modules/encounters/index.ts';
import { groupOf, metaOf } from './common.ts';
import { basedOn, type Content, type EncounterRow, noteId, performerOf, periodOf, standing } from './encounter.ts';

/** What nobody signed yet is not said to be completed. */
const statusOf: Record<EncounterState, Procedure['status']> = {
  in_progress: 'unknown',
  finished: 'completed',
  entered_in_error: 'entered-in-error',
};

/** What was done in an encounter: operations in the words in which they were written, a fraction of a treatment by its number. */
export function proceduresOf(row: EncounterRow, content: Content): Procedure[] {
  const performer = performerOf(row, content);
  return standing(content, row.fraction === null ? 'operation' : 'treatment').flatMap(({ id, value }): Procedure[] => {
    if (typeof value !== 'string' || value.trim() === '') return [];
    const code = row.fraction === null ? { text: value } : { ...groupOf(row.specialty), text: `fraction ${value}` };
    return [
      {
        resourceType: 'Procedure',
        id: noteId(row.id, id),
        meta: metaOf(row),
        ...basedOn(row),
        status: statusOf[row.state],
        code,
        subject: { reference: `Patient/${row.subject_id}` },
        encounter: { reference: `Encounter/${row.id}` },
        performedPeriod: periodOf(row),
        ...(performer && { performer: [{ actor: performer }] }),
      },
    ];
  });
}
