import * as z from 'zod/mini';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import {
  Amount,
  capacityKinds,
  Comparator,
  conditionStates,
  Day,
  Duration,
  Edtf,
  Instant,
  kinds,
  MeasureSchema,
  parts,
  Strength,
  Uuid,
  Version,
  verdicts,
  visibilities,
} from './shapes.ts';
import { ratePaths } from '../../platform/money/convert.ts';
import { agreements } from './agreement.ts';
import { sentenceKeys, statuses } from './status.ts';

/** What the endpoints of this module answer. Browser-safe. */
/** Why a commitment stands as it does: the key of a message and what goes into it; see `sentenceText`. */
export const Sentence = z.object({
  key: z.enum(sentenceKeys),
  params: z.object({
    delivered: z.optional(Amount),
    target: z.optional(Amount),
    comparator: z.optional(Comparator),
    term: z.optional(Edtf),
    since: z.optional(Day),
    on: z.optional(Day),
  }),
});

export const Standing = z.object({
  status: z.enum(statuses),
  /** The day of the last report, where the status is `not_reported` and there was one. */
  since: z.nullable(Day),
  isExceeded: z.boolean(),
  sentence: Sentence,
  /** What is recorded as delivered, for whoever asks: a distinct measure gives its largest report, never a sum. */
  delivered: Amount,
  deliveredComparator: Comparator,
  deliveries: z.int(),
  reportedOn: z.nullable(Day),
  /** For how many places and periods sides count differently, and have not settled it. */
  differences: z.int(),
  /** It is counted within the whole of which it is a part: totals leave it out. */
  isPart: z.boolean(),
});

const rate = {
  base: z.string(),
  quote: z.string(),
  day: Day,
  rate: z.string(),
  source: z.string(),
  isDemo: z.boolean(),
};
/** An amount in another currency, never without the rates of which day and source it was carried along. */
export const ConvertedSchema = z.object({
  amount: Amount,
  path: z.enum(ratePaths),
  /** The day of the rate; null for the same currency. */
  day: z.nullable(Day),
  steps: z.array(z.object({ ...rate, isInverse: z.boolean() })),
  /** What other sources say of the same day: they were not used. */
  others: z.array(z.object(rate)),
});

export const CommitmentRow = z.object({
  id: Uuid,
  partnership: z.object({ id: Uuid, slug: z.string(), names: NamesSchema }),
  kind: z.enum(kinds),
  title: LocalisedTextSchema,
  measure: z.nullable(MeasureSchema),
  currency: z.nullable(z.string()),
  /** Null: no number was stated, and none is invented. */
  target: z.nullable(Amount),
  comparator: Comparator,
  /** The target is for each such period (`P1Y`: a year); null: in total. */
  per: z.nullable(Duration),
  /** Null: something was done and no promise of it is known. */
  strength: z.nullable(Strength),
  debtors: z.array(Uuid),
  creditors: z.array(Uuid),
  term: z.nullable(Edtf),
  termLast: z.nullable(Day),
  condition: z.nullable(LocalisedTextSchema),
  conditionState: z.nullable(z.enum(conditionStates)),
  /** The day on which the condition was found met or unmet. */
  conditionOn: z.nullable(Day),
  conditionReasons: z.nullable(LocalisedTextSchema),
  /** So long after its condition is met it is due. */
  dueAfter: z.nullable(Duration),
  beneficiaries: z.nullable(LocalisedTextSchema),
  place: z.nullable(z.string()),
  placeKey: z.nullable(z.string()),
  /** Where it was agreed, and by what. */
  meeting: z.nullable(Uuid),
  instrument: z.nullable(Uuid),
  article: z.nullable(Uuid),
  /** The commitment that took its place, and the one of which it is a part. */
  replacedBy: z.nullable(Uuid),
  partOf: z.nullable(Uuid),
  statedOn: z.nullable(Day),
  withdrawnOn: z.nullable(Day),
  visibility: z.enum(visibilities),
  /** Whether the acting organisation's side keeps this record, and so may change it. */
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  changedAt: Instant,
  standing: Standing,
  /** The promised amount in the currency that was asked for; null: there is no rate, or nothing to convert. */
  converted: z.optional(z.nullable(ConvertedSchema)),
});
export type CommitmentRow = z.infer<typeof CommitmentRow>;

