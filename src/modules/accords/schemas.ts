import * as z from 'zod/mini';
import { strengths } from '../../reader/claim.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { comparators, sentenceKeys, statuses } from './status.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const kinds = ['money', 'measure', 'act'] as const;
export type Kind = (typeof kinds)[number];
export const visibilities = ['own_side', 'partnership', 'public'] as const;
export const conditionStates = ['met', 'unmet', 'unknown'] as const;
export const verdicts = ['on_track', 'at_risk', 'late'] as const;
export const parts = ['target', 'statement', 'equivalent', 'delivered', 'capacity'] as const;

export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
/** `YYYY-MM-DD` */
export const Day = z.string().check(z.refine(isDay));
/** A date or interval as far as it is known: `2018`, `2020-12-23`, `2018/..`. */
export const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
export const Instant = z.iso.datetime();
export const Comparator = z.enum(comparators);
export const Strength = z.enum(strengths);
export const Place = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** A plain decimal: `2700` with currency null is a count, `1087000000` with `JPY` is money. Never an exponent or a group mark. */
export const Amount = z.object({
  amount: z.string().check(z.regex(/^\d{1,30}(\.\d{1,4})?$/)),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
});
export type Amount = z.infer<typeof Amount>;

/** ISO 8601 duration, such as `P1Y`. */
const Duration = z.string().check(z.regex(/^P\d{1,4}[YMWD]$/));

/** `distinct`: never summed. */
export const MeasureSchema = z.object({
  key: z.string(),
  names: NamesSchema,
  aggregation: z.enum(['additive', 'distinct']),
});
export type Measure = z.infer<typeof MeasureSchema>;

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
  /** Null: something was done and no promise of it is known. */
  strength: z.nullable(Strength),
  debtors: z.array(Uuid),
  creditors: z.array(Uuid),
  term: z.nullable(Edtf),
  termLast: z.nullable(Day),
  condition: z.nullable(LocalisedTextSchema),
  conditionState: z.nullable(z.enum(conditionStates)),
  beneficiaries: z.nullable(LocalisedTextSchema),
  place: z.nullable(z.string()),
  statedOn: z.nullable(Day),
  withdrawnOn: z.nullable(Day),
  visibility: z.enum(visibilities),
  /** Whether the acting organisation's side keeps this record, and so may change it. */
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  changedAt: Instant,
  standing: Standing,
});
export type CommitmentRow = z.infer<typeof CommitmentRow>;

/** An organisation named in an answer, once. */
export const Named = z.object({ id: Uuid, names: NamesSchema, country: z.string(), isDemo: z.boolean() });

/** A claim that a figure rests on, with its citation; never the text it was taken from. */
export const GroundSchema = z.object({
  part: z.enum(parts),
  claim: Uuid,
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
  reportedOn: z.nullable(Day),
  isFromRecords: z.boolean(),
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

const Parties = z.array(Uuid).check(z.maxLength(20));
const described = {
  title: LocalisedTextSchema,
  target: z.nullable(Amount),
  comparator: Comparator,
  strength: z.nullable(Strength),
  debtors: Parties.check(z.minLength(1)),
  creditors: Parties,
  term: z.nullable(Edtf),
  condition: z.nullable(LocalisedTextSchema),
  conditionState: z.nullable(z.enum(conditionStates)),
  beneficiaries: z.nullable(LocalisedTextSchema),
  place: z.nullable(Place),
  /** The day of the source that states it. */
  statedOn: z.nullable(Day),
};

/** A commitment as a person enters it. `measure` belongs to kind measure, `currency` to kind money. */
export const CommitmentInput = z.object({
  kind: z.enum(kinds),
  measure: z.nullable(z.string().check(z.maxLength(40))),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
  ...described,
});
export type CommitmentInput = z.infer<typeof CommitmentInput>;
/** The fields that may be changed later. What is left out stays. */
export const CommitmentChange = z.partial(z.object(described));

export const DeliveryInput = z.object({
  amount: Amount,
  comparator: Comparator,
  period: z.nullable(Edtf),
  place: z.nullable(Place),
  reportedOn: z.nullable(Day),
});
export type DeliveryInput = z.infer<typeof DeliveryInput>;

export const CapacityInput = z.object({
  title: LocalisedTextSchema,
  amount: z.string().check(z.regex(/^\d{1,30}$/)),
  comparator: Comparator,
  per: z.nullable(Duration),
});
export type CapacityInput = z.infer<typeof CapacityInput>;

/** What an accepted claim enters in the ledger. A new commitment without a target is looked for before it is made. */
export const Entry = z.discriminatedUnion('enter', [
  z.object({ enter: z.literal('nothing') }),
  z.object({ enter: z.literal('commitment'), commitment: CommitmentInput }),
  z.object({
    enter: z.literal('delivery'),
    /** The id of a commitment, or the one to find or make. */
    of: z.union([Uuid, CommitmentInput]),
    delivery: DeliveryInput,
  }),
  z.object({ enter: z.literal('capacity'), capacity: CapacityInput }),
  /** Another claim under a figure that is there. */
  z.object({
    enter: z.literal('ground'),
    part: z.enum(parts),
    of: z.object({ type: z.enum(['commitment', 'delivery', 'capacity']), id: Uuid }),
  }),
  /** The stated equivalent of an amount, under the commitment that rests on the claim it restates. */
  z.object({ enter: z.literal('equivalent'), ofClaim: Uuid }),
]);
export type Entry = z.infer<typeof Entry>;
