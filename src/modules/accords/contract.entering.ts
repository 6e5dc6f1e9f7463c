import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { amountErrors, At, commitmentErrors, missing, saidErrors, Slug, stale } from './contract.errors.ts';
import { conditionStates, Day, Edtf, Uuid, Version } from './shapes.ts';
import { CommitmentRow } from './answered.ts';
import { CommitmentChange, CommitmentInput, DeliveryInput, Entry } from './schemas.ts';

/** What is entered in the ledger, and changed in it. */
export const entering = {
  enterClaim: endpoint
    .route({ method: 'POST', path: '/accords/entries', summary: 'Accept a claim and enter it in the ledger' })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        claim: Uuid,
        version: Version,
        /** As a person corrected it; left out, as it was read. */
        value: z.optional(z.record(z.string(), z.unknown())),
        entry: Entry,
      }),
    )
    .output(
      z.object({
        claim: Uuid,
        version: Version,
        commitment: z.nullable(Uuid),
        delivery: z.nullable(Uuid),
        capacity: z.nullable(Uuid),
        /** The figure was there already; the claim is another ground of it. */
        isKnown: z.boolean(),
      }),
    )
    .errors({ ...missing, ...stale, ...commitmentErrors, 'already-decided': { status: 409 } })
    .errors({ 'nothing-to-restate': { status: 422 } }),
  undoEntry: endpoint
    .route({ method: 'POST', path: '/accords/entries/undo', summary: 'Take an accepted claim out of the ledger again' })
    .meta({ needs: 'accords.write' })
    .input(z.object({ claim: Uuid, version: Version }))
    .output(z.object({ claim: Uuid, version: Version, retracted: z.array(Uuid) }))
    .errors({ ...missing, ...stale, 'not-accepted': { status: 409 }, 'still-needed': { status: 409 } })
    .errors({ 'already-published': { status: 409 }, 'confirmed-by-others': { status: 409 } }),
  recordCommitment: endpoint
    .route({ method: 'POST', path: '/commitments', summary: 'Record a commitment by hand', successStatus: 201 })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        partnership: Slug,
        commitment: CommitmentInput,
        /** The accepted claims it rests on; or the meeting or the instrument at which or by which it was agreed. */
        claims: z.array(Uuid).check(z.maxLength(20)),
        meeting: z.optional(Uuid),
        instrument: z.optional(Uuid),
        article: z.optional(Uuid),
      }),
    )
    .output(CommitmentRow)
    .errors({ ...missing, ...commitmentErrors, 'claim-not-accepted': { status: 422 } })
    .errors({ 'ground-missing': { status: 422 } }),
  changeCommitment: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/changes', summary: 'Change a commitment' })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        ...At,
        change: CommitmentChange,
        /** Why: needed once others see it, and then part of the log of corrections. */
        reasons: z.optional(LocalisedTextSchema),
      }),
    )
    .output(CommitmentRow)
    .errors({ ...missing, ...stale, ...commitmentErrors })
    .errors({ 'reasons-missing': { status: 422 }, 'may-not-publish': { status: 403 } }),
  findCondition: endpoint
    .route({
      method: 'POST',
      path: '/commitments/{id}/condition',
      summary: 'Say whether the condition of a promise is met, since when, and how one knows',
    })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        ...At,
        state: z.enum(conditionStates),
        /** The day on which it was met, or found unmet: not after today. Left out where it is unknown. */
        on: z.optional(Day),
        /** How one knows: reasons, or an accepted claim. */
        reasons: z.optional(LocalisedTextSchema),
        claim: z.optional(Uuid),
        /** The term of a promise that is due now; left out, it follows from `dueAfter`. */
        term: z.optional(Edtf),
      }),
    )
    .output(CommitmentRow)
    .errors({ ...missing, ...stale, 'reasons-missing': { status: 422 }, 'claim-not-accepted': { status: 422 } })
    .errors({ 'day-in-future': { status: 422 }, 'no-condition': { status: 422 }, 'term-unclear': { status: 422 } })
    .errors({ 'condition-incomplete': { status: 422 } }),
  recordDelivery: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/deliveries', summary: 'Record a delivery', successStatus: 201 })
    .meta({ needs: 'accords.write' })
    .input(
      z.object({
        id: Uuid,
        delivery: DeliveryInput,
        claims: z.array(Uuid).check(z.minLength(1), z.maxLength(20)),
      }),
    )
    .output(z.object({ id: Uuid, isKnown: z.boolean() }))
    .errors({ ...missing, ...amountErrors, ...saidErrors })
    .errors({ 'claim-not-accepted': { status: 422 }, 'may-not-publish': { status: 403 } }),
  retractDelivery: endpoint
    .route({
      method: 'POST',
      path: '/deliveries/{id}/retraction',
      summary: 'Take a delivery back: it was recorded wrongly',
    })
    .meta({ needs: 'accords.write' })
    .input(z.object(At))
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, ...stale, 'already-published': { status: 409 }, 'confirmed-by-others': { status: 409 } }),
};
