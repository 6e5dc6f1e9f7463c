import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';

const Count = z.int().check(z.minimum(0));

export const counts = {
  countQuota: endpoint
    .route({
      method: 'POST',
      path: '/quotas/{id}/counts',
      summary: 'Enter in the ledger how many people have begun to be treated under the quotas of a promise',
    })
    .meta({ needs: 'quotas.decide' })
    .input(z.object({ id: z.uuid() }))
    .output(
      z.array(
        z.object({
          commitment: z.uuid(),
          measure: z.string(),
          /** Treatments that have begun; fewer or as many people. */
          encounters: Count,
          entered: Count,
          known: Count,
          takenOut: Count,
        }),
      ),
    )
    .errors({
      'not-found': { status: 404 },
      'not-giver': { status: 403 },
      'not-own-side': { status: 403 },
      'may-not-publish': { status: 403 },
      'quota-without-commitment': { status: 409 },
      'demonstration-not-counted': { status: 409 },
    }),
};
