import * as z from 'zod/mini';
import { strengths } from '../../reader/claim.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { translators } from '../../platform/i18n/shown.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { comparators } from './status.ts';

/** The small shapes of which all others are made. Browser-safe. */
export const kinds = ['money', 'measure', 'act'] as const;
export type Kind = (typeof kinds)[number];
export const visibilities = ['own_side', 'partnership', 'public'] as const;
export const conditionStates = ['met', 'unmet', 'unknown'] as const;
export const verdicts = ['on_track', 'at_risk', 'late'] as const;
export const parts = ['target', 'statement', 'equivalent', 'delivered', 'capacity', 'condition'] as const;
/** What a place can do, or what is so around it (its population): neither is promise or result. */
export const capacityKinds = ['capacity', 'context'] as const;

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
/** The id of a place in the table of places; the words of the source stand beside it. */
export const PlaceKey = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,79}$/));
export const Place = z.string().check(readable(), z.minLength(1), z.maxLength(200));

/** A plain decimal: `2700` with currency null is a count, `1087000000` with `JPY` is money. Never an exponent or a group mark. */
export const Amount = z.object({
  amount: z.string().check(z.regex(/^\d{1,30}(\.\d{1,4})?$/)),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
});
export type Amount = z.infer<typeof Amount>;

/** ISO 8601 duration, such as `P1Y`. */
export const Duration = z.string().check(z.regex(/^P\d{1,4}[YMWD]$/));

/** `distinct`: never summed. */
export const MeasureSchema = z.object({
  key: z.string(),
  names: NamesSchema,
  aggregation: z.enum(['additive', 'distinct']),
});
export type Measure = z.infer<typeof MeasureSchema>;

type Tag = keyof typeof localeTable;
const Paragraphs = z.string().check(readable(), z.minLength(1), z.maxLength(4000));

/** A text of several paragraphs, in one language or more. */
export const LongTextSchema = z
  .partialRecord(
    z.enum(Object.keys(localeTable) as [Tag, ...Tag[]]),
    z.object({ text: Paragraphs, by: z.enum(translators) }),
  )
  .check(z.refine((versions) => Object.keys(versions).length > 0));
