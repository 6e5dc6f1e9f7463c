import type { Patient } from '@medplum/fhirtypes';
import type { EncounterContent, Sex } from '../../../modules/encounters/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, metaOf } from './common.ts';

export type PatientRow = Row & { sex: Sex };

/** Who was seen, as their newest encounter says: of a name that was heard in two ways both are told. */
export function patientOf(row: PatientRow, { person }: EncounterContent): Patient {
  const names = (person['name'] ?? []).map((text) => ({ text }));
  const phones = (person['phone'] ?? []).map((value) => ({ system: 'phone' as const, value }));
  const [birthYear = ''] = person['birthYear'] ?? [];
  return {
    resourceType: 'Patient',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    ...(names.length > 0 && { name: names }),
    ...(phones.length > 0 && { telecom: phones }),
    gender: row.sex,
    ...(/^\d{4}$/.test(birthYear) && { birthDate: birthYear }),
  };
}
