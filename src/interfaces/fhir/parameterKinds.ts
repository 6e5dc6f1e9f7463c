import type { FhirType } from '../../permissions.ts';
import { systems } from './resources/common.ts';
import type { SearchParameter } from './table.ts';

/** What search parameters of many types have in common. */

export const definition = (name: string): string => `http://hl7.org/fhir/SearchParameter/${name}`;
export const token = (name: string, path: string, system?: string): SearchParameter => ({
  type: 'token',
  path,
  definition: definition(name),
  ...(system && { system }),
});
export const date = (name: string, path: string, at: 1 | 2 | 3): SearchParameter => ({
  type: 'date',
  path,
  at,
  definition: definition(name),
});
export const string = (name: string, path: string): SearchParameter => ({
  type: 'string',
  path,
  definition: definition(name),
});
export const to = (name: string, path: string, targets: readonly FhirType[]): SearchParameter => ({
  type: 'reference',
  path,
  targets,
  definition: definition(name),
});

export const code = (name: string): string => `http://hl7.org/fhir/${name}`;
export const anybody = ['Practitioner', 'PractitionerRole', 'Organization', 'Patient'] as const;
export const anyPart = [...anybody, 'HealthcareService'] as const;
export const specialty = (name: string) => token(name, 'specialty', systems.specialty);
export const identified = { identifier: token('clinical-identifier', 'identifier') };
export const ofPatient = (type: string) => ({
  patient: to('clinical-patient', 'subject', ['Patient']),
  subject: to(`${type}-subject`, 'subject', ['Patient']),
});
export const ofPerson = {
  name: string('Patient-name', 'name'),
  family: string('individual-family', 'name.family'),
  given: string('individual-given', 'name.given'),
  gender: token('individual-gender', 'gender', code('administrative-gender')),
  phone: token('individual-phone', 'telecom', 'phone'),
  email: token('individual-email', 'telecom', 'email'),
};
