import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { locales } from '../../platform/i18n/locales.ts';
import {
  AssessmentSchema,
  CapacitySchema,
  CommitmentChange,
  CommitmentInput,
  CommitmentRow,
  Day,
  DeliveryInput,
  DeliverySchema,
  Edtf,
  Entry,
  GroundSchema,
  Happening,
  kinds,
  MeasureSchema,
  Named,
  Strength,
  Uuid,
  Version,
  verdicts,
  visibilities,
} from './schemas.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { statuses } from './status.ts';

/** One value or several: `status=kept` and `status[]=kept&status[]=overdue`. */
const manyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([
    z.array(z.enum(values)).check(z.maxLength(20)),
    z.pipe(
      z.enum(values),
      z.transform((one) => [one]),
    ),
  ]);
const Slug = z.string().check(z.maxLength(80));

const filters = {
  status: z.optional(manyOf(statuses)),
  kind: z.optional(manyOf(kinds)),
  strength: z.optional(Strength),
  /** The slug of a partnership; without it, all in which the acting organisation takes part. */
  partnership: z.optional(Slug),
  /** `we_owe`: a debtor sits on the acting organisation's side; `owed_to_us`: a creditor does. */
  direction: z.optional(z.enum(['we_owe', 'owed_to_us'])),
  /** Words of a title, in any of its languages. */
  q: z.optional(z.string().check(z.maxLength(200))),
  sort: z.optional(z.enum(['term', '-term', 'status', '-status', 'changed', '-changed', 'title', '-title'])),
};
const Counts = z.record(z.enum(statuses), z.int());
const counts = z.object({ real: Counts, demo: Counts });
const At = { id: Uuid, version: Version };
const amountErrors = {
  'amount-invalid': { status: 422 },
  'amount-too-large': { status: 422 },
  'unit-mismatch': { status: 422 },
} as const;
const commitmentErrors = {
  ...amountErrors,
  'party-unknown': { status: 422 },
  'owes-itself': { status: 422 },
  'measure-unknown': { status: 422 },
  'term-unclear': { status: 422 },
  'condition-incomplete': { status: 422 },
  'target-without-strength': { status: 422 },
} as const;
const missing = { 'not-found': { status: 404 }, 'not-own-side': { status: 403 } } as const;
const stale = { stale: { status: 409 } } as const;

