import * as z from 'zod/mini';
import { comparators } from '../../vocabulary.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { decisionStates, priorities, quotaStates, quotaUnits, releaseReasons, transactionKinds } from './quota.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const Uuid = z.uuid();
export const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
export const Version = z.int().check(z.minimum(1));
export const GroupCode = z.string().check(z.regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/), z.maxLength(40));
export const Year = z.int().check(z.minimum(2000), z.maximum(2100));
/** A plain decimal of the quota's unit: `30` seats, `1087000000.50` of its currency. Below zero only in entries and lines. */
const Decimal = z.string();
const DecimalIn = z.string().check(z.regex(/^\d{1,19}(\.\d{1,4})?$/));
const Currency = z.string().check(z.refine(isCurrency));

export const GroupSchema = z.object({ code: z.string(), names: NamesSchema });
export type DiseaseGroup = z.infer<typeof GroupSchema>;
/** All three languages of the staff, so that nobody reads a code. */
export const GroupNames = z.object({
  kk: z.string().check(readable(), z.minLength(2), z.maxLength(120)),
  ru: z.string().check(readable(), z.minLength(2), z.maxLength(120)),
  en: z.string().check(readable(), z.minLength(2), z.maxLength(120)),
});

const noneTwice = z.refine<readonly string[]>((list) => new Set(list).size === list.length);
export const PriorityRuleSchema = z.object({
  words: LocalisedTextSchema,
  /** The order that a board's list follows: the first that tells two apart decides. */
  order: z.array(z.enum(priorities)).check(z.minLength(1), z.maxLength(priorities.length), noneTwice),
});

/** Where a quota stands. `granted` is what the others come to. */
export const BalanceSchema = z.object({
  granted: Decimal,
  free: Decimal,
  reserved: Decimal,
  confirmed: Decimal,
  consumed: Decimal,
  lapsed: Decimal,
});

/** What a person says of a quota while it is a draft. */
export const describing = {
  instrument: z.nullable(Uuid),
  provision: z.nullable(LocalisedTextSchema),
  diseaseGroup: GroupCode,
  /** Who treats, and who answers for the patients: an organisation of another side. */
  centre: Uuid,
  beneficiary: Uuid,
  /** A place of the place table; null: of the whole country. */
  region: z.nullable(z.string().check(z.minLength(1), z.maxLength(120))),
  year: Year,
  unit: z.enum(quotaUnits),
  /** Of money alone. */
  currency: z.nullable(Currency),
  amount: DecimalIn,
  reservationDays: z.int().check(z.minimum(1), z.maximum(365)),
  priorityRule: PriorityRuleSchema,
  /** How its referrals go; left out, it stays as it is. Referrals under way keep theirs. */
  path: z.optional(z.nullable(Uuid)),
  /** The promise that it serves: for it, those are counted whose treatment begins under it. Left out, it stays as it is. */
  commitment: z.optional(z.nullable(Uuid)),
};
export { DecimalIn };

/** A place of the place table, by name. */
const Region = z.object({ key: z.string(), names: NamesSchema });
export const QuotaSchema = z.object({
  id: Uuid,
  partnership: Uuid,
  isDemo: z.boolean(),
  instrument: z.nullable(Uuid),
  provision: z.nullable(LocalisedTextSchema),
  diseaseGroup: GroupSchema,
  owner: Uuid,
  centre: Uuid,
  beneficiary: Uuid,
  region: z.nullable(Region),
  year: z.int(),
  unit: z.enum(quotaUnits),
  currency: z.nullable(z.string()),
  /** What it opened with. */
  amount: Decimal,
  state: z.enum(quotaStates),
  reservationDays: z.int(),
  priorityRule: PriorityRuleSchema,
  path: z.nullable(Uuid),
  commitment: z.nullable(Uuid),
  /** The acting organisation gives it, and alone may change, open and close it. */
  isOwn: z.boolean(),
  /** It gives or receives it: it may propose and answer decisions. */
  isOfActor: z.boolean(),
  version: z.int(),
  balance: BalanceSchema,
  /** Reserved, confirmed and spent, in hundredths of what was granted. */
  fullness: z.number(),
});
export type Quota = z.infer<typeof QuotaSchema>;

