import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { placeOf } from '../../platform/place/place.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { duplicateReasons } from './duplicate.ts';
import { type IdentifierScheme, identifierOf } from './identifier.ts';
import { isWebsite, organisationKinds } from './organisation.ts';
import { cooperationFields, publishables, sideRoles } from './partnership.ts';
import { isPostDate } from './post.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const roles = ['viewer', 'officer', 'coordinator', 'administrator'] as const;
export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
export const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
/** ISO 3166-1 alpha-2. */
export const Country = z.string().check(z.regex(/^[A-Z]{2}$/));
/** Key of a place in src/platform/place. */
export const PlaceKey = z.string().check(
  z.maxLength(80),
  z.refine((key) => placeOf(key) !== undefined),
);
const Place = z.string().check(readable(), z.maxLength(80));
const Line = z.string().check(readable(), z.minLength(1), z.maxLength(500));
export const Aliases = z.array(Line).check(z.maxLength(40));
const Website = z.string().check(z.maxLength(500), z.refine(isWebsite));
/** A year, month or day as far as it is known, no interval. */
const PostDate = z.string().check(z.maxLength(40), z.refine(isPostDate));
const Day = z.string().check(z.refine(isDay));
const Instant = z.iso.datetime();

const identifier = (scheme: IdentifierScheme) =>
  z.optional(
    z.string().check(
      z.maxLength(200),
      z.refine((text) => identifierOf(scheme, text) !== null),
    ),
  );
/** As people write them; they are kept in one form. */
export const IdentifiersInput = z.strictObject({
  bin: identifier('bin'),
  iati: identifier('iati'),
  ror: identifier('ror'),
  own: identifier('own'),
});

export const OrganisationSchema = z.object({
  id: Uuid,
  kind: z.enum(organisationKinds),
  country: Country,
  place: z.nullable(z.string()),
  placeKey: z.nullable(z.string()),
  names: NamesSchema,
  isDemo: z.boolean(),
  /** The organisation that this one turned out to be, whose name and particulars these are. */
  mergedInto: z.nullable(Uuid),
});
/** What a person enters of an organisation; what is left out stays as it is, null takes it away. */
const described = {
  place: z.optional(z.nullable(Place)),
  placeKey: z.optional(z.nullable(PlaceKey)),
  aliases: z.optional(Aliases),
  identifiers: z.optional(IdentifiersInput),
  website: z.optional(z.nullable(Website)),
  parent: z.optional(z.nullable(Uuid)),
};
export const OrganisationInput = z.object({
  kind: z.enum(organisationKinds),
  country: Country,
  names: NamesSchema,
  ...described,
});
export const OrganisationChange = z.object({
  kind: z.optional(z.enum(organisationKinds)),
  country: z.optional(Country),
  names: z.optional(NamesSchema),
  ...described,
});
export type OrganisationInput = z.infer<typeof OrganisationInput>;
export type OrganisationChange = z.infer<typeof OrganisationChange>;

const Identifiers = z.object({
  bin: z.optional(z.string()),
  iati: z.optional(z.string()),
  ror: z.optional(z.string()),
  own: z.optional(z.string()),
});
export const OrganisationRow = z.extend(OrganisationSchema, {
  identifiers: Identifiers,
  website: z.nullable(z.string()),
  aliases: z.array(z.string()),
  parent: z.nullable(Uuid),
  version: Version,
});

/** A record that is merged into the one that is shown. */
export const Merged = z.object({ id: Uuid, names: NamesSchema, at: Instant, version: Version, mayUndo: z.boolean() });

export const PersonSchema = z.object({
  id: Uuid,
  names: NamesSchema,
  isDemo: z.boolean(),
  mergedInto: z.nullable(Uuid),
});
export const PostInput = z.object({
  organisation: Uuid,
  title: NamesSchema,
  since: z.nullable(PostDate),
  until: z.nullable(PostDate),
  /** A day on which a source shows the person in this post. */
  seenOn: z.nullable(Day),
});
export const PostSchema = z.extend(PostInput, { id: Uuid, person: Uuid, version: Version });

