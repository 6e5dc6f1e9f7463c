import * as z from 'zod/mini';
import { whyNotMoney } from '../../platform/money/money.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { comparators, strengths } from '../../vocabulary.ts';

/** The shapes of what a claim says, by its kind: for what the reader drafts, and for what a person enters by hand. */
export { comparators, strengths };
export const measures = [
  'people_seen',
  'people_treated',
  'people_operated',
  'people_consulted',
  'people_trained',
  'participants',
  'patients',
  'specialists',
  'operations',
  'consultations',
  'master_classes',
  'courses',
  'conferences',
  'scholarships',
  'devices',
  'beds',
  'doses',
  'facilities',
  'inhabitants',
] as const;
export const moneyRoles = ['grant', 'equivalent', 'loan', 'investment', 'cost'] as const;
export const countRoles = ['result', 'planned', 'participants', 'demographic', 'frequency'] as const;
export const dateRoles = ['published', 'deadline', 'instrument_signed', 'event'] as const;
export const dateModifiers = ['by', 'until', 'from', 'after'] as const;
export const periodRoles = ['result_period', 'instrument_term', 'delivery_period', 'other'] as const;
export const instrumentTypes = [
  'memorandum',
  'agreement',
  'contract',
  'protocol',
  'plan',
  'roadmap',
  'declaration',
  'exchange_of_notes',
  'grant',
  'loan',
  'programme',
  'document',
] as const;

const Line = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));
const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
const Duration = z
  .string()
  .check(z.regex(/^P(?=.)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(\d{1,4}H)?(\d{1,4}M)?)?$/));
const Figures = z.array(z.string().check(z.maxLength(60))).check(z.maxLength(100));
const True = z.literal(true);
/** A finite number that is exact as a JavaScript number, from 0 on. */
const Amount = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));

const Money = z
  .object({
    amount: z.string().check(z.regex(/^\d{1,18}(\.\d{1,4})?$/)),
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    comparator: z.enum(comparators),
    role: z.exactOptional(z.enum(moneyRoles)),
    equivalentOf: z.exactOptional(z.string().check(z.maxLength(60))),
  })
  .check(z.refine(({ amount, currency }) => whyNotMoney(amount, currency) === null, { path: ['amount'] }));
const Period = z.object({
  from: z.nullable(Edtf),
  until: z.nullable(Edtf),
  duration: z.exactOptional(Duration),
  relative: z.exactOptional(True),
  role: z.enum(periodRoles),
});
const quantity = {
  value: Amount,
  comparator: z.enum(comparators),
  max: z.exactOptional(Amount),
  what: Line,
  measure: z.exactOptional(z.enum(measures)),
  per: z.exactOptional(Duration),
  places: z.exactOptional(z.array(Line).check(z.maxLength(20))),
};
const Count = z.object({ ...quantity, role: z.enum(countRoles), period: z.exactOptional(Period) });
const Capacity = z.object({ ...quantity, role: z.literal('capacity') });
const DateValue = z.object({
  edtf: Edtf,
  precision: z.enum(['day', 'month', 'year']),
  role: z.enum(dateRoles),
  modifier: z.exactOptional(z.enum(dateModifiers)),
  relative: z.exactOptional(True),
});
const Instrument = z.object({
  type: z.enum(instrumentTypes),
  strength: z.nullable(z.enum(strengths)),
  draft: z.exactOptional(True),
  title: z.exactOptional(Line),
  date: z.exactOptional(Edtf),
  term: z.exactOptional(z.object({ from: Edtf, until: Edtf })),
});
const Commitment = z.object({
  strength: z.enum(strengths),
  what: Line,
  deadline: z.exactOptional(Edtf),
  condition: z.exactOptional(Line),
  speaker: z.exactOptional(Line),
  /** Promised once in each such period. */
  per: z.exactOptional(Duration),
  figures: z.exactOptional(Figures),
});
const Delivery = z.object({
  status: z.enum(['completed', 'ongoing']),
  what: Line,
  period: z.exactOptional(Period),
  figures: z.exactOptional(Figures),
});

/** `figures` and `equivalentOf` are ids of other claims of the same document. */
export const valueSchemas = {
  money: Money,
  count: Count,
  capacity: Capacity,
  date: DateValue,
  period: Period,
  instrument: Instrument,
  commitment: Commitment,
  delivery: Delivery,
} as const;
export type ClaimKind = keyof typeof valueSchemas;
export const claimKinds = Object.keys(valueSchemas) as [ClaimKind, ...ClaimKind[]];
export type ClaimValues = { [K in ClaimKind]: z.infer<(typeof valueSchemas)[K]> };
/** `kind` tells the shape of `value`. */
export type ClaimBody = { [K in ClaimKind]: { kind: K; value: ClaimValues[K] } }[ClaimKind];

const body = <K extends ClaimKind>(kind: K) => z.object({ kind: z.literal(kind), value: valueSchemas[kind] });
/** What a claim says, told apart by `kind`. */
export const ClaimBodySchema = z.discriminatedUnion('kind', [
  body('money'),
  body('count'),
  body('capacity'),
  body('date'),
  body('period'),
  body('instrument'),
  body('commitment'),
  body('delivery'),
]);

/** A value as its kind wants it, or null where it is not one. */
export function readBody(kind: string, value: unknown): ClaimBody | null {
  const read = z.safeParse(ClaimBodySchema, { kind, value });
  return read.success ? read.data : null;
}
