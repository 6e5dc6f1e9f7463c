import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { readable } from '../../platform/i18n/readable.ts';

const Of = z.object({ id: z.uuid() });
const missing = { 'not-found': { status: 404 } } as const;

/** What was done at the centre: clinical, sealed, seen only where the care is open; each reading is recorded. */
export const centre = {
  referralEncounters: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/encounters', summary: 'Read what was done at the centre' })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(Of)
    .output(
      z.object({
        items: z.array(
          z.object({
            id: z.uuid(),
            kind: z.enum(['arrival', 'fraction', 'visit']),
            /** Which one, of a fraction. */
            fraction: z.nullable(z.int()),
            at: z.iso.datetime(),
            /** What was entered in error stays to be read. */
            state: z.enum(['in_progress', 'finished', 'entered_in_error']),
            /** Who recorded it; empty for another system. */
            by: z.string(),
            words: z.nullable(z.string()),
            version: z.int(),
          }),
        ),
        /** The actor may write a visit down now. */
        mayRecord: z.boolean(),
      }),
    )
    .errors(missing),
  recordVisit: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/encounters',
      summary: 'Write down a visit of a patient who is at the centre',
      successStatus: 201,
    })
    .meta({ needs: 'referrals.write', opens: 'clinical' })
    .input(z.object({ id: z.uuid(), words: z.string().check(readable(), z.trim(), z.minLength(3), z.maxLength(4000)) }))
    .output(Of)
    .errors({ ...missing, 'not-own-part': { status: 403 }, 'not-at-the-centre': { status: 409 } }),
};
