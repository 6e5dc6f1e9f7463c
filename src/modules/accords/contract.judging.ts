import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { At, missing, stale } from './contract.errors.ts';
import { Day, Uuid, verdicts, visibilities } from './shapes.ts';
import { CommitmentRow } from './answered.ts';
import { RequestSchema } from './disagreed.ts';

/** What is confirmed, judged and shown to others. */
export const judging = {
  confirmDelivery: endpoint
    .route({
      method: 'POST',
      path: '/deliveries/{id}/confirmations',
      summary: 'Confirm a delivery as giver or receiver',
    })
    .meta({ needs: 'accords.confirm' })
    .input(z.object({ id: Uuid, as: z.enum(['giver', 'receiver']) }))
    .output(z.object({ id: Uuid, as: z.enum(['giver', 'receiver']) }))
    .errors({ 'not-found': { status: 404 }, 'not-your-part': { status: 403 } }),
  takeBackConfirmation: endpoint
    .route({ method: 'POST', path: '/deliveries/{id}/confirmations/taken-back', summary: 'Take a confirmation back' })
    .meta({ needs: 'accords.confirm' })
    .input(z.object({ id: Uuid, as: z.enum(['giver', 'receiver']) }))
    .output(z.object({ id: Uuid }))
    .errors({ 'not-found': { status: 404 } }),
  assess: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/assessments', summary: 'Say how it goes', successStatus: 201 })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        id: Uuid,
        verdict: z.enum(verdicts),
        /** A verdict needs reasons, or an accepted claim that says so. */
        reasons: z.optional(LocalisedTextSchema),
        claim: z.optional(Uuid),
        /** The day on which it is true: not after today. */
        trueOn: Day,
        /** Wider than the own side needs the right to publish; `late` then waits for a second person. */
        visibility: z.enum(visibilities),
      }),
    )
    /** `request`: who else of the organisation approves it, shows it. */
    .output(z.object({ id: Uuid, request: z.nullable(Uuid) }))
    .errors({ 'not-found': { status: 404 }, 'not-own-side': { status: 403 }, 'reasons-missing': { status: 422 } })
    .errors({
      'claim-not-accepted': { status: 422 },
      'day-in-future': { status: 422 },
      'may-not-publish': { status: 403 },
    })
    .errors({ 'wider-than-commitment': { status: 422 }, 'side-may-not-publish': { status: 403 } }),
  withdraw: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/withdrawal', summary: 'Record that a commitment was withdrawn' })
    .meta({ needs: 'accords.write' })
    .input(z.object({ ...At, on: Day, claim: z.optional(Uuid) }))
    /** Where others see the commitment, it stands as before until a second person approves. */
    .output(CommitmentRow)
    .errors({ 'already-asked': { status: 409 } })
    .errors({ ...missing, ...stale, 'claim-not-accepted': { status: 422 }, 'day-in-future': { status: 422 } }),
  publish: endpoint
    .route({
      method: 'POST',
      path: '/commitments/publications',
      summary: 'Show commitments with their proof to others',
    })
    .meta({ needs: 'accords.publish' })
    .input(
      z.object({
        commitments: z.optional(z.array(Uuid).check(z.maxLength(500))),
        capacities: z.optional(z.array(Uuid).check(z.maxLength(500))),
        /** Verdicts of the own side that it has kept to itself. `late` waits for a second person. */
        assessments: z.optional(z.array(Uuid).check(z.maxLength(100))),
        /** All that rests on the claims of this document. */
        document: z.optional(Uuid),
        visibility: z.enum(['partnership', 'public']),
      }),
    )
    .output(
      z.object({
        commitments: z.int(),
        deliveries: z.int(),
        capacities: z.int(),
        claims: z.int(),
        assessments: z.int(),
        /** Of what accuses: shown when a second person of the organisation approves. */
        requests: z.array(Uuid),
      }),
    )
    .errors({ ...missing, 'narrows-what-was-shown': { status: 409 }, 'partnership-not-public': { status: 422 } })
    .errors({ 'wider-than-commitment': { status: 422 }, 'side-may-not-publish': { status: 403 } }),
  decideRequest: endpoint
    .route({
      method: 'POST',
      path: '/publication-requests/{id}/decision',
      summary: 'Approve, refuse or take back that a status which accuses is shown to others',
    })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        id: Uuid,
        /** To approve or refuse needs the right to publish, and another person than who asked; only who asked takes it back. */
        decision: z.enum(['approve', 'refuse', 'take_back']),
        remark: z.optional(LocalisedTextSchema),
      }),
    )
    .output(RequestSchema)
    .errors({ 'not-found': { status: 404 }, 'answered-before': { status: 409 }, 'same-person': { status: 403 } })
    .errors({ 'may-not-publish': { status: 403 }, 'partnership-not-public': { status: 422 }, stale: { status: 409 } })
    .errors({ 'side-may-not-publish': { status: 403 } }),
};
