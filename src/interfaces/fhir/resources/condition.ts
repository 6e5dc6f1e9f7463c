import type { CodeableConcept, Condition } from '@medplum/fhirtypes';
import type { EncounterState } from '../../../modules/encounters/index.ts';
import { metaOf } from './common.ts';
import { type Content, type EncounterRow, noteId, standing } from './encounter.ts';

const codes = 'http://terminology.hl7.org/CodeSystem/condition-';
const verification: Record<EncounterState, string> = {
  in_progress: 'unconfirmed',
  finished: 'confirmed',
  entered_in_error: 'entered-in-error',
};
const coded = (system: string, code: string): CodeableConcept => ({ coding: [{ system: `${codes}${system}`, code }] });

/** A diagnosis as it was written: with a code of ICD-10, or in words alone. */
function codeOf(value: unknown): CodeableConcept | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, text } = value as { code?: unknown; text?: unknown };
  const coding = typeof code === 'string' && code !== '' ? [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] : [];
  const words = typeof text === 'string' && text.trim() !== '' ? text : null;
  return coding.length > 0 || words ? { ...(coding.length > 0 && { coding }), ...(words && { text: words }) } : null;
}

/** The diagnoses of an encounter, each by itself. */
export const conditionsOf = (row: EncounterRow, content: Content): Condition[] =>
  standing(content, 'diagnosis').flatMap(({ id, at, value }): Condition[] => {
    const code = codeOf(value);
    if (!code) return [];
    return [
      {
        resourceType: 'Condition',
        id: noteId(row.id, id),
        meta: metaOf(row),
        ...(row.state !== 'entered_in_error' && { clinicalStatus: coded('clinical', 'active') }),
        verificationStatus: coded('ver-status', verification[row.state]),
        category: [coded('category', 'encounter-diagnosis')],
        code,
        subject: { reference: `Patient/${row.subject_id}` },
        encounter: { reference: `Encounter/${row.id}` },
        recordedDate: at,
      },
    ];
  });
