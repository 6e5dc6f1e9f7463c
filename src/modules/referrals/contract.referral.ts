import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { parties, priorities, stages } from './referral.ts';
import { ActInput, Organisation, ReferralPage, ReferralSchema, Uuid, Version } from './schemas.ts';

const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-part': { status: 403 } } as const;
const quotas = {
  'quota-unknown': { status: 422 },
  'quota-closed': { status: 409 },
  'path-missing': { status: 409 },
} as const;

/** Why an act is refused. Nothing is left behind by one that is. */
export const actRefusals = {
  ...change,
  'referral-act-impossible': { status: 409 },
  'consent-missing': { status: 409 },
  'consent-ended': { status: 409 },
  'papers-missing': { status: 409 },
  'stop-pending': { status: 409 },
  'board-not-decided': { status: 409 },
  'not-the-chair': { status: 403 },
  'no-seat': { status: 409 },
  'fractions-done': { status: 409 },
  'days-wrong': { status: 422 },
  ...quotas,
} as const;
export type ActRefusal = keyof typeof actRefusals;

export const referral = {
  referrals: endpoint
    .route({ method: 'GET', path: '/referrals', summary: 'List referrals that the organisation takes part in' })
    .meta({ needs: 'referrals.read' })
    .input(
      z.object({
        stage: z.optional(z.enum(stages)),
        as: z.optional(z.enum(parties)),
        /** Only those in which it is the turn of the acting organisation. */
        turn: z.optional(z.literal('ours')),
        late: z.optional(z.literal('yes')),
        quota: z.optional(Uuid),
        patient: z.optional(Uuid),
        after: z.optional(z.string().check(z.maxLength(100))),
      }),
    )
    .output(
      z.object({
        items: z.array(ReferralSchema),
        organisations: z.array(Organisation),
        /** What to ask with for those that follow; null: these were all. */
        next: z.nullable(z.string()),
      }),
    ),
  referral: endpoint
    .route({ method: 'GET', path: '/referrals/{id}', summary: 'Read where a referral stands and what happened to it' })
    .meta({ needs: 'referrals.read' })
    .input(z.object({ id: Uuid }))
    .output(ReferralPage)
    .errors(missing),
  referralWords: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/words', summary: 'Read what was said with the acts of a referral' })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(z.object({ id: Uuid }))
    .output(
      z.array(
        z.object({
          /** The act with which it was said. */
          id: Uuid,
          words: z.nullable(z.string()),
          condition: z.nullable(z.string()),
          on: z.nullable(z.string()),
        }),
      ),
    )
    .errors(missing),
  createReferral: endpoint
    .route({ method: 'POST', path: '/referrals', summary: 'Begin a referral against a quota', successStatus: 201 })
    .meta({ needs: 'referrals.write' })
    .input(z.object({ quota: Uuid, patient: Uuid, priority: z.enum(priorities) }))
    .output(ReferralSchema)
    .errors({ ...quotas, 'patient-unknown': { status: 422 } }),
  changeReferral: endpoint
    .route({ method: 'POST', path: '/referrals/{id}/changes', summary: 'Change a referral that lies with its sender' })
    .meta({ needs: 'referrals.write' })
    .input(z.object({ id: Uuid, version: Version, priority: z.enum(priorities), quota: Uuid }))
    .output(ReferralSchema)
    .errors({ ...change, ...quotas, 'referral-act-impossible': { status: 409 } }),
  actOnReferral: endpoint
    .route({ method: 'POST', path: '/referrals/{id}/acts', summary: 'Do the next thing with a referral' })
    .meta({ needs: 'referrals.write' })
    .input(z.object({ id: Uuid, version: Version, does: ActInput }))
    .output(ReferralSchema)
    .errors(actRefusals),
};
