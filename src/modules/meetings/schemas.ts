import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { translators } from '../../platform/i18n/shown.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { strengths } from '../../vocabulary.ts';
import { actions, manners, minutesStates, parts, pointKinds, states } from './meeting.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as [Tag, ...Tag[]];

export const visibilities = ['own_side', 'partnership', 'public'] as const;
export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
export const Slug = z.string().check(z.maxLength(80));
export const Day = z.string().check(z.refine(isDay));
/** A date or interval as far as it is known: `2018`, `2020-12-23`, `XXXX-04-10`. */
export const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
export const Instant = z.iso.datetime();
/** What the clocks show there, `YYYY-MM-DDTHH:MM`. */
const LocalTime = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/),
  z.refine((text) => isDay(text.slice(0, 10))),
);
/** IANA, such as `Asia/Almaty`. */
const Zone = z.string().check(z.minLength(1), z.maxLength(60));
export const Strength = z.enum(strengths);

/** Minutes, an agenda, a brief: a text of several pages in several languages, each version with who wrote it. */
export const LongText = z
  .partialRecord(
    z.enum(tags),
    z.object({ text: z.string().check(readable(), z.minLength(1), z.maxLength(20_000)), by: z.enum(translators) }),
  )
  .check(z.refine((versions: object) => Object.keys(versions).length > 0));

/** When and where, as a person enters it. */
const described = {
  title: LocalisedTextSchema,
  /** Null where only the day of the report is known, or none; with `startsAt` its day is taken. */
  held: z.nullable(Edtf),
  startsAt: z.nullable(LocalTime),
  endsAt: z.nullable(LocalTime),
  /** Of the hours; null: of the place. */
  zone: z.nullable(Zone),
  reportedOn: z.nullable(Day),
  manner: z.enum(manners),
  /** A key of the table of places. */
  place: z.nullable(z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))),
  venue: z.nullable(LocalisedTextSchema),
  agenda: z.nullable(LongText),
};
export const MeetingInput = z.object(described);
export type MeetingInput = z.infer<typeof MeetingInput>;
/** The fields that may be changed. What is left out stays. */
export const MeetingChange = z.partial(z.object(described));

export const ParticipantInput = z.object({
  side: z.nullable(Uuid),
  organisation: z.nullable(Uuid),
  /** An office holder of the directory. */
  person: z.nullable(Uuid),
  name: z.nullable(NamesSchema),
  /** As of then. Null with a person: the directory's post on that day, where it has one. */
  post: z.nullable(LocalisedTextSchema),
  part: z.enum(parts),
});
export type ParticipantInput = z.infer<typeof ParticipantInput>;
export const Participant = z.extend(ParticipantInput, { id: Uuid });

export const PointInput = z.object({
  /** One that is there already; without it a new one. */
  id: z.optional(Uuid),
  /** Null: all sides together. */
  side: z.nullable(Uuid),
  kind: z.enum(pointKinds),
  strength: z.nullable(Strength),
  wording: LocalisedTextSchema,
});
export type PointInput = z.infer<typeof PointInput>;
export const Point = z.object({
  id: Uuid,
  side: z.nullable(Uuid),
  kind: z.enum(pointKinds),
  strength: z.nullable(Strength),
  wording: LocalisedTextSchema,
  /** What it became, where the reader may see it. */
  commitment: z.nullable(z.object({ id: Uuid, title: LocalisedTextSchema })),
  /** It became a commitment, whoever sees that. */
  isEntered: z.boolean(),
});

