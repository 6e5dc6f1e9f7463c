import * as z from 'zod/mini';
import { purposes } from '../../platform/access/access.ts';
import { kinds } from './entry.ts';

const Moment = z.iso.datetime();

/** Who did it: a person or another system, with the name where the reader may know it; or work of the program itself. */
const Actor = z.object({
  is: z.enum(['person', 'token', 'service']),
  /** Null for the program itself. */
  id: z.nullable(z.uuid()),
  /** Of a token its purpose, of a service what it is called; null where the person is of another organisation. */
  name: z.nullable(z.string()),
});

export const EntrySchema = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  at: Moment,
  actor: Actor,
  /** The network that it was asked from; null for the program itself, and for what was written before this was kept. */
  origin: z.nullable(z.string()),
  session: z.nullable(z.uuid()),
  /** What was done: the action of an event, or `read`, `searched`, `exported`. */
  action: z.string(),
  subject: z.string(),
  subjectId: z.nullable(z.uuid()),
  /** Names of the fields that were written. */
  fields: z.array(z.string()),
  purpose: z.nullable(z.enum(purposes)),
  reason: z.nullable(z.string()),
  /** The endpoint that opened it. */
  endpoint: z.nullable(z.string()),
  isSealed: z.boolean(),
});
export type Entry = z.infer<typeof EntrySchema>;

/** How the chain stands. */
export const StateSchema = z.object({
  /** The newest batch; null where nothing was sealed yet. */
  sealed: z.nullable(z.object({ number: z.string(), head: z.string(), at: Moment })),
  waiting: z.object({ rows: z.int(), oldest: z.nullable(Moment) }),
  /** The last time when all of it was recomputed. */
  verified: z.nullable(
    z.object({ at: Moment, number: z.string(), rows: z.string(), faults: z.int(), tookMs: z.int() }),
  ),
});

export const DaySchema = z.object({
  day: z.string(),
  events: z.int(),
  accesses: z.int(),
  /** Accesses by somebody who had no part in that patient's care. */
  glass: z.int(),
});
