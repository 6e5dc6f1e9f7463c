import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { Id, missing, ours } from './contract.shared.ts';
import { ConsentInput, ConsentTextInput, ConsentTextSchema, CopySchema, EndInput, Uuid } from './schemas.ts';

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

export const consents = {
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
