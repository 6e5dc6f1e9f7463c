import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { channels, messageStates, purposes } from '../../platform/outbox/message.ts';
import {
  HealthSchema,
  JobsSchema,
  MessageRowSchema,
  MessageSchema,
  Name,
  OpenedSchema,
  QueueId,
  RunSchema,
  SettingInput,
  SettingsSchema,
  Uuid,
} from './schemas.ts';

const manages = endpoint.meta({ needs: 'installation.manage' });
const byId = z.object({ id: Uuid });
const Done = z.object({ done: z.literal(true) });
const conflict = { 'wrong-state': { status: 409 } } as const;
const listing = {
  cursor: z.optional(Uuid),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
};
const at = (path: string): `/${string}` => `/administration${path}`;

const messages = {
  messages: manages
    .route({ method: 'GET', path: at('/messages'), summary: 'List what goes out, newest first, without a word of it' })
    .input(
      z.object({
        channel: z.optional(z.enum(channels)),
        purpose: z.optional(z.enum(purposes)),
        state: z.optional(z.enum(messageStates)),
        ...listing,
      }),
    )
    .output(
      z.object({
        items: z.array(MessageRowSchema),
        next: z.nullable(Uuid),
        /** What is sent by something; the rest stays in the mailbox. */
        waysOut: z.array(z.enum(channels)),
        /** For how many days what went out can be read. */
        keptDays: z.int(),
      }),
    ),
  message: manages
    .route({ method: 'GET', path: at('/messages/{id}'), summary: 'A message, and what became of it' })
    .input(byId)
    .output(MessageSchema)
    .errors({ 'not-found': { status: 404 } }),
  openMessage: manages
    .route({
      method: 'POST',
      path: at('/messages/{id}/opened'),
      summary: 'Read what nothing has sent; that is recorded',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(byId)
    .output(OpenedSchema)
    .errors({ 'not-found': { status: 404 } }),
  resendMessage: manages
    .route({ method: 'POST', path: at('/messages/{id}/resent'), summary: 'Send a message once more' })
    .input(byId)
    .output(Done)
    .errors({ 'not-found': { status: 404 }, ...conflict }),
  cancelMessage: manages
    .route({ method: 'POST', path: at('/messages/{id}/cancelled'), summary: 'Stop a message that waits' })
    .input(byId)
    .output(Done)
    .errors({ 'not-found': { status: 404 }, ...conflict }),
};

const jobs = {
  jobs: manages
    .route({ method: 'GET', path: at('/jobs'), summary: 'What runs by itself, what waits, and who runs it' })
    .output(JobsSchema),
  runs: manages
    .route({ method: 'GET', path: at('/runs'), summary: 'How jobs ran, newest first' })
    .input(z.object({ job: z.optional(Name), outcome: z.optional(z.enum(['failed', 'lost', 'done'])), ...listing }))
    .output(z.object({ items: z.array(RunSchema), next: z.nullable(Uuid) })),
  startJob: manages
    .route({ method: 'POST', path: at('/jobs/{name}/started'), summary: 'Run a job now' })
    .input(z.object({ name: Name }))
    .output(Done)
    .errors({ 'not-found': { status: 404 } }),
  retryJob: manages
    .route({ method: 'POST', path: at('/queue/{id}/retried'), summary: 'Try a job of the queue again, now' })
    .input(z.object({ id: QueueId }))
    .output(Done)
    .errors(conflict),
  cancelJob: manages
    .route({ method: 'POST', path: at('/queue/{id}/cancelled'), summary: 'Take a job out of the queue, or stop it' })
    .input(z.object({ id: QueueId }))
    .output(Done)
    .errors(conflict),
};

export const administrationContract = {
  ...messages,
  ...jobs,
  settings: manages
    .route({ method: 'GET', path: at('/settings'), summary: 'Every setting, its value unless secret, and its history' })
    .output(SettingsSchema),
  changeSetting: manages
    .route({ method: 'POST', path: at('/settings'), summary: 'Set something while the program runs' })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(SettingInput)
    .output(SettingsSchema)
    .errors({ stale: { status: 409 }, 'setting-invalid': { status: 422 } }),
  health: manages
    .route({ method: 'GET', path: at('/health'), summary: 'How the installation does' })
    .output(HealthSchema),
};