/** A plain decimal; with currency null a count. */
const Amount = z.object({
  amount: z.string().check(z.regex(/^\d{1,30}(\.\d{1,4})?$/)),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
});
const Parties = z.array(Uuid).check(z.maxLength(20));
/** Who owes whom what, as the ledger takes it; it checks the rest. */
export const PromiseInput = z.object({
  kind: z.enum(['money', 'measure', 'act']),
  measure: z.nullable(z.string().check(z.maxLength(40))),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
  title: LocalisedTextSchema,
  target: z.nullable(Amount),
  comparator: z.enum(['eq', 'gt', 'ge', 'lt', 'le', 'approx']),
  strength: z.nullable(Strength),
  debtors: Parties.check(z.minLength(1)),
  creditors: Parties,
  term: z.nullable(Edtf),
  condition: z.nullable(LocalisedTextSchema),
  conditionState: z.nullable(z.enum(['met', 'unmet', 'unknown'])),
  beneficiaries: z.nullable(LocalisedTextSchema),
  place: z.nullable(z.string().check(readable(), z.minLength(1), z.maxLength(200))),
  statedOn: z.nullable(Day),
});
export type PromiseInput = z.infer<typeof PromiseInput>;

export const Named = z.object({ id: Uuid, names: NamesSchema, country: z.string(), isDemo: z.boolean() });
const PartnershipNamed = z.object({ id: Uuid, slug: z.string(), names: NamesSchema });

export const MeetingRow = z.object({
  id: Uuid,
  partnership: PartnershipNamed,
  title: LocalisedTextSchema,
  state: z.enum(states),
  held: z.nullable(Edtf),
  startsAt: z.nullable(Instant),
  endsAt: z.nullable(Instant),
  /** What the clocks there show. */
  localStart: z.nullable(LocalTime),
  localEnd: z.nullable(LocalTime),
  zone: z.nullable(Zone),
  reportedOn: z.nullable(Day),
  manner: z.enum(manners),
  place: z.nullable(z.string()),
  venue: z.nullable(LocalisedTextSchema),
  minutesState: z.enum(minutesStates),
  visibility: z.enum(visibilities),
  /** Whether the acting organisation's side keeps this record, and so may change it. */
  isOwn: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
  changedAt: Instant,
});
export type MeetingRow = z.infer<typeof MeetingRow>;

export const MinutesVersion = z.object({
  number: z.int(),
  wording: LongText,
  /** Why the version before was mended. */
  reasons: z.nullable(LocalisedTextSchema),
  state: z.enum(['draft', 'approved']),
  writtenAt: Instant,
  approvedAt: z.nullable(Instant),
  version: Version,
});

/** A claim that the record of a meeting rests on, with its citation; never the text it was taken from. */
export const GroundSchema = z.object({
  claim: Uuid,
  quote: z.string(),
  sentence: z.string(),
  quoteOffset: z.int(),
  language: z.string(),
  visibility: z.enum(visibilities),
  document: z.object({
    id: Uuid,
    title: z.string(),
    publisher: z.nullable(z.string()),
    address: z.nullable(z.string()),
    publishedOn: z.nullable(z.string()),
  }),
});

export const SideNamed = z.object({ id: Uuid, names: NamesSchema, organisations: z.array(Uuid) });

export const MeetingPage = z.extend(MeetingRow, {
  agenda: z.nullable(LongText),
  participants: z.array(Participant),
  points: z.array(Point),
  /** The newest first; what is being written stands with the side that writes it. */
  minutes: z.array(MinutesVersion),
  documents: z.array(z.object({ id: Uuid, title: z.string() })),
  grounds: z.array(GroundSchema),
  sides: z.array(SideNamed),
  ownSide: z.nullable(Uuid),
  languages: z.array(z.enum(tags)),
  organisations: z.array(Named),
  people: z.array(z.object({ id: Uuid, names: NamesSchema })),
  /** What may be done next, from the table of states. */
  actions: z.array(z.enum(actions)),
  events: z.array(HappeningSchema),
});
export type MeetingPage = z.infer<typeof MeetingPage>;

export const BriefInput = z.object({ title: LocalisedTextSchema, wording: LongText });
export type BriefInput = z.infer<typeof BriefInput>;
export const Brief = z.extend(BriefInput, { id: Uuid, version: Version, changedAt: Instant });
