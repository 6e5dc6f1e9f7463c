import { care } from './contract.care.ts';
import { consents } from './contract.consents.ts';
import { persons } from './contract.persons.ts';
import { records } from './contract.records.ts';

/** All that can be asked of patients. */
export const patientsContract = { ...records, ...care, ...consents, ...persons };
