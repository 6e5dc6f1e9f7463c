import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { referralSorts } from './list.ts';
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
  'care-closed': { status: 403 },
  'not-chair': { status: 403 },
  'quorum-missing': { status: 409 },
  'majority-missing': { status: 409 },
  'condition-missing': { status: 422 },
  'board-reasons-missing': { status: 422 },
  'tally-missing': { status: 422 },
  'accepted-elsewhere': { status: 409 },
  'board-closed': { status: 409 },
  'amount-invalid': { status: 422 },
  'no-seat': { status: 409 },
  'fractions-done': { status: 409 },
  'arrival-days-wrong': { status: 422 },
  ...quotas,
} as const;
export type ActRefusal = keyof typeof actRefusals;

const Said = z.record(z.string(), z.string());
const filters = {
  stage: z.optional(
    z.union([
      z.array(z.enum(stages)).check(z.maxLength(20)),
      z.pipe(
        z.enum(stages),
        z.transform((one) => [one]),
      ),
    ]),
  ),
  as: z.optional(z.enum(parties)),
  /** Only those in which it is the turn of the acting organisation. */
  turn: z.optional(z.literal('ours')),
  late: z.optional(z.literal('yes')),
  priority: z.optional(z.enum(priorities)),
  quota: z.optional(Uuid),
  patient: z.optional(Uuid),
  /** A number or its end. */
  q: z.optional(z.string().check(z.maxLength(40))),
  sort: z.optional(z.enum(referralSorts)),
};

export const referral = {
  referrals: endpoint
    .route({ method: 'GET', path: '/referrals', summary: 'List referrals that the organisation takes part in' })
    .meta({ needs: 'referrals.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(600))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(
      z.object({
        items: z.array(ReferralSchema),
        organisations: z.array(Organisation),
        /** What to ask with for those that follow; null: these were all. */
        next: z.nullable(z.string()),
      }),
    )
    .errors({ 'cursor-invalid': { status: 400 } }),
  referralCounts: endpoint
    .route({ method: 'GET', path: '/referrals/counts', summary: 'Count the referrals that wait for the organisation' })
    .meta({ needs: 'referrals.read' })
    .output(
      z.object({
        waiting: z.int(),
        late: z.int(),
        running: z.int(),
        /** Referrals whose patient wrote something that nobody has opened yet. */
        unread: z.array(z.object({ id: Uuid, number: z.string(), count: z.int() })),
      }),
    ),
  referralsFile: endpoint
    .route({ method: 'GET', path: '/referrals/file', summary: 'The same list, whole, as CSV or XLSX' })
    .meta({ needs: 'referrals.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
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
          reasons: z.nullable(Said),
          condition: z.nullable(Said),
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
