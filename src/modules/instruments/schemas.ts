import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { translators } from '../../platform/i18n/shown.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import {
  bindings,
  documentParts,
  instrumentActions,
  instrumentKinds,
  instrumentStates,
  relations,
} from './instrument.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const visibilities = ['own_side', 'partnership', 'public'] as const;
const tags = Object.keys(localeTable) as [keyof typeof localeTable, ...(keyof typeof localeTable)[]];

export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
export const Slug = z.string().check(z.maxLength(80));
/** A date or interval as far as it is known: `2018`, `2020-09-18`, `2019/2024`. */
export const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
const Instant = z.iso.datetime();
export const Language = z.enum(tags);
export const State = z.enum(instrumentStates);
/** The words of an article: a text of several pages in several languages. */
const LongText = z
  .partialRecord(
    Language,
    z.object({ text: z.string().check(readable(), z.minLength(1), z.maxLength(20_000)), by: z.enum(translators) }),
  )
  .check(z.refine((versions: object) => Object.keys(versions).length > 0));

export const SignatoryInput = z.object({
  organisation: Uuid,
  /** An office holder of the directory. */
  person: z.nullable(Uuid),
  /** As the source writes it. */
  name: z.nullable(NamesSchema),
  /** As of then. */
  post: z.nullable(LocalisedTextSchema),
  signed: z.nullable(Edtf),
});
export type SignatoryInput = z.infer<typeof SignatoryInput>;

/** The instrument above: one that is recorded (`id`), or one of which only words are known (`title`). */
const ParentInput = z.object({
  relation: z.enum(relations),
  id: z.nullable(Uuid),
  title: z.nullable(LocalisedTextSchema),
});

const described = {
  kind: z.enum(instrumentKinds),
  title: LocalisedTextSchema,
  parties: z.array(Uuid).check(z.maxLength(40)),
  binding: z.enum(bindings),
  parent: z.nullable(ParentInput),
  languages: z.array(Language).check(z.maxLength(8)),
  /** For which years it is made. */
  covers: z.nullable(Edtf),
  signatories: z.array(SignatoryInput).check(z.maxLength(60)),
};
export const InstrumentInput = z.object(described);
export type InstrumentInput = z.infer<typeof InstrumentInput>;
/** The fields that may be changed. What is left out stays. */
export const InstrumentChange = z.partial(z.object(described));

const told = {
  /** When it was taken. */
  taken: z.nullable(Edtf),
  /** When a source said that it stands there. At least one of the two. */
  knownOn: z.nullable(Edtf),
  /** How: at what occasion, in what words. */
  manner: z.nullable(LocalisedTextSchema),
};
/** The accepted claim that proves it. */
const proven = { ...told, claim: z.nullable(Uuid) };
/** The first step: a source may first tell of an instrument when it is signed. */
export const FirstStep = z.object({ state: State, ...proven });
export type FirstStep = z.infer<typeof FirstStep>;
export const NextStep = z.object({ action: z.enum(instrumentActions), ...proven });
export type NextStep = z.infer<typeof NextStep>;

export const ArticleInput = z.object({
  /** As the text counts it: `1`, `5.2`, `IV`. */
  number: z.string().check(readable(), z.minLength(1), z.maxLength(40)),
  title: z.nullable(LocalisedTextSchema),
  wording: z.nullable(LongText),
});
export type ArticleInput = z.infer<typeof ArticleInput>;

/** What a claim, accepted with it, enters. */
export const InstrumentEntry = z.discriminatedUnion('enter', [
  z.object({
    enter: z.literal('instrument'),
    instrument: InstrumentInput,
    step: z.object({ state: State, ...told }),
  }),
  z.object({
    enter: z.literal('step'),
    of: Uuid,
    /** Of the instrument, as its reader saw it. */
    instrumentVersion: Version,
    step: z.object({ action: z.enum(instrumentActions), ...told }),
  }),
  /** Another claim under an instrument that is there. */
  z.object({ enter: z.literal('ground'), of: Uuid }),
]);
export type InstrumentEntry = z.infer<typeof InstrumentEntry>;

