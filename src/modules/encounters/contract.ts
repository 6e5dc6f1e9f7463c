import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { encounterMoves } from './encounter.ts';
import { EncounterPage, EncounterSchema } from './schemas.ts';

const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
const At = { id: z.uuid(), version: z.int().check(z.minimum(1)) };
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-side': { status: 403 } } as const;

export const encountersContract = {
  encounters: endpoint
    .route({ method: 'GET', path: '/encounters', summary: 'List the encounters of a partnership' })
    .meta({ needs: 'encounters.read' })
    .input(z.object({ partnership: Slug }))
    .output(z.array(EncounterSchema))
    .errors(missing),
  encounter: endpoint
    .route({ method: 'GET', path: '/encounters/{id}', summary: 'Read a encounter with its history' })
    .meta({ needs: 'encounters.read' })
    .input(z.object({ id: z.uuid() }))
    .output(EncounterPage)
    .errors(missing),
  recordEncounter: endpoint
    .route({ method: 'POST', path: '/encounters', summary: 'Record a encounter', successStatus: 201 })
    .meta({ needs: 'encounters.write' })
    .input(z.object({ partnership: Slug, title: LocalisedTextSchema }))
    .output(EncounterSchema)
    .errors({ ...missing, 'not-own-side': { status: 403 } }),
  moveEncounter: endpoint
    .route({ method: 'POST', path: '/encounters/{id}/moves', summary: 'Close or reopen a encounter' })
    .meta({ needs: 'encounters.write' })
    .input(z.object({ ...At, move: z.enum(encounterMoves) }))
    .output(EncounterSchema)
    .errors({ ...change, 'encounter-move-impossible': { status: 409 } }),
  shareEncounter: endpoint
    .route({ method: 'POST', path: '/encounters/{id}/sharing', summary: 'Show a encounter to all sides' })
    .meta({ needs: 'encounters.write' })
    .input(z.object(At))
    .output(EncounterSchema)
    .errors(change),
};
