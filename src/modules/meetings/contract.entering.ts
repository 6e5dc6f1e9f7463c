import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { At, changed, missing, stale } from './contract.shared.ts';
import { PromiseInput, Uuid, Version } from './schemas.ts';

const promiseErrors = {
  'point-unknown': { status: 422 },
  'point-is-commitment': { status: 409 },
  'informs-only': { status: 422 },
  'stronger-than-said': { status: 422 },
  'not-held-yet': { status: 409 },
  'amount-invalid': { status: 422 },
  'amount-too-large': { status: 422 },
  'unit-mismatch': { status: 422 },
  'party-unknown': { status: 422 },
  'owes-itself': { status: 422 },
  'measure-unknown': { status: 422 },
  'term-unclear': { status: 422 },
  'day-in-future': { status: 422 },
  'condition-incomplete': { status: 422 },
  'target-without-strength': { status: 422 },
  'claim-not-accepted': { status: 422 },
  'per-without-promise': { status: 422 },
  'related-elsewhere': { status: 422 },
  'goes-round': { status: 422 },
  'ground-missing': { status: 422 },
  'nothing-to-restate': { status: 422 },
} as const;

export const entering = {
  proposals: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/proposals', summary: 'What points would be as commitments' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ version: Version, proposals: z.array(z.object({ point: Uuid, commitment: PromiseInput })) }))
    .errors(missing),
  enterCommitments: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/commitments',
      summary: 'Enter several points as commitments at once',
      successStatus: 201,
    })
    .meta({ needs: 'meetings.write' })
    .input(
      z.object({
        ...At,
        entries: z
          .array(
            z.object({
              point: Uuid,
              commitment: PromiseInput,
              /** Accepted claims that say so too. */
              claims: z.optional(z.array(Uuid).check(z.maxLength(20))),
            }),
          )
          .check(z.minLength(1), z.maxLength(50)),
      }),
    )
    .output(z.object({ ...changed.shape, entered: z.array(z.object({ point: Uuid, commitment: Uuid })) }))
    .errors({ ...missing, ...stale, ...promiseErrors }),
};
