import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { erasureAskers } from './erasure.ts';
import {
  AccessSchema,
  Candidate,
  ConsentInput,
  ConsentTextInput,
  ConsentTextSchema,
  CopySchema,
  EndInput,
  GlassSchema,
  IdentitySchema,
  PatientPage,
  PatientRow,
  SearchInput,
  Uuid,
  Version,
} from './schemas.ts';

const missing = { 'not-found': { status: 404 } } as const;
const ours = { ...missing, 'not-yours-to-change': { status: 403 } } as const;
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
const giving = {
  ...ours,
  'consent-text-unknown': { status: 422 },
  'organisation-unknown': { status: 422 },
  'representative-unknown': { status: 422 },
  'representative-not-then': { status: 422 },
  'ends-before-it-begins': { status: 422 },
  'given-in-the-future': { status: 422 },
  'witness-missing': { status: 422 },
  'consent-move-impossible': { status: 409 },
} as const;

const At = { id: Uuid, version: Version };
const Id = z.object({ id: Uuid });
const File = z.object({
  id: Uuid,
  format: z.enum(['json', 'html']),
  locale: z.optional(z.enum(locales)),
});
const Reason = z.string().check(readable(), z.minLength(10), z.maxLength(500));

const records = {
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

const care = {
  breakGlass: endpoint
    .route({
      method: 'POST',
      path: '/patients/{id}/glass',
      summary: 'Open a record without a part in the care, for four hours',
    })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .input(z.object({ id: Uuid, reason: Reason }))
    .output(Id)
    .errors(missing),
  glassBroken: endpoint
    .route({ method: 'GET', path: '/patients/glass', summary: 'Who opened our records without a part in the care' })
    .meta({ needs: 'patients.coordinate' })
    .output(z.object({ items: z.array(GlassSchema), organisations: PatientPage.shape.organisations })),
  reviewGlass: endpoint
    .route({ method: 'POST', path: '/patients/glass/{id}/review', summary: 'Say whether it was justified' })
    .meta({ needs: 'patients.coordinate' })
    .input(z.object({ id: Uuid, found: z.enum(['justified', 'not_justified']) }))
    .output(Id)
    .errors({ ...ours, 'decided-already': { status: 409 } }),
  shareCare: endpoint
    .route({
      method: 'POST',
      path: '/patients/{id}/care',
      summary: 'Give an organisation a part, on the ground of a consent',
      successStatus: 201,
    })
    .meta({ needs: 'patients.write' })
    .input(z.object({ id: Uuid, organisation: Uuid, consent: Uuid }))
    .output(Id)
    .errors({ ...ours, 'consent-does-not-cover': { status: 422 }, 'consent-move-impossible': { status: 409 } }),
  endCare: endpoint
    .route({ method: 'POST', path: '/care/{id}/end', summary: 'End the part of an organisation' })
    .meta({ needs: 'patients.write' })
    .input(Id)
    .output(Id)
    .errors(ours),
};

const consents = {
  consentTexts: endpoint
    .route({ method: 'GET', path: '/consents/texts', summary: 'The texts that patients are asked with' })
    .meta({ needs: 'patients.read' })
    .output(z.array(ConsentTextSchema)),
  approveConsentText: endpoint
    .route({
      method: 'POST',
      path: '/consents/texts',
      summary: 'Approve the next version of a text',
      successStatus: 201,
    })
    .meta({ needs: 'patients.coordinate' })
    .input(ConsentTextInput)
    .output(Id),
  giveConsent: endpoint
    .route({ method: 'POST', path: '/patients/{id}/consents', summary: 'Record a consent', successStatus: 201 })
    .meta({ needs: 'patients.write' })
    .input(ConsentInput)
    .output(Id)
    .errors(giving),
  withdrawConsent: endpoint
    .route({
      method: 'POST',
      path: '/consents/{id}/withdrawal',
      summary: 'Withdraw a consent; says what was copied already',
    })
    .meta({ needs: 'patients.write' })
    .input(EndInput)
    .output(z.object({ id: Uuid, copied: z.array(CopySchema) }))
    .errors({
      ...missing,
      'consent-move-impossible': { status: 409 },
      'representative-unknown': { status: 422 },
      'representative-not-then': { status: 422 },
    }),
  copiesOfConsent: endpoint
    .route({ method: 'GET', path: '/consents/{id}/copies', summary: 'What the receivers of a consent have copied' })
    .meta({ needs: 'patients.read' })
    .input(Id)
    .output(z.array(CopySchema))
    .errors(missing),
  keepEvidence: endpoint
    .route({
      method: 'POST',
      path: '/consents/{id}/evidence',
      summary: 'Keep a scan or a recording that proves a consent',
      successStatus: 201,
    })
    .meta({ needs: 'patients.write' })
    .input(z.object({ id: Uuid, file: z.file() }))
    .output(Id)
    .errors({ ...ours, 'file-too-large': { status: 413 }, 'evidence-kind-refused': { status: 422 } }),
  evidence: endpoint
    .route({ method: 'GET', path: '/evidence/{id}', summary: 'Open what proves a consent' })
    .meta({ needs: 'patients.read', opens: 'personal' })
    .input(Id)
    .output(z.file())
    .errors(missing),
};

const persons = {
  accessesOfPatient: endpoint
    .route({ method: 'GET', path: '/patients/{id}/accesses', summary: 'Who opened the data of a patient' })
    .meta({ needs: 'patients.coordinate', opens: 'personal' })
    .input(Id)
    .output(z.object({ items: z.array(AccessSchema), organisations: PatientPage.shape.organisations }))
    .errors(missing),
  accessesFile: endpoint
    .route({
      method: 'GET',
      path: '/patients/{id}/accesses/file',
      summary: 'The same for the patient, to print or to keep',
    })
    .meta({ needs: 'patients.coordinate', opens: 'personal' })
    .input(File)
    .output(z.file())
    .errors(missing),
  heldFile: endpoint
    .route({ method: 'GET', path: '/patients/{id}/held', summary: 'All that is held on a patient' })
    .meta({ needs: 'patients.coordinate', opens: 'personal' })
    .input(File)
    .output(z.file())
    .errors({ ...missing, 'already-erased': { status: 409 } }),
  askErasure: endpoint
    .route({
      method: 'POST',
      path: '/patients/{id}/erasure',
      summary: 'Ask that all that is known of a patient be erased',
      successStatus: 201,
    })
    .meta({ needs: 'patients.coordinate' })
    .input(z.object({ id: Uuid, askedBy: z.enum(erasureAskers) }))
    .output(Id)
    .errors({ ...ours, 'already-erased': { status: 409 }, 'erasure-asked': { status: 409 } }),
  decideErasure: endpoint
    .route({
      method: 'POST',
      path: '/erasures/{id}/decision',
      summary: 'Approve or refuse an erasure that somebody else asked for',
    })
    .meta({ needs: 'patients.coordinate', stepUp: true })
    .input(z.object({ id: Uuid, decision: z.enum(['approved', 'refused']), ground: z.nullable(Reason) }))
    .output(Id)
    .errors({
      ...missing,
      'second-person-needed': { status: 403 },
      'decided-already': { status: 409 },
      'must-be-kept': { status: 409 },
      'merged-into-it': { status: 409 },
    }),
};

export const patientsContract = { ...records, ...care, ...consents, ...persons };
