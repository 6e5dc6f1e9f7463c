import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { Id, Reason, missing, ours } from './contract.shared.ts';
import { GlassSchema, PatientPage, Uuid } from './schemas.ts';

export const care = {
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