const Named = z.object({ id: Uuid, names: NamesSchema, country: z.string(), isDemo: z.boolean() });

/** Where it stands, since when, and as of when that is known: never later than the source. */
const Standing = z.object({ state: State, since: z.nullable(Edtf), asOf: z.nullable(Edtf) });

export const InstrumentRow = z.object({
  id: Uuid,
  partnership: z.object({ id: Uuid, slug: z.string(), names: NamesSchema }),
  kind: z.enum(instrumentKinds),
  title: LocalisedTextSchema,
  parties: z.array(Uuid),
  binding: z.enum(bindings),
  /** `id` null: known by its words alone. Null as a whole also where the reader may not see the parent. */
  parent: z.nullable(z.object({ relation: z.enum(relations), id: z.nullable(Uuid), title: LocalisedTextSchema })),
  languages: z.array(z.string()),
  covers: z.nullable(Edtf),
  standing: Standing,
  visibility: z.enum(visibilities),
  /** Whether the acting organisation's side keeps this record, and so may change it. */
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  changedAt: Instant,
});
export type InstrumentRow = z.infer<typeof InstrumentRow>;

/** A claim with its citation; never the text it was taken from. */
const Ground = z.object({
  part: z.literal('statement'),
  /** A claim under an instrument states no figure that could differ. */
  agrees: z.null(),
  claim: Uuid,
  kind: z.string(),
  value: z.record(z.string(), z.unknown()),
  quote: z.string(),
  sentence: z.string(),
  quoteOffset: z.int(),
  language: z.string(),
  span: z.object({ start: z.int(), end: z.int() }),
  visibility: z.enum(visibilities),
  /** The own side may open its document, and take the claim from under the instrument. */
  isOwn: z.boolean(),
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

const StepSaid = {
  state: State,
  ...told,
  claim: z.nullable(Uuid),
  person: Uuid,
  at: Instant,
};
const Step = z.object({
  /** Under which it is corrected. */
  id: Uuid,
  ...StepSaid,
  /** What it said before, the oldest first, each with the reason for which it was put right. */
  corrected: z.array(z.object({ ...StepSaid, reason: LocalisedTextSchema, isVoid: z.boolean() })),
});

/** A version of the text. `number` counts what is shared, for all sides alike; `ownNumber` what the own side laid down. */
const VersionRow = z.object({
  id: Uuid,
  number: z.nullable(z.int()),
  ownNumber: z.nullable(z.int()),
  language: z.string(),
  label: z.nullable(LocalisedTextSchema),
  sha256: z.string(),
  /** UTF-16 code units. */
  length: z.int(),
  owner: Uuid,
  isOwn: z.boolean(),
  isShared: z.boolean(),
  at: Instant,
});
export const VersionText = z.extend(VersionRow, { instrument: Uuid, wording: z.string() });

export const InstrumentDetail = z.extend(InstrumentRow, {
  /** What may be recorded now. */
  actions: z.array(z.enum(instrumentActions)),
  steps: z.array(Step),
  /** Steps that were recorded and never happened. */
  voided: z.array(z.object({ ...StepSaid, reason: LocalisedTextSchema })),
  signatories: z.array(z.extend(SignatoryInput, { id: Uuid, personNames: z.nullable(NamesSchema) })),
  articles: z.array(z.extend(ArticleInput, { id: Uuid })),
  versions: z.array(VersionRow),
  documents: z.array(
    z.object({ id: Uuid, part: z.enum(documentParts), title: z.string(), publishedOn: z.nullable(z.string()) }),
  ),
  grounds: z.array(Ground),
  /** Instruments of which this is the parent. */
  children: z.array(z.object({ id: Uuid, relation: z.enum(relations), title: LocalisedTextSchema })),
  organisations: z.array(Named),
  events: z.array(HappeningSchema),
  /** The acting organisation takes part in the partnership: it may lay down versions. */
  isParty: z.boolean(),
});
export type InstrumentDetail = z.infer<typeof InstrumentDetail>;
export const Organisations = z.array(Named);
