import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { Id, missing, ours } from './contract.shared.ts';
import { Candidate, IdentitySchema, PatientPage, PatientRow, SearchInput, Uuid, Version } from './schemas.ts';

const change = { ...ours, stale: { status: 409 } } as const;
const identityErrors = { 'identifier-invalid': { status: 422 }, 'identifier-twice': { status: 422 } } as const;
const registering = {
  ...identityErrors,
  'identifier-taken': { status: 409 },
  'duplicates-possible': { status: 409 },
} as const;
const merging = {
  ...change,
  'same-record': { status: 422 },
  'already-merged': { status: 409 },
  'merged-into-it': { status: 409 },
  'already-erased': { status: 409 },
  'demonstration-apart': { status: 422 },
} as const;
const At = { id: Uuid, version: Version };

export const records = {
  recentPatients: endpoint
    .route({ method: 'GET', path: '/patients', summary: 'The patients of the own organisation that changed last' })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .output(z.array(PatientRow)),
  searchPatients: endpoint
    .route({
      method: 'POST',
      path: '/patients/search',
      summary: 'Find a patient by an exact identifier, or by name and birth date',
    })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .input(SearchInput)
    .output(z.object({ items: z.array(PatientRow), /** Records that are not open to us. */ elsewhere: z.array(Uuid) }))
    .errors({ ...identityErrors, 'search-for-one-thing': { status: 422 }, 'too-many-searches': { status: 429 } }),
  duplicatesOfNew: endpoint
    .route({ method: 'POST', path: '/patients/duplicates', summary: 'Who may be meant, before a record is made' })
    .meta({ needs: 'patients.write', opens: 'personal' })
    .input(z.object({ identity: IdentitySchema }))
    .output(z.array(Candidate))
    .errors(identityErrors),
  registerPatient: endpoint
    .route({ method: 'POST', path: '/patients', summary: 'Register a patient', successStatus: 201 })
    .meta({ needs: 'patients.write' })
    .input(
      z.object({
        identity: IdentitySchema,
        /** Records that were looked at and are somebody else. */
        notThese: z.optional(z.array(Uuid).check(z.maxLength(50))),
      }),
    )
    .output(Id)
    .errors(registering),
  patient: endpoint
    .route({ method: 'GET', path: '/patients/{id}', summary: 'Open the record of a patient' })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .input(Id)
    .output(PatientPage)
    .errors(missing),
  changePatient: endpoint
    .route({ method: 'POST', path: '/patients/{id}/changes', summary: 'Change who a patient is' })
    .meta({ needs: 'patients.write' })
    .input(z.object({ ...At, identity: IdentitySchema }))
    .output(z.object(At))
    .errors({ ...change, ...identityErrors, 'identifier-taken': { status: 409 }, 'already-erased': { status: 409 } }),
  duplicatesOfPatient: endpoint
    .route({ method: 'GET', path: '/patients/{id}/duplicates', summary: 'Records that may be the same patient' })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .input(Id)
    .output(z.array(Candidate))
    .errors(missing),
  mergePatient: endpoint
    .route({ method: 'POST', path: '/patients/{id}/merge', summary: 'Lead a record to the one that is kept' })
    .meta({ needs: 'patients.coordinate' })
    .input(z.object({ ...At, into: Uuid, intoVersion: Version }))
    .output(z.object({ merged: Uuid, kept: Uuid }))
    .errors(merging),
  undoMergePatient: endpoint
    .route({ method: 'POST', path: '/patients/{id}/merge/undo', summary: 'Take a merge back' })
    .meta({ needs: 'patients.coordinate' })
    .input(z.object(At))
    .output(Id)
    .errors({ ...change, 'not-merged': { status: 409 } }),
};
