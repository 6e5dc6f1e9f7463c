import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { nameTags } from '../../platform/i18n/shown.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { consentMoves, consentPurposes, consentStates, givers, waysOfGiving } from './consent.ts';
import { erasureAskers } from './erasure.ts';
import { identifierSystems, sexes, whatDiffers } from './identifier.ts';
import { relations, transcribers } from './identity.ts';
import { conflictFields } from './merging.ts';

export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
const text = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
const optional = (most: number) => z.nullable(text(most));
/** `YYYY-MM-DD` */
export const Day = z.string().check(z.refine(isDay));
/** ISO 3166-1 alpha-2 */
export const Country = z.string().check(z.regex(/^[A-Z]{2}$/));
/** A date as far as it is known, never an interval. */
const Edtf = z.string().check(
  z.maxLength(20),
  z.refine((date) => whyNotEdtf(date) === null && !date.includes('/')),
);

const Name = z.object({
  family: text(100),
  given: text(100),
  patronymic: optional(100),
  /** The language, with its script where it has several. */
  tag: z.enum(nameTags),
  /** `document`: as it is written there; otherwise who transliterated it. */
  by: z.enum(transcribers),
});
export const IdentifierSchema = z.object({
  system: z.enum(identifierSystems),
  country: Country,
  value: text(40),
});
const Representative = z.object({
  id: Uuid,
  name: text(200),
  relation: z.enum(relations),
  phone: optional(40),
  /** The document that gives the right: a birth certificate, a decision of a court. */
  ground: text(300),
  validFrom: z.nullable(Day),
  validUntil: z.nullable(Day),
});
/** Who a patient is. It lies sealed, and in the open only on the way to who may read it. */
export const IdentitySchema = z.object({
  names: z.array(Name).check(z.minLength(1), z.maxLength(6)),
  identifiers: z.array(IdentifierSchema).check(z.maxLength(10)),
  birthDate: z.nullable(Edtf),
  sex: z.enum(sexes),
  phone: optional(40),
  address: z.nullable(z.object({ place: optional(80), text: optional(300) })),
  languages: z.array(z.enum(nameTags)).check(z.maxLength(5)),
  representatives: z.array(Representative).check(z.maxLength(6)),
  deceased: z.nullable(z.object({ on: z.nullable(Edtf) })),
});
export type Identity = z.infer<typeof IdentitySchema>;

export const DifferenceSchema = z.object({ system: z.enum(identifierSystems), differs: z.enum(whatDiffers) });

/** A patient in a list: enough to tell people apart. */
export const PatientRow = z.object({
  id: Uuid,
  names: z.array(Name),
  birthDate: z.nullable(z.string()),
  sex: z.enum(sexes),
  custodian: Uuid,
  isDemo: z.boolean(),
  version: Version,
  mergedInto: z.nullable(Uuid),
});
export const duplicateReasons = ['identifier', 'name_and_birth', 'near'] as const;
export const Candidate = z.extend(PatientRow, { reason: z.enum(duplicateReasons) });

export const SearchInput = z.object({
  identifier: z.optional(IdentifierSchema),
  named: z.optional(z.object({ family: text(100), given: text(100), birthDate: Edtf })),
});