/** An organisation named in an answer, once. */
export const Named = z.object({ id: Uuid, names: NamesSchema, country: z.string(), isDemo: z.boolean() });

/** A claim that a figure rests on, with its citation; never the text it was taken from. */
export const GroundSchema = z.object({
  part: z.enum(parts),
  claim: Uuid,
  /** Whether it says the same as the figure and the other claims; null: it states no figure of this unit. */
  agrees: z.nullable(z.boolean()),
  kind: z.string(),
  value: z.record(z.string(), z.unknown()),
  quote: z.string(),
  sentence: z.string(),
  /** Where the quote begins in the sentence, in UTF-16 code units. */
  quoteOffset: z.int(),
  language: z.string(),
  span: z.object({ start: z.int(), end: z.int() }),
  visibility: z.enum(visibilities),
  document: z.object({
    id: Uuid,
    title: z.string(),
    publisher: z.nullable(z.string()),
    address: z.nullable(z.string()),
    publishedOn: z.nullable(z.string()),
    takenInAt: Instant,
    sha256: z.string(),
  }),
});

export const Confirmation = z.object({ organisation: Uuid, as: z.enum(['giver', 'receiver']), at: Instant });

export const DeliverySchema = z.object({
  id: Uuid,
  commitment: Uuid,
  amount: Amount,
  comparator: Comparator,
  period: z.nullable(Edtf),
  place: z.nullable(z.string()),
  placeKey: z.nullable(z.string()),
  reportedOn: z.nullable(Day),
  /** Both sides agreed on this figure when they had counted differently. */
  isAgreed: z.boolean(),
  /** Stated, confirmed, or disputed by a claim that says something else. */
  agreement: z.enum(agreements),
  isFromRecords: z.boolean(),
  /** From how many records of another module it was counted, by place and day or month; null where nothing was counted. */
  counted: z.nullable(
    z.object({
      by: z.string(),
      encounters: z.int(),
      shares: z.array(z.object({ place: z.nullable(z.string()), day: Edtf, amount: z.int(), encounters: z.int() })),
    }),
  ),
  owner: Uuid,
  visibility: z.enum(visibilities),
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  confirmations: z.array(Confirmation),
  grounds: z.array(GroundSchema),
  /** What the acting organisation may confirm now. */
  mayConfirmAs: z.array(z.enum(['giver', 'receiver'])),
});

export const AssessmentSchema = z.object({
  id: Uuid,
  verdict: z.enum(verdicts),
  reasons: z.nullable(LocalisedTextSchema),
  claim: z.nullable(Uuid),
  trueOn: Day,
  owner: Uuid,
  visibility: z.enum(visibilities),
  at: Instant,
});

export const CapacitySchema = z.object({
  id: Uuid,
  title: LocalisedTextSchema,
  amount: z.string(),
  comparator: Comparator,
  per: z.nullable(Duration),
  kind: z.enum(capacityKinds),
  /** The date of which it is true (EDTF). */
  asOf: z.nullable(Edtf),
  place: z.nullable(z.string()),
  placeKey: z.nullable(z.string()),
  visibility: z.enum(visibilities),
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  grounds: z.array(GroundSchema),
});

export const Happening = z.object({
  id: Uuid,
  at: Instant,
  person: z.nullable(Uuid),
  organisation: Uuid,
  subject: z.string(),
  subjectId: Uuid,
  action: z.string(),
  isDemo: z.boolean(),
});

/** Another commitment, by its name. */
export const Mention = z.object({ id: Uuid, title: LocalisedTextSchema });
