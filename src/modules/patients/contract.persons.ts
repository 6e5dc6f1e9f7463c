import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { Id, Reason, missing, ours } from './contract.shared.ts';
import { erasureAskers } from './erasure.ts';
import { AccessSchema, PatientPage, Uuid } from './schemas.ts';

const File = z.object({
  id: Uuid,
  format: z.enum(['json', 'html']),
  locale: z.optional(z.enum(locales)),
});

export const persons = {
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
