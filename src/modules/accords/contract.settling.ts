import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { amountErrors, missing, saidErrors, stale } from './contract.errors.ts';
import { Amount, Comparator, LongTextSchema, Uuid, Version, visibilities } from './shapes.ts';
import { AnswerSchema, SettlementSchema } from './disagreed.ts';
import { CapacityInput, DeliveryInput } from './schemas.ts';

const claims = z.optional(z.array(Uuid).check(z.maxLength(20)));

/** Where sources and sides disagree: settled, corrected, disputed, answered. */
export const settling = {
  proposeSettlement: endpoint
    .route({
      method: 'POST',
      path: '/commitments/{id}/settlements',
      summary: 'Propose one figure where two sides count differently',
      successStatus: 201,
    })
    .meta({ needs: 'accords.confirm' })
    .input(
      z.object({
        id: Uuid,
        /** All deliveries of both sides for that place and period, as the difference names them. */
        deliveries: z.array(Uuid).check(z.minLength(2), z.maxLength(50)),
        figure: z.object({ amount: Amount, comparator: Comparator }),
        reasons: LocalisedTextSchema,
      }),
    )
    .output(SettlementSchema)
    .errors({ ...missing, ...amountErrors, 'no-difference': { status: 409 }, 'already-asked': { status: 409 } })
    .errors({ 'may-not-publish': { status: 403 } }),
  answerSettlement: endpoint
    .route({
      method: 'POST',
      path: '/settlements/{id}/answer',
      summary: 'Accept or refuse the figure that the other side proposes, or take one’s own proposal back',
    })
    .meta({ needs: 'accords.confirm' })
    .input(z.object({ id: Uuid, answer: z.enum(['accept', 'refuse', 'take_back']) }))
    .output(SettlementSchema)
    .errors({ 'not-found': { status: 404 }, 'not-your-part': { status: 403 }, 'answered-before': { status: 409 } })
    .errors({ 'no-difference': { status: 409 }, 'may-not-publish': { status: 403 } }),
  correctCapacity: endpoint
    .route({
      method: 'POST',
      path: '/capacities/{id}/corrections',
      summary: 'Take out what a place can do, or what is so around it, with reasons and, if need be, the right figure',
      successStatus: 201,
    })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({ id: Uuid, version: Version, reasons: LocalisedTextSchema, right: z.optional(CapacityInput), claims }),
    )
    .output(z.object({ correction: Uuid, capacity: z.nullable(Uuid) }))
    .errors({ ...missing, ...stale, ...amountErrors, 'claim-not-accepted': { status: 422 } })
    .errors({ 'may-not-publish': { status: 403 }, 'nothing-corrected': { status: 422 } }),
  correctDelivery: endpoint
    .route({
      method: 'POST',
      path: '/deliveries/{id}/corrections',
      summary: 'Take a delivery out of the count by a counter-entry, with reasons and, if need be, the right entry',
      successStatus: 201,
    })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        id: Uuid,
        version: Version,
        reasons: LocalisedTextSchema,
        right: z.optional(DeliveryInput),
        /** The accepted claims that the right entry rests on; left out, those of the wrong one. */
        claims,
      }),
    )
    .output(z.object({ correction: Uuid, delivery: z.nullable(Uuid) }))
    .errors({ ...missing, ...stale, ...amountErrors, ...saidErrors, 'claim-not-accepted': { status: 422 } })
    .errors({ 'may-not-publish': { status: 403 }, 'nothing-corrected': { status: 422 } }),
  dispute: endpoint
    .route({
      method: 'POST',
      path: '/commitments/{id}/disputes',
      summary: 'Say that a claim under a commitment is not so, with reasons',
      successStatus: 201,
    })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        id: Uuid,
        claim: Uuid,
        reasons: LocalisedTextSchema,
        /** Wider than the own side needs the right to publish. */
        visibility: z.enum(visibilities),
      }),
    )
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, 'may-not-publish': { status: 403 }, 'wider-than-commitment': { status: 422 } })
    .errors({ 'already-asked': { status: 409 } }),
  endDispute: endpoint
    .route({ method: 'POST', path: '/disputes/{id}/end', summary: 'Take a dispute of one’s own side back' })
    .meta({ needs: 'accords.write' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ id: Uuid }))
    .errors({ 'not-found': { status: 404 }, 'may-not-publish': { status: 403 } }),
  answer: endpoint
    .route({
      method: 'POST',
      path: '/commitments/{id}/answers',
      summary: 'Answer in the name of a party that is named; earlier versions stay',
      successStatus: 201,
    })
    .meta({ needs: 'accords.publish' })
    .input(z.object({ id: Uuid, wording: LongTextSchema }))
    .output(AnswerSchema)
    .errors({ 'not-found': { status: 404 }, 'not-your-part': { status: 403 }, 'not-shown-yet': { status: 422 } }),
};
