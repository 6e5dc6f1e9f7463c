import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { Claim, Offset, Version } from './contract.shared.ts';
import { ClaimBodySchema } from './value.ts';

const decision = z.object({ id: z.uuid(), version: Version });
const deciding = {
  'not-found': { status: 404 },
  stale: { status: 409 },
  'already-decided': { status: 409 },
} as const;

export const claims = {
  addClaim: endpoint
    .route({
      method: 'POST',
      path: '/documents/{document}/claims',
      summary: 'Make a claim by hand',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ document: z.uuid(), start: Offset, end: Offset, claim: ClaimBodySchema }))
    .output(Claim)
    .errors({ 'not-found': { status: 404 }, 'selection-outside': { status: 422 } }),
  changeClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/change', summary: 'Correct what a drafted claim says' })
    .meta({ needs: 'documents.write' })
    .input(z.extend(decision, { value: z.record(z.string(), z.unknown()) }))
    .output(Claim)
    .errors(deciding),
  rejectClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/reject', summary: 'Reject a drafted claim' })
    .meta({ needs: 'documents.write' })
    .input(decision)
    .output(Claim)
    .errors(deciding),
  reopenClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/reopen', summary: 'Take back the rejection of a claim' })
    .meta({ needs: 'documents.write' })
    .input(decision)
    .output(Claim)
    .errors(deciding),
};