export const accordsContract = {
  measures: endpoint
    .route({ method: 'GET', path: '/measures', summary: 'List what can be counted' })
    .meta({ needs: 'accords.read' })
    .output(z.array(MeasureSchema)),
  commitments: endpoint
    .route({ method: 'GET', path: '/commitments', summary: 'List the commitments of my partnerships as they stand' })
    .meta({ needs: 'accords.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(600))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(
      z.object({
        items: z.array(CommitmentRow),
        organisations: z.array(Named),
        next: z.nullable(z.string()),
      }),
    )
    .errors({ 'cursor-invalid': { status: 400 } }),
  // Apart from the list: a page of a hundred thousand is found by its index, but counting them takes looking at each.
  commitmentCounts: endpoint
    .route({ method: 'GET', path: '/commitments/counts', summary: 'Count by status what the other filters leave' })
    .meta({ needs: 'accords.read' })
    .input(z.object(filters))
    .output(counts),
  commitmentsCsv: endpoint
    .route({ method: 'GET', path: '/commitments.csv', summary: 'The same list as CSV, at most 10,000 rows' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ ...filters, locale: z.optional(z.enum(locales)) }))
    .output(z.file()),
  commitment: endpoint
    .route({ method: 'GET', path: '/commitments/{id}', summary: 'Read a commitment with its proof' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ id: Uuid }))
    .output(
      z.extend(CommitmentRow, {
        organisations: z.array(Named),
        deliveries: z.array(DeliverySchema),
        grounds: z.array(GroundSchema),
        assessments: z.array(AssessmentSchema),
        events: z.array(Happening),
        /** The part of the acting organisation's side in it. */
        ownPart: z.nullable(z.enum(['debtor', 'creditor'])),
      }),
    )
    .errors({ 'not-found': { status: 404 } }),
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
        /** The accepted claims it rests on. */
        claims: z.array(Uuid).check(z.minLength(1), z.maxLength(20)),
      }),
    )
    .output(CommitmentRow)
    .errors({ ...missing, ...commitmentErrors, 'claim-not-accepted': { status: 422 } }),
  changeCommitment: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/changes', summary: 'Change a commitment' })
    .meta({ needs: 'accords.write' })
    .input(z.object({ ...At, change: CommitmentChange }))
    .output(CommitmentRow)
    .errors({ ...missing, ...stale, ...commitmentErrors }),
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
    .errors({ ...missing, ...amountErrors, 'claim-not-accepted': { status: 422 } }),
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
        /** Wider than the own side needs the right to publish. */
        visibility: z.enum(visibilities),
      }),
    )
    .output(z.object({ id: Uuid }))
    .errors({ 'not-found': { status: 404 }, 'not-own-side': { status: 403 }, 'reasons-missing': { status: 422 } })
    .errors({
      'claim-not-accepted': { status: 422 },
      'day-in-future': { status: 422 },
      'may-not-publish': { status: 403 },
    })
    .errors({ 'wider-than-commitment': { status: 422 } }),
  withdraw: endpoint
    .route({ method: 'POST', path: '/commitments/{id}/withdrawal', summary: 'Record that a commitment was withdrawn' })
    .meta({ needs: 'accords.write' })
    .input(z.object({ ...At, on: Day, claim: z.optional(Uuid) }))
    .output(CommitmentRow)
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
        /** All that rests on the claims of this document. */
        document: z.optional(Uuid),
        visibility: z.enum(['partnership', 'public']),
      }),
    )
    .output(z.object({ commitments: z.int(), deliveries: z.int(), capacities: z.int(), claims: z.int() }))
    .errors({ ...missing, 'narrows-what-was-shown': { status: 409 }, 'partnership-not-public': { status: 422 } }),
  overview: endpoint
    .route({ method: 'GET', path: '/partnerships/{slug}/overview', summary: 'How a partnership stands' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ slug: Slug }))
    .output(
      z.object({
        counts,
        /** What was delivered, by measure or currency and apart for demonstration; a distinct measure is never summed. */
        figures: z.array(
          z.object({
            measure: z.nullable(MeasureSchema),
            amount: z.object({ amount: z.string(), currency: z.nullable(z.string()) }),
            comparator: z.enum(['eq', 'gt', 'ge', 'lt', 'le', 'approx']),
            deliveries: z.int(),
            /** The commitment to open, where there is only one. */
            commitment: z.nullable(Uuid),
            isDemo: z.boolean(),
          }),
        ),
        capacities: z.array(CapacitySchema),
        /** The newest accepted claims. */
        claims: z.array(
          z.object({
            id: Uuid,
            kind: z.string(),
            quote: z.string(),
            language: z.string(),
            document: z.object({ id: Uuid, title: z.string(), publishedOn: z.nullable(Edtf) }),
          }),
        ),
        organisations: z.array(Named),
      }),
    )
    .errors({ 'not-found': { status: 404 } }),
  today: endpoint
    .route({ method: 'GET', path: '/today', summary: 'What waits for me, what is due, what has changed' })
    .meta({ needs: 'accords.read' })
    .input(z.object({}))
    .output(
      z.object({
        today: Day,
        /** Documents of the own side with drafts to review, newest first. */
        toReview: z.array(
          z.object({ document: Uuid, title: z.string(), partnership: Uuid, drafts: z.int(), decided: z.int() }),
        ),
        /** Deliveries that the acting organisation has not confirmed and may. */
        toConfirm: z.array(
          z.object({ delivery: DeliverySchema, commitment: CommitmentRow, as: z.enum(['giver', 'receiver']) }),
        ),
        dueSoon: z.array(CommitmentRow),
        /** Overdue and not reported since, the longest silent first. */
        late: z.array(CommitmentRow),
        changes: z.array(
          z.object({
            ...Happening.shape,
            /** The commitment it is about, where there is one. */
            commitment: z.nullable(z.object({ id: Uuid, title: LocalisedTextSchema })),
          }),
        ),
        partnerships: z.array(z.object({ id: Uuid, slug: z.string(), names: NamesSchema })),
        organisations: z.array(Named),
      }),
    ),
};
