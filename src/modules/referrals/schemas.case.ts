import * as z from 'zod/mini';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { patientLocales } from '../../platform/i18n/patientLocales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { payers } from './caseMoney.ts';
import { partKinds, saidStates, translatableParts, translators, travelNeeds } from './case.ts';
import { paperKinds, stepStages } from './path.ts';
import { parties } from './referral.ts';

/** The shapes of the case. All of it is sealed under the patient's key but codes, states and days of writing. Browser-safe. */
const Uuid = z.uuid();
const Day = z.iso.date();
const line = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
const Short = line(200);
const Long = line(20_000);
const Words = z.string().check(readable(), z.maxLength(4000));
const Language = z.enum(patientLocales);
export const PaperCode = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/));
const many = <S extends z.core.$ZodType>(shape: S, most: number) => z.array(shape).check(z.maxLength(most));

const tnmPart = z.string().check(z.trim(), z.minLength(2), z.maxLength(16));
export const TnmSchema = z.object({ t: tnmPart, n: tnmPart, m: tnmPart });
const Person = z.object({ name: Short, relation: Short, passport: z.optional(line(40)), phone: z.optional(line(40)) });
/** What both letters say. Names are written as the passport writes them. */
const letter = {
  patientName: Short,
  birthDate: Day,
  passport: line(40),
  from: Day,
  until: Day,
  companions: many(Person, 4),
  /** Whom a border guard or a consul may ask. */
  contact: line(300),
  signedBy: Short,
  post: Short,
};

/** A part by its kind, as it is written and as it is read. */
export const PartContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('diagnosis'),
    language: Language,
    /** The first is what the patient is referred for. */
    codes: z.array(z.object({ code: line(10), name: z.optional(line(300)) })).check(z.minLength(1), z.maxLength(20)),
    words: Words,
    tnm: z.nullable(TnmSchema),
  }),
  z.object({ kind: z.literal('history'), language: Language, text: Long }),
  z.object({
    kind: z.literal('questions'),
    language: Language,
    items: z.array(line(1000)).check(z.minLength(1), z.maxLength(20)),
  }),
  z.object({ kind: z.literal('companion'), isComing: z.boolean(), people: many(Person, 4), words: Words }),
  z.object({
    kind: z.literal('interpreter'),
    isNeeded: z.boolean(),
    /** What the patient speaks, and into what it is interpreted. */
    from: z.nullable(Language),
    to: z.nullable(Language),
    name: z.nullable(Short),
    phone: z.nullable(line(40)),
    words: Words,
  }),
  z.object({
    kind: z.literal('cost-estimate'),
    lines: z
      .array(
        z.object({ what: Short, amount: line(40), currency: z.string().check(z.length(3)), payer: z.enum(payers) }),
      )
      .check(z.minLength(1), z.maxLength(100)),
    /** In which currency the whole is shown, by the rates of which day. */
    showIn: z.string().check(z.length(3)),
    on: Day,
    words: Words,
  }),
  z.object({ kind: z.literal('invitation-letter'), ...letter, address: line(300) }),
  z.object({ kind: z.literal('travel-letter'), ...letter, needs: many(z.enum(travelNeeds), 5) }),
  z.object({ kind: z.literal('discharge-letter'), language: Language, text: Long, on: z.nullable(Day) }),
  z.object({
    kind: z.literal('follow-up-plan'),
    language: Language,
    items: z
      .array(z.object({ what: line(500), due: z.nullable(Day), by: z.enum(['sender', 'receiver', 'patient']) }))
      .check(z.minLength(1), z.maxLength(50)),
    words: Words,
  }),
  z.object({ kind: z.literal('follow-up-report'), language: Language, text: Long, on: z.nullable(Day) }),
]);
export type PartContent = z.infer<typeof PartContent>;
export type PartOf<K extends PartContent['kind']> = Extract<PartContent, { kind: K }>;

const At = z.iso.datetime();
export const PartSchema = z.object({
  kind: z.enum(partKinds),
  party: z.enum(parties),
  version: z.int(),
  at: At,
  organisation: Uuid,
  /** Null once the patient was erased. */
  content: z.nullable(PartContent),
  /** It was written again: so many earlier versions are kept. */
  earlier: z.int(),
});
export type CasePart = z.infer<typeof PartSchema>;

