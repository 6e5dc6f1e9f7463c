import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { followUps } from './encounter.ts';
import { EncounterPage, EncounterRow } from './schemas.ts';

const At = { id: z.uuid(), version: z.int().check(z.minimum(1)) };
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 } } as const;

export const encountersContract = {
  encounter: endpoint
    .route({ method: 'GET', path: '/encounters/{id}', summary: 'Read an encounter with what it said before' })
    .meta({ needs: 'encounters.read', opens: 'clinical' })
    .input(z.object({ id: z.uuid() }))
    .output(EncounterPage)
    .errors(missing),
  followUpList: endpoint
    .route({
      method: 'GET',
      path: '/encounters/follow-up',
      summary: 'List the encounters of a mission after which somebody still has to do something',
    })
    .meta({ needs: 'encounters.read', opens: 'clinical' })
    .input(z.object({ mission: z.uuid() }))
    .output(z.array(EncounterRow))
    .errors(missing),
  waitingList: endpoint
    .route({
      method: 'GET',
      path: '/encounters/waiting',
      summary: 'List the encounters of a mission that cannot be closed yet, each with why',
    })
    .meta({ needs: 'encounters.read', opens: 'clinical' })
    .input(z.object({ mission: z.uuid() }))
    .output(z.array(EncounterRow))
    .errors(missing),
  followUp: endpoint
    .route({
      method: 'POST',
      path: '/encounters/{id}/follow-up',
      summary: 'Say how it went on with somebody who was to be followed up',
    })
    .meta({ needs: 'encounters.write', opens: 'clinical' })
    .input(z.object({ ...At, how: z.enum(followUps) }))
    .output(EncounterRow)
    .errors({ ...change, 'nothing-to-follow': { status: 409 } }),
  withdrawEncounter: endpoint
    .route({
      method: 'POST',
      path: '/encounters/{id}/withdrawal',
      summary: 'Say that an encounter was entered in error: it counts no longer',
    })
    .meta({ needs: 'encounters.write', opens: 'clinical' })
    .input(
      z.object({
        ...At,
        /** Why. It must name nobody. */
        because: z.string().check(z.trim(), z.minLength(10), z.maxLength(500)),
      }),
    )
    .output(EncounterRow)
    .errors({ ...change, 'already-withdrawn': { status: 409 } }),
};
