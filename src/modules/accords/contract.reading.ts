import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { type Currency, currencies } from '../../platform/money/currencies.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { agreements } from './agreement.ts';
import { Slug } from './contract.errors.ts';
import { conditionStates, Day, Edtf, kinds, MeasureSchema, PlaceKey, Strength, Uuid } from './shapes.ts';
import {
  AssessmentSchema,
  CapacitySchema,
  CommitmentRow,
  DeliverySchema,
  GroundSchema,
  Happening,
  Mention,
  Named,
} from './answered.ts';
import {
  AnswerSchema,
  CorrectionSchema,
  DifferenceSchema,
  DisputeSchema,
  RequestSchema,
  SettlementSchema,
} from './disagreed.ts';
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
const InCurrency = z.enum(currencies as readonly [Currency, ...Currency[]]);

const filters = {
  status: z.optional(manyOf(statuses)),
  kind: z.optional(manyOf(kinds)),
  strength: z.optional(Strength),
  /** The slug of a partnership; without it, all in which the acting organisation takes part. */
  partnership: z.optional(Slug),
  /** `we_owe`: a debtor sits on the acting organisation's side; `owed_to_us`: a creditor does. */
  direction: z.optional(z.enum(['we_owe', 'owed_to_us'])),
  /** Only those with a condition in this state. */
  condition: z.optional(z.enum(conditionStates)),
  /** Only those in which sides count differently. */
  differing: z.optional(z.enum(['true'])),
  /** The id of a meeting, an instrument, a place: what was agreed there, by it, for it. */
  meeting: z.optional(Uuid),
  instrument: z.optional(Uuid),
  place: z.optional(PlaceKey),
  /** Words of a title, in any of its languages. */
  q: z.optional(z.string().check(z.maxLength(200))),
  /** Promised amounts of money also in this currency, by the rate of the day on which they were stated. */
  in: z.optional(InCurrency),
  sort: z.optional(z.enum(['term', '-term', 'status', '-status', 'changed', '-changed', 'title', '-title'])),
};
const Counts = z.record(z.enum(statuses), z.int());
const counts = z.object({ real: Counts, demo: Counts });

/** What can be read of the ledger. */
export const reading = {
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
  commitmentsFile: endpoint
    .route({ method: 'GET', path: '/commitments/file', summary: 'The same list, whole, as CSV or XLSX' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  commitment: endpoint
    .route({ method: 'GET', path: '/commitments/{id}', summary: 'Read a commitment with its proof' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ id: Uuid, in: z.optional(InCurrency) }))
    .output(
      z.extend(CommitmentRow, {
        organisations: z.array(Named),
        deliveries: z.array(DeliverySchema),
        grounds: z.array(GroundSchema),
        assessments: z.array(AssessmentSchema),
        events: z.array(Happening),
        /** Stated, confirmed, or disputed by a claim that says something else. */
        agreement: z.enum(agreements),
        differences: z.array(DifferenceSchema),
        settlements: z.array(SettlementSchema),
        corrections: z.array(CorrectionSchema),
        disputes: z.array(DisputeSchema),
        /** Every version of what the named parties answer, each party's newest first. */
        answers: z.array(AnswerSchema),
        /** What waits for a second person of the own organisation, and what was decided. */
        requests: z.array(RequestSchema),
        /** Whether the acting organisation is named in it, and so may answer. */
        mayAnswer: z.boolean(),
        replacement: z.nullable(Mention),
        replaces: z.array(Mention),
        whole: z.nullable(Mention),
        /** Its parts as they stand: shown, and never counted beside it. */
        parts: z.array(CommitmentRow),
        /** What is linked with it by its meeting and instrument is read from those modules by these ids. */
        sides: z.array(z.object({ id: Uuid, names: NamesSchema })),
        /** The part of the acting organisation's side in it. */
        ownPart: z.nullable(z.enum(['debtor', 'creditor'])),
      }),
    )
    .errors({ 'not-found': { status: 404 } }),
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
        /** The log of what was wrong about them. */
        corrections: z.array(CorrectionSchema),
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
        /** Promises whose condition was met in the last 30 days, the newest first. */
        becameDue: z.array(CommitmentRow),
        /** Figures that another side proposes, to settle a difference. */
        toSettle: z.array(z.object({ settlement: SettlementSchema, commitment: CommitmentRow })),
        /** What another person of the acting organisation asks to show to others. */
        toApprove: z.array(z.object({ request: RequestSchema, commitment: CommitmentRow })),
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
