import * as z from 'zod/mini';
import { healthKeys, healthStates } from '../../platform/installation/health.ts';
import { settingKeys } from '../../platform/installation/settings.ts';
import { channels, messageStates } from '../../platform/outbox/message.ts';

export const Uuid = z.uuid();
const Moment = z.iso.datetime();
export const Name = z.string().check(z.regex(/^[A-Za-z]{1,60}$/));
/** Of a job in the queue: a whole number, as text. */
export const QueueId = z.string().check(z.regex(/^[1-9]\d{0,17}$/));

const messageFields = {
  id: Uuid,
  channel: z.enum(channels),
  purpose: z.string(),
  locale: z.string(),
  state: z.enum(messageStates),
  queuedAt: Moment,
  changedAt: Moment,
  tries: z.int(),
  nextTryAt: z.nullable(Moment),
  /** The name of an error, never its words. */
  failure: z.nullable(z.string()),
  /** What may be done with it now. */
  acts: z.array(z.enum(['open', 'resend', 'cancel'])),
};
export const MessageRowSchema = z.object(messageFields);
export const MessageSchema = z.object({
  ...messageFields,
  queuedBy: z.nullable(Uuid),
  service: z.nullable(z.string()),
  tryUntil: Moment,
  /** From the first to the last. */
  steps: z.array(
    z.object({ at: Moment, state: z.enum(messageStates), failure: z.nullable(z.string()), person: z.nullable(Uuid) }),
  ),
});
/** What nothing has sent. */
export const OpenedSchema = z.object({ to: z.string(), subject: z.nullable(z.string()), text: z.string() });

const outcomes = ['running', 'done', 'failed', 'cancelled', 'lost'] as const;
export const RunSchema = z.object({
  id: Uuid,
  job: z.string(),
  startedAt: Moment,
  endedAt: z.nullable(Moment),
  /** In milliseconds, until now where it still runs. */
  tookMs: z.int(),
  outcome: z.enum(outcomes),
  count: z.nullable(z.number()),
  error: z.nullable(z.string()),
  /** It was asked to stop. */
  isStopping: z.boolean(),
});
export const JobsSchema = z.object({
  jobs: z.array(
    z.object({
      name: z.string(),
      /** A cron line in UTC. */
      cron: z.string(),
      next: z.nullable(Moment),
      last: z.nullable(RunSchema),
    }),
  ),
  /** What waits, runs or has failed, in the order of its turn. */
  queue: z.array(
    z.object({
      id: QueueId,
      job: z.string(),
      state: z.enum(['waiting', 'running', 'failed']),
      runAt: Moment,
      attempts: z.int(),
      mostAttempts: z.int(),
      error: z.nullable(z.string()),
    }),
  ),
  runners: z.array(z.object({ id: Uuid, startedAt: Moment, beatAt: Moment, isSilent: z.boolean() })),
});

export const SettingsSchema = z.object({
  /** What may be set here, with its version; null: nobody has set it. */
  kept: z.array(
    z.object({
      key: z.enum(settingKeys),
      value: z.unknown(),
      version: z.nullable(z.int()),
      changedAt: z.nullable(Moment),
    }),
  ),
  changes: z.array(z.object({ id: Uuid, key: z.string(), value: z.unknown(), at: Moment, person: Uuid })),
  /** What the program was started with: by name; never the value of a secret. */
  environment: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      isSecret: z.boolean(),
      source: z.enum(['environment', 'default', 'none']),
      value: z.nullable(z.string()),
    }),
  ),
});
export const SettingInput = z.object({
  key: z.enum(settingKeys),
  value: z.unknown(),
  version: z.nullable(z.int().check(z.minimum(1))),
});

export const HealthSchema = z.object({
  at: Moment,
  version: z.string(),
  startedAt: Moment,
  worst: z.enum(healthStates),
  checks: z.array(z.object({ key: z.enum(healthKeys), state: z.enum(healthStates), value: z.nullable(z.number()) })),
});
