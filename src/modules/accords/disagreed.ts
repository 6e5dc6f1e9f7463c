import * as z from 'zod/mini';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { Amount, Comparator, Day, Edtf, Instant, LongTextSchema, Uuid, visibilities } from './shapes.ts';

/** Where sources and sides disagree, and what two people decide. Browser-safe. */
const Figure = z.object({ amount: Amount, comparator: Comparator });

/** Two sides count one place and period differently: shown side by side, counted as the lesser until they settle it. */
export const DifferenceSchema = z.object({
  period: z.nullable(Edtf),
  place: z.nullable(z.string()),
  /** What each side says, and the deliveries it says it with. */
  sides: z.array(z.object({ side: Uuid, organisations: z.array(Uuid), figure: Figure, deliveries: z.array(Uuid) })),
  counted: Figure,
});

export const SettlementSchema = z.object({
  id: Uuid,
  figure: Figure,
  reasons: LocalisedTextSchema,
  deliveries: z.array(Uuid),
  state: z.enum(['proposed', 'accepted', 'refused', 'taken_back']),
  organisation: Uuid,
  proposedAt: Instant,
  answeredAt: z.nullable(Instant),
  /** What the acting organisation's side may do with it now. */
  may: z.array(z.enum(['accept', 'refuse', 'take_back'])),
});

/** An entry of the log: what was said before, what is said now, and why. */
export const CorrectionSchema = z.object({
  id: Uuid,
  at: Instant,
  organisation: Uuid,
  delivery: z.nullable(Uuid),
  /** The names of the fields that were wrong. */
  fields: z.array(z.string()),
  before: z.nullable(z.record(z.string(), z.unknown())),
  /** Null: nothing took its place. */
  after: z.nullable(z.record(z.string(), z.unknown())),
  replacement: z.nullable(Uuid),
  reasons: LocalisedTextSchema,
  visibility: z.enum(visibilities),
});

export const DisputeSchema = z.object({
  id: Uuid,
  claim: Uuid,
  organisation: Uuid,
  reasons: LocalisedTextSchema,
  visibility: z.enum(visibilities),
  at: Instant,
  isOwn: z.boolean(),
});

export const AnswerSchema = z.object({
  id: Uuid,
  organisation: Uuid,
  /** Counts the versions of one organisation's answer, from 1; the highest is what it says now. */
  number: z.int(),
  wording: LongTextSchema,
  visibility: z.enum(visibilities),
  at: Instant,
});

/** One person asks that a status which accuses be shown to others; another of the organisation decides. */
export const RequestSchema = z.object({
  id: Uuid,
  commitment: Uuid,
  about: z.enum(['late', 'withdrawn']),
  shownTo: z.enum(['partnership', 'public']),
  assessment: z.nullable(Uuid),
  withdrawnOn: z.nullable(Day),
  state: z.enum(['waiting', 'approved', 'refused', 'taken_back']),
  requestedBy: Uuid,
  requestedAt: Instant,
  decidedBy: z.nullable(Uuid),
  decidedAt: z.nullable(Instant),
  remark: z.nullable(LocalisedTextSchema),
  /** What the person who asks may do now. */
  may: z.array(z.enum(['approve', 'refuse', 'take_back'])),
});
