import * as z from 'zod/mini';
import { roles } from '../../permissions.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { states } from './person.ts';
import { askedScopes, tokenStates } from './token.ts';
import { reasonKinds, subjects } from './why.ts';

/** The shapes that this module takes and gives. */
export const Uuid = z.uuid();
export const Day = z.string().check(z.refine(isDay));
export const Moment = z.iso.datetime();
export const RoleSchema = z.enum(roles);
export const Reason = z.string().check(readable(), z.minLength(3), z.maxLength(500));
/** It stands in letters of the house: no link of somebody else's goes out with it. */
export const Name = z.string().check(
  readable(),
  z.minLength(1),
  z.maxLength(200),
  z.refine((name) => !/:\/\/|www\.|@|\p{Cc}/iu.test(name)),
);
export const Address = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email());
export const Purpose = z.string().check(readable(), z.minLength(3), z.maxLength(300));
export const Scope = z.enum(askedScopes);
const State = z.enum(states);

/** On which days a role runs, by the clocks of the organisation; both included. */
export const daysInput = { from: z.optional(Day), until: z.optional(Day) };
export const roleInput = { role: RoleSchema, isClinical: z.boolean(), ...daysInput, reason: Reason };

export const filterInput = {
  /** Parts of a name or of an address. */
  q: z.optional(z.string().check(z.maxLength(200))),
  state: z.optional(State),
  role: z.optional(RoleSchema),
  /** `name`, `seen` or `since`; a minus before it turns the order round. */
  sort: z.optional(z.enum(['name', '-name', 'seen', '-seen', 'since', '-since'])),
};
export const pageInput = {
  cursor: z.optional(z.string().check(z.maxLength(3000))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
};

export const PersonRowSchema = z.object({
  id: Uuid,
  /** An invitation that is not accepted yet stands beside the people. */
  kind: z.enum(['person', 'invitation']),
  name: z.string(),
  address: z.string(),
  state: State,
  role: RoleSchema,
  isClinical: z.boolean(),
  /** Of a temporary role its end, of an invitation the end of its link. */
  until: z.nullable(Moment),
  lastSeen: z.nullable(Moment),
  since: Moment,
});
const HeldRole = z.object({
  id: Uuid,
  role: RoleSchema,
  isClinical: z.boolean(),
  since: Moment,
  endsAt: z.nullable(Moment),
  state: State,
  reason: z.nullable(z.string()),
  endReason: z.nullable(z.string()),
  grantedBy: z.nullable(z.string()),
  endedBy: z.nullable(z.string()),
});
export const ActorNameSchema = z.object({ id: Uuid, name: z.string(), isToken: z.boolean() });
export const PersonPageSchema = z.object({
  person: PersonRowSchema,
  /** The newest first. */
  roles: z.array(HeldRole),
  /** The zone by whose clocks days of this organisation are meant. */
  zone: z.string(),
  /** Tokens of other systems that this person made and that still work. */
  tokens: z.int(),
  history: z.array(HappeningSchema),
  actors: z.array(ActorNameSchema),
});
export const InstallationRowSchema = z.object({
  id: Uuid,
  name: z.string(),
  address: z.string(),
  state: State,
  isInstallation: z.boolean(),
  lastSeen: z.nullable(Moment),
  since: Moment,
  organisations: z.array(z.object({ id: Uuid, names: NamesSchema, role: RoleSchema, endsAt: z.nullable(z.string()) })),
});

export const TokenSchema = z.object({
  id: Uuid,
  purpose: z.string(),
  scopes: z.array(z.string()),
  /** The last signs of its secret. */
  hint: z.string(),
  requestsPerMinute: z.int(),
  madeBy: z.nullable(z.string()),
  madeAt: Moment,
  expiresAt: Moment,
  revokedAt: z.nullable(Moment),
  /** Until then the secret before this one opens too. */
  previousUntil: z.nullable(Moment),
  /** To the minute. */
  lastUsedAt: z.nullable(Moment),
  state: z.enum(tokenStates),
});
/** Told once, and kept nowhere. */
export const SecretSchema = z.object({ id: Uuid, secret: z.string() });

export const Subject = z.enum(subjects);
export const WhySchema = z.object({
  subject: Subject,
  id: Uuid,
  /** Why the acting organisation sees this. Never empty: who does not see it gets 404. */
  reasons: z.array(
    z.object({
      kind: z.enum(reasonKinds),
      /** The partnership it is shared in, where one may know it. */
      partnership: z.nullable(z.object({ id: Uuid, slug: z.string(), names: NamesSchema })),
      side: z.nullable(z.object({ id: Uuid, names: NamesSchema })),
      until: z.nullable(Moment),
    }),
  ),
  owner: z.nullable(z.object({ id: Uuid, names: NamesSchema })),
  visibility: z.nullable(z.enum(['own_side', 'partnership', 'public'])),
  /** By which role one acts here, and until when it runs; null for a token. */
  role: z.nullable(RoleSchema),
  isClinical: z.boolean(),
  roleEndsAt: z.nullable(Moment),
  /** What one may do with such records, and why not. */
  acts: z.array(
    z.object({ permission: z.string(), may: z.boolean(), because: z.enum(['role', 'clinical', 'scope', 'ok']) }),
  ),
});

export const locale = z.optional(z.enum(locales));