export const Seat = z.object({
  id: Uuid,
  slug: Slug,
  names: NamesSchema,
  isDemo: z.boolean(),
  side: NamesSchema,
  role: z.enum(sideRoles),
});
export const OrganisationPage = z.extend(OrganisationRow, {
  /** This organisation itself, or who registered it. */
  mayChange: z.boolean(),
  parts: z.array(Uuid),
  posts: z.array(PostSchema),
  partnerships: z.array(Seat),
  merged: z.array(Merged),
  events: z.array(HappeningSchema),
  /** Who is named above. */
  organisations: z.array(OrganisationSchema),
  people: z.array(PersonSchema),
});
export const PersonPage = z.extend(PersonSchema, {
  aliases: z.array(z.string()),
  version: Version,
  mayChange: z.boolean(),
  posts: z.array(PostSchema),
  merged: z.array(Merged),
  events: z.array(HappeningSchema),
  organisations: z.array(OrganisationSchema),
});

/** Two records that may be one: `score` is between 0 and 1, and `mayMerge` says whether the actor may decide it. */
export const DuplicateSchema = z.object({
  one: Uuid,
  other: Uuid,
  score: z.number(),
  reason: z.enum(duplicateReasons),
  mayMerge: z.boolean(),
});

const SideSchema = z.object({
  id: Uuid,
  names: NamesSchema,
  role: z.enum(sideRoles),
  mayPublish: z.array(z.enum(publishables)),
  organisations: z.array(Uuid),
});
const tags = Object.keys(localeTable) as [keyof typeof localeTable, ...(keyof typeof localeTable)[]];
/** What a partnership is about; what is left out stays as it is, or begins empty. */
const about = {
  fields: z.optional(z.array(z.enum(cooperationFields)).check(z.maxLength(cooperationFields.length))),
  countries: z.optional(z.array(Country).check(z.maxLength(40))),
  /** Regions and cities, by their keys. */
  places: z.optional(z.array(PlaceKey).check(z.maxLength(60))),
  languages: z.optional(z.array(z.enum(tags)).check(z.maxLength(tags.length))),
  since: z.optional(z.nullable(PostDate)),
};
export const PartnershipSchema = z.object({
  id: Uuid,
  slug: Slug,
  names: NamesSchema,
  summary: LocalisedTextSchema,
  visibility: z.enum(['partnership', 'public']),
  isDemo: z.boolean(),
  version: Version,
  fields: z.array(z.enum(cooperationFields)),
  countries: z.array(Country),
  places: z.array(z.string()),
  languages: z.array(z.string()),
  since: z.nullable(z.string()),
  sides: z.array(SideSchema),
  /** The side of the acting organisation; null for who only reads what is public. */
  ownSide: z.nullable(Uuid),
  /** The acting organisation opened it, and alone may change it. */
  isOwner: z.boolean(),
});
const sideAbout = {
  role: z.optional(z.enum(sideRoles)),
  mayPublish: z.optional(z.array(z.enum(publishables)).check(z.maxLength(publishables.length))),
};
export const PartnershipInput = z.object({
  slug: Slug,
  names: NamesSchema,
  summary: LocalisedTextSchema,
  visibility: z.enum(['partnership', 'public']),
  ...about,
  sides: z
    .array(z.object({ names: NamesSchema, organisations: z.array(Uuid).check(z.maxLength(50)), ...sideAbout }))
    .check(z.maxLength(12)),
});
export const PartnershipChange = z.object({
  names: z.optional(NamesSchema),
  summary: z.optional(LocalisedTextSchema),
  visibility: z.optional(z.enum(['partnership', 'public'])),
  ...about,
  sides: z.optional(
    z.array(z.object({ id: Uuid, names: z.optional(NamesSchema), ...sideAbout })).check(z.maxLength(12)),
  ),
});
export type PartnershipInput = z.infer<typeof PartnershipInput>;
export type PartnershipChange = z.infer<typeof PartnershipChange>;