export const Named = z.object({ id: Uuid, names: NamesSchema, isDemo: z.boolean() });
export type Named = z.infer<typeof Named>;
const PartnershipNamed = z.object({ id: Uuid, slug: z.string(), names: NamesSchema });
export const QuotaListSchema = z.object({
  items: z.array(QuotaSchema),
  organisations: z.array(Named),
  partnerships: z.array(PartnershipNamed),
});

export const TransactionSchema = z.object({
  id: Uuid,
  at: z.iso.datetime(),
  kind: z.enum(transactionKinds),
  reason: z.nullable(z.enum(releaseReasons)),
  words: z.nullable(z.string()),
  /** For which referral; what a referral says, its own pages show to whoever may see it. */
  referral: z.nullable(Uuid),
  decision: z.nullable(Uuid),
  organisation: Uuid,
  /** Of this quota; together they come to nothing. */
  entries: z.array(
    z.object({ account: z.enum(['granted', 'free', 'reserved', 'confirmed', 'consumed', 'lapsed']), amount: Decimal }),
  ),
});
export type Transaction = z.infer<typeof TransactionSchema>;
export const LedgerSchema = z.object({
  items: z.array(TransactionSchema),
  /** Where the next page begins; null where there is none. */
  next: z.nullable(Uuid),
  organisations: z.array(Named),
});

/** A quota as another one names it. */
const Beside = z.object({ id: Uuid, year: z.int(), region: z.nullable(Region), diseaseGroup: GroupSchema });
export const DecisionSchema = z.object({
  id: Uuid,
  /** From which quota to which; one of them alone: it grows, or shrinks. Null, too, where it is not seen. */
  from: z.nullable(Beside),
  to: z.nullable(Beside),
  isMove: z.boolean(),
  amount: Decimal,
  reasons: LocalisedTextSchema,
  state: z.enum(decisionStates),
  proposedBy: Uuid,
  proposedAt: z.iso.datetime(),
  answeredBy: z.nullable(Uuid),
  answeredAt: z.nullable(z.iso.datetime()),
  answerReasons: z.nullable(LocalisedTextSchema),
  version: z.int(),
  /** Proposed by the acting organisation, which may take it back; or waiting for it. */
  isOurs: z.boolean(),
  awaitsUs: z.boolean(),
});
export type Decision = z.infer<typeof DecisionSchema>;

export const LineSchema = z.object({
  line: z.enum(['granted', 'treated', 'booked', 'returned', 'moved', 'lapsed']),
  in: z.nullable(Decimal),
  out: z.nullable(Decimal),
});
export const QuotaPageSchema = z.extend(QuotaSchema, {
  /** What came in and went out, in the words of a page; together they come to what is free. */
  lines: z.array(LineSchema),
  ledger: LedgerSchema,
  decisions: z.array(DecisionSchema),
  instrumentTitle: z.nullable(LocalisedTextSchema),
  /** Null where it serves none, or one that is not seen. */
  commitmentTitle: z.nullable(LocalisedTextSchema),
  partnershipNamed: z.nullable(PartnershipNamed),
  organisations: z.array(Named),
  today: z.string(),
  events: z.array(HappeningSchema),
});

export type QuotaPage = z.infer<typeof QuotaPageSchema>;
export type Ledger = z.infer<typeof LedgerSchema>;

export const Comparator = z.enum(comparators);
export const CapacitySchema = z.object({
  id: Uuid,
  seats: z.int(),
  comparator: Comparator,
  statedBy: Uuid,
  /** A claim of a document, or words. */
  claim: z.nullable(Uuid),
  source: z.nullable(LocalisedTextSchema),
  isDemo: z.boolean(),
  isOwn: z.boolean(),
  version: z.int(),
});
/** A centre in a year for a disease group: what it can do, and all quotas on it that one sees. */
export const CentreYearSchema = z.object({
  centre: Uuid,
  diseaseGroup: GroupSchema,
  year: z.int(),
  capacities: z.array(CapacitySchema),
  quotas: z.array(QuotaSchema),
  /** Seats of the quotas that are open or closed, and how many of them are taken; money is not among them. */
  granted: z.int(),
  taken: z.int(),
});
export const CapacityListSchema = z.object({ items: z.array(CentreYearSchema), organisations: z.array(Named) });
export type CentreYear = z.infer<typeof CentreYearSchema>;
export type Capacity = z.infer<typeof CapacitySchema>;
