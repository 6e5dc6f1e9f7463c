import * as z from 'zod/mini';
import { purposes } from '../../platform/access/access.ts';
import { endpoint } from '../../platform/endpoint.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { isNetwork, kinds } from './entry.ts';
import { DaySchema, EntrySchema, StateSchema } from './schemas.ts';

/** `YYYY-MM-DD`, a day in UTC. */
const Day = z.string().check(z.refine(isDay));
const Name = z.string().check(z.regex(/^[A-Za-z_]{1,60}$/));

const filters = {
  kind: z.optional(z.enum(kinds)),
  /** A person, or the token of another system. */
  person: z.optional(z.uuid()),
  /** The id of a record: all that was done to it or opened of it. */
  record: z.optional(z.uuid()),
  subject: z.optional(Name),
  action: z.optional(Name),
  from: z.optional(Day),
  until: z.optional(Day),
  origin: z.optional(z.string().check(z.refine(isNetwork))),
  purpose: z.optional(z.enum(purposes)),
};

export const auditContract = {
  auditEntries: endpoint
    .route({ method: 'GET', path: '/audit', summary: 'Search what was written and opened in the organisation' })
    .meta({ needs: 'audit.read', opens: 'personal' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(300))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(z.object({ items: z.array(EntrySchema), next: z.nullable(z.string()) }))
    .errors({ 'cursor-invalid': { status: 400 } }),
  auditFile: endpoint
    .route({ method: 'GET', path: '/audit/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'audit.read', opens: 'personal' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  auditPeople: endpoint
    .route({ method: 'GET', path: '/audit/people', summary: 'Who did something in the organisation within a year' })
    .meta({ needs: 'audit.read' })
    .output(z.array(z.object({ id: z.uuid(), name: z.string() }))),
  auditState: endpoint
    .route({
      method: 'GET',
      path: '/audit/state',
      summary: 'How far the audit is sealed and when it was last verified',
    })
    .meta({ needs: 'audit.read' })
    .output(StateSchema),
  auditDays: endpoint
    .route({
      method: 'GET',
      path: '/audit/days',
      summary: 'How much was written and opened in the installation, day by day, and how the audit stands',
    })
    .meta({ needs: 'installation.manage' })
    .output(z.object({ state: StateSchema, days: z.array(DaySchema) })),
};