export const SaidSchema = z.object({
  id: Uuid,
  party: z.enum(parties),
  organisation: Uuid,
  paper: z.nullable(z.string()),
  document: z.nullable(Uuid),
  state: z.enum(saidStates),
  pages: z.array(z.int()),
  words: z.nullable(z.string()),
  /** Of a permit: its number and its last day. */
  permitNumber: z.nullable(z.string()),
  validUntil: z.nullable(z.string()),
  at: At,
});
export type CaseSaid = z.infer<typeof SaidSchema>;

export const DocumentSchema = z.object({
  id: Uuid,
  paper: z.string(),
  party: z.enum(parties),
  organisation: Uuid,
  title: z.nullable(z.string()),
  /** Of which day the document is; null where it bears none. */
  dated: z.nullable(z.string()),
  language: z.nullable(z.string()),
  mediaType: z.string(),
  bytes: z.int(),
  pages: z.int(),
  at: At,
  /** The one in whose place it came. */
  replaces: z.nullable(Uuid),
  state: z.enum(['stands', 'replaced', 'taken_back']),
});
export type CaseDocument = z.infer<typeof DocumentSchema>;

const PositionSchema = z.nullable(z.object({ state: z.enum(saidStates), pages: z.array(z.int()), at: At }));
export const PaperSchema = z.object({
  code: z.string(),
  names: NamesSchema,
  kind: z.enum(paperKinds),
  required: z.boolean(),
  from: z.enum(parties),
  /** The stage that is not left without it. */
  stage: z.enum(stepStages),
  isThere: z.boolean(),
  /** One party says that it can be used, another that it cannot. */
  isDifferent: z.boolean(),
  validUntil: z.nullable(z.string()),
  positions: z.object({ sender: PositionSchema, commission: PositionSchema, receiver: PositionSchema }),
});
export type CasePaper = z.infer<typeof PaperSchema>;

/** What is translated: a part of somebody's, or a document. */
export const TranslationOf = z.union([
  z.object({ part: z.enum(translatableParts), party: z.enum(parties) }),
  z.object({ document: Uuid }),
]);
export type TranslationOf = z.infer<typeof TranslationOf>;
export const TranslationSchema = z.object({
  id: Uuid,
  of: TranslationOf,
  /** Of which version of the part; it is out of date where the part has been written again. */
  ofVersion: z.int(),
  isOutdated: z.boolean(),
  language: Language,
  text: z.nullable(z.string()),
  how: z.enum(translators),
  /** A person's name, or what the machine is called. */
  translator: z.nullable(z.string()),
  /** Whoever entered it; they approve a machine's work, never their own. */
  enteredBy: Uuid,
  at: At,
  approvedAt: z.nullable(At),
  approvedBy: z.nullable(z.string()),
  approvedFor: z.nullable(Uuid),
  version: z.int(),
  mayApprove: z.boolean(),
});
export type CaseTranslation = z.infer<typeof TranslationSchema>;

const MoneySchema = z.object({ amount: z.string(), currency: z.string() });
export const CostSchema = z.object({
  party: z.enum(parties),
  totals: z.array(MoneySchema),
  byPayer: z.array(z.object({ payer: z.enum(payers), ...MoneySchema.shape })),
  /** The whole in one currency, where rates of that day are known; the day and the sources of the rates. */
  whole: z.nullable(z.object({ ...MoneySchema.shape, day: z.nullable(z.string()), sources: z.array(z.string()) })),
});
export type CaseCost = z.infer<typeof CostSchema>;

export const CaseSchema = z.object({
  referral: Uuid,
  patient: Uuid,
  isDemo: z.boolean(),
  /** What the acting organisation is in it. */
  own: z.array(z.enum(parties)),
  /** Which parts it may write now. */
  writes: z.array(z.enum(partKinds)),
  /** Whether it may bring documents, say how papers are, and translate. */
  mayAdd: z.boolean(),
  parts: z.array(PartSchema),
  papers: z.array(PaperSchema),
  documents: z.array(DocumentSchema),
  said: z.array(SaidSchema),
  translations: z.array(TranslationSchema),
  costs: z.array(CostSchema),
  /** Names of the codes that are used, from the code system that is loaded here. */
  codes: z.array(z.object({ code: z.string(), names: NamesSchema })),
  /** In which languages its letters are written. */
  letterLanguages: z.array(Language),
});
export type ReferralCase = z.infer<typeof CaseSchema>;