export const EndInput = z.object({
  id: Uuid,
  byWhom: z.enum(givers),
  /** Of the patient's representatives, where one withdraws. */
  representative: z.nullable(Uuid),
  remark: optional(500),
});
export const ConsentInput = z.object({
  id: Uuid,
  purpose: z.enum(consentPurposes),
  receivingCountry: Country,
  receivingOrganisation: z.nullable(Uuid),
  text: Uuid,
  givenBy: z.enum(givers),
  representative: z.nullable(Uuid),
  givenHow: z.enum(waysOfGiving),
  givenOn: Day,
  from: z.nullable(Day),
  until: z.nullable(Day),
  witness: optional(200),
  supersedes: z.nullable(Uuid),
});
export const ConsentTextSchema = z.object({
  id: Uuid,
  purpose: z.enum(consentPurposes),
  language: z.enum(nameTags),
  version: Version,
  title: z.string(),
  wording: z.string(),
  approvedAt: z.iso.datetime(),
  isDemo: z.boolean(),
});
export const ConsentTextInput = z.object({
  purpose: z.enum(consentPurposes),
  language: z.enum(nameTags),
  title: z.string().check(readable(), z.minLength(3), z.maxLength(200)),
  wording: z.string().check(readable(), z.minLength(20), z.maxLength(20_000)),
});
export const CopySchema = z.object({
  organisation: Uuid,
  what: z.string(),
  count: z.int(),
  lastAt: z.nullable(z.iso.datetime()),
});
export const ConsentSchema = z.object({
  id: Uuid,
  patient: Uuid,
  purpose: z.enum(consentPurposes),
  receivingCountry: Country,
  receivingOrganisation: z.nullable(Uuid),
  state: z.enum(consentStates),
  moves: z.array(z.enum(consentMoves)),
  givenBy: z.enum(givers),
  givenHow: z.enum(waysOfGiving),
  givenOn: Day,
  from: z.nullable(z.iso.datetime()),
  until: z.nullable(z.iso.datetime()),
  /** Who gave it, in which standing, before which witness; null where it cannot be read. */
  standing: z.nullable(z.object({ name: z.string(), relation: optional(40), ground: optional(300) })),
  witness: z.nullable(z.string()),
  text: z.object({ id: Uuid, title: z.string(), version: Version, language: z.string() }),
  supersedes: z.nullable(Uuid),
  endedAt: z.nullable(z.iso.datetime()),
  endedBy: z.nullable(z.enum(givers)),
  evidence: z.array(z.object({ id: Uuid, mediaType: z.string(), bytes: z.int(), keptAt: z.iso.datetime() })),
});
export const CareSchema = z.object({
  id: Uuid,
  organisation: Uuid,
  ground: z.enum(['custodian', 'consent', 'referral', 'mission']),
  consent: z.nullable(Uuid),
  since: z.iso.datetime(),
  until: z.nullable(z.iso.datetime()),
  isOpen: z.boolean(),
});
export const AccessSchema = z.object({
  id: Uuid,
  at: z.iso.datetime(),
  organisation: Uuid,
  role: z.nullable(z.string()),
  origin: z.nullable(z.string()),
  endpoint: z.string(),
  kind: z.string(),
  purpose: z.string(),
  reason: z.nullable(z.string()),
});
export const GlassSchema = z.object({
  id: Uuid,
  patient: Uuid,
  organisation: Uuid,
  reason: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
  found: z.nullable(z.enum(['justified', 'not_justified'])),
});
export const ErasureSchema = z.object({
  id: Uuid,
  askedBy: z.enum(erasureAskers),
  requestedAt: z.iso.datetime(),
  /** Asked for by the acting person, who therefore cannot approve it. */
  isMine: z.boolean(),
  decision: z.nullable(z.enum(['approved', 'refused'])),
  kept: z.array(z.object({ why: z.string(), until: z.nullable(Day) })),
});
const NamedOrganisation = z.object({ id: Uuid, names: NamesSchema, country: Country });
export const PatientPage = z.object({
  id: Uuid,
  version: Version,
  custodian: Uuid,
  isDemo: z.boolean(),
  /** Null where it was erased: what is left says only that there was a record. */
  identity: z.nullable(IdentitySchema),
  erasedAt: z.nullable(z.iso.datetime()),
  differences: z.array(DifferenceSchema),
  /** The actor's organisation answers for the record. */
  isOurs: z.boolean(),
  /** Open for a while because the glass was broken; null where the actor takes part in the care. */
  glassUntil: z.nullable(z.iso.datetime()),
  mergedInto: z.nullable(Uuid),
  merged: z.array(z.object({ id: Uuid, version: Version, at: z.iso.datetime(), identity: z.nullable(IdentitySchema) })),
  conflicts: z.array(
    z.object({
      field: z.enum(conflictFields),
      values: z.array(z.object({ patient: Uuid, value: z.string() })),
    }),
  ),
  consents: z.array(ConsentSchema),
  care: z.array(CareSchema),
  glass: z.array(GlassSchema),
  erasures: z.array(ErasureSchema),
  organisations: z.array(NamedOrganisation),
  events: z.array(HappeningSchema),
});
