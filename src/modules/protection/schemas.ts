import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { risks, told } from './duty.ts';
import { incidentKinds, incidentMoves, incidentStates } from './incident.ts';
import { retainedKinds } from './retention.ts';
import { categories, grounds, holdingGrounds } from './transfer.ts';

const words = (least: number, most: number) => z.string().check(readable(), z.minLength(least), z.maxLength(most));
const Country = z.string().check(z.regex(/^[A-Z]{2}$/));
const Moment = z.iso.datetime();
export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));

export const GroundSchema = z.object({ purpose: words(3, 300), ground: z.enum(holdingGrounds), law: words(3, 300) });
const fields = {
  officer: words(2, 200),
  officerContact: words(3, 200),
  hostingCountry: Country,
  grounds: z.array(GroundSchema).check(z.minLength(1), z.maxLength(30)),
};
export const ProtectionInput = z.object({ ...fields, version: z.nullable(Version) });
const RetentionSchema = z.object({
  kind: z.enum(retainedKinds),
  days: z.int(),
  least: z.int(),
  most: z.int(),
  /** Null while the product's own default holds. */
  law: z.nullable(z.string()),
});
export const RetentionInput = z.object({
  kind: z.enum(retainedKinds),
  days: z.int().check(z.minimum(1), z.maximum(36_500)),
  law: words(3, 300),
});
export const ProtectionSchema = z.object({
  /** Null until an administrator fills it in. */
  page: z.nullable(z.object({ ...fields, version: Version, changedAt: Moment })),
  retention: z.array(RetentionSchema),
  /** What the operator says of the whole installation; null on a trial. */
  installation: z.nullable(z.object({ hostingCountry: Country, officer: z.string(), grounds: z.string() })),
  /** What was let go lately: counts alone. */
  runs: z.array(z.object({ kind: z.string(), at: Moment, gone: z.int() })),
});

const transferFields = {
  /** A patient of the acting organisation, where it is about one. */
  patient: z.nullable(Uuid),
  people: z.int().check(z.minimum(1), z.maximum(10_000_000)),
  categories: z.array(z.enum(categories)).check(z.minLength(1), z.maxLength(categories.length)),
  toOrganisation: z.nullable(Uuid),
  toName: z.nullable(words(2, 300)),
  toCountry: Country,
  ground: z.enum(grounds),
  /** The treaty, article, letter or consent; never a person's name. */
  reference: words(3, 300),
  sentAt: Moment,
};
export const TransferInput = z.object({ ...transferFields, corrects: z.nullable(Uuid) });
export const TransferSchema = z.object({
  ...transferFields,
  id: Uuid,
  fromOrganisation: Uuid,
  recordedAt: Moment,
  recordedBy: Uuid,
  corrects: z.nullable(Uuid),
  /** A later line puts this one right. */
  correctedBy: z.nullable(Uuid),
  isDemo: z.boolean(),
});

const incidentFields = {
  kind: z.enum(incidentKinds),
  title: words(3, 200),
  whatHappened: words(3, 10_000),
  beganAt: z.nullable(Moment),
  endedAt: z.nullable(Moment),
  countries: z.array(Country).check(z.minLength(1), z.maxLength(20)),
  risk: z.enum(risks),
};
export const IncidentInput = z.object({ ...incidentFields, foundAt: Moment });
export const IncidentChange = z.object({ id: Uuid, version: Version, ...incidentFields });
export const IncidentMoveInput = z.object({ id: Uuid, version: Version, move: z.enum(incidentMoves) });
export const NoticeInput = z.object({
  id: Uuid,
  country: Country,
  told: z.enum(told),
  at: Moment,
  how: words(3, 2000),
});
/** Whose accesses, from when to when. */
export const AffectedInput = z.object({
  id: Uuid,
  person: z.nullable(Uuid),
  from: Moment,
  until: Moment,
});
const DutySchema = z.object({
  country: Country,
  told: z.enum(told),
  /** Null where the law says: without delay. */
  due: z.nullable(Moment),
  standing: z.enum(['in_time', 'late', 'running', 'overdue', 'now']),
  law: z.string(),
  source: z.string(),
  checked: z.string(),
});
export const IncidentRowSchema = z.object({
  id: Uuid,
  kind: z.enum(incidentKinds),
  title: z.string(),
  foundAt: Moment,
  state: z.enum(incidentStates),
  risk: z.enum(risks),
  people: z.int(),
  /** The next term that runs or has run out; null where there is none. */
  due: z.nullable(Moment),
  isDemo: z.boolean(),
});
export const IncidentSchema = z.object({
  ...incidentFields,
  id: Uuid,
  foundAt: Moment,
  state: z.enum(incidentStates),
  moves: z.array(z.enum(incidentMoves)),
  version: Version,
  duties: z.array(DutySchema),
  /** Countries whose duties are not in the table. */
  unknownCountries: z.array(Country),
  notices: z.array(z.object({ id: Uuid, country: Country, told: z.enum(told), at: Moment, how: z.string() })),
  people: z.array(z.object({ subject: z.string(), id: Uuid, foundBy: z.enum(['accesses', 'hand']) })),
  /** How many they were, once the list itself was let go. */
  peopleWhenLetGo: z.nullable(z.int()),
  isDemo: z.boolean(),
  events: z.array(HappeningSchema),
});
