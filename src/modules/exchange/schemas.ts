import * as z from 'zod/mini';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { messageKinds, messageStates, peerHealths } from './exchange.ts';

export const Uuid = z.uuid();
const Moment = z.iso.datetime();
/** Where the FHIR of another installation begins; a slash at its end is left out. */
export const Address = z.string().check(z.trim(), z.regex(/^https?:\/\/[^\s?#]{3,280}$/));
export const Code = z.string().check(z.regex(/^[A-Za-z0-9._-]{3,64}$/));

export const PeerSchema = z.object({
  id: Uuid,
  name: z.string(),
  address: z.string(),
  health: z.enum(peerHealths),
  healthSince: Moment,
  answeredAt: z.nullable(Moment),
  failure: z.nullable(z.string()),
  /** When it is asked again after an outage. */
  waitsUntil: z.nullable(Moment),
  isTesting: z.boolean(),
  /** Organisations of our directory that live there, each with what it is called there. */
  organisations: z.array(z.object({ organisation: Uuid, names: NamesSchema, theirId: Uuid })),
  /** Our own organisations that come there with a token; the token is never shown. */
  tokens: z.array(z.object({ organisation: Uuid, names: NamesSchema, theirId: Uuid, changedAt: Moment })),
  waiting: z.int(),
  dead: z.int(),
  version: z.int(),
});
export const ExchangedMessage = z.object({
  id: Uuid,
  peer: Uuid,
  referral: z.object({ id: Uuid, number: z.string() }),
  /** In whose name. */
  organisation: NamesSchema,
  kind: z.enum(messageKinds),
  act: z.string(),
  state: z.enum(messageStates),
  queuedAt: Moment,
  tries: z.int(),
  triedAt: z.nullable(Moment),
  nextTryAt: z.nullable(Moment),
  failure: z.nullable(z.string()),
  leftBecause: z.nullable(z.string()),
});
/** The quota that both call by a code, and the seats that exchanged referrals hold of it here and there. */
export const AgreedQuota = z.object({
  quota: Uuid,
  code: z.string(),
  centre: NamesSchema,
  year: z.int(),
  here: z.int(),
  there: z.int(),
});
export const DifferenceSchema = z.object({
  referral: Uuid,
  number: z.string(),
  peer: Uuid,
  here: z.string(),
  there: z.string(),
  seenAt: Moment,
});
export const ExchangeSchema = z.object({
  peers: z.array(PeerSchema),
  /** What waits or is dead, the oldest first; and the last that were settled. */
  open: z.array(ExchangedMessage),
  settled: z.array(ExchangedMessage),
  quotas: z.array(AgreedQuota),
  differences: z.array(DifferenceSchema),
});
export const WaitingSchema = z.object({
  act: z.string(),
  isDead: z.boolean(),
  since: Moment,
  peer: z.string(),
});
