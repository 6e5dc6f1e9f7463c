import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { missionMoves } from './mission.ts';
import { MissionLanguage, MissionPage, MissionSchema } from './schemas.ts';

const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
const At = { id: z.uuid(), version: z.int().check(z.minimum(1)) };
const describing = {
  slug: Slug,
  languages: z.array(MissionLanguage).check(z.minLength(1), z.maxLength(8)),
  /** Organisations that come; the host is who records. */
  visitors: z.array(z.uuid()).check(z.maxLength(20)),
  commitment: z.nullable(z.uuid()),
};
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-side': { status: 403 } } as const;

export const plan = {
  missions: endpoint
    .route({ method: 'GET', path: '/missions', summary: 'List the missions of a partnership' })
    .meta({ needs: 'missions.read' })
    .input(z.object({ partnership: Slug }))
    .output(z.array(MissionSchema))
    .errors(missing),
  mission: endpoint
    .route({ method: 'GET', path: '/missions/{id}', summary: 'Read a mission with its history' })
    .meta({ needs: 'missions.read' })
    .input(z.object({ id: z.uuid() }))
    .output(MissionPage)
    .errors(missing),
  recordMission: endpoint
    .route({ method: 'POST', path: '/missions', summary: 'Record a mission', successStatus: 201 })
    .meta({ needs: 'missions.write' })
    .input(z.object({ partnership: Slug, title: LocalisedTextSchema, ...describing }))
    .output(MissionSchema)
    .errors({ ...missing, 'not-own-side': { status: 403 }, 'slug-taken': { status: 409 } }),
  moveMission: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/moves',
      summary: 'Announce, start, close, reopen or cancel a mission',
    })
    .meta({ needs: 'missions.write' })
    .input(z.object({ ...At, move: z.enum(missionMoves) }))
    .output(MissionSchema)
    .errors({ ...change, 'mission-move-impossible': { status: 409 } }),
  shareMission: endpoint
    .route({ method: 'POST', path: '/missions/{id}/sharing', summary: 'Show a mission to all sides' })
    .meta({ needs: 'missions.publish' })
    .input(z.object(At))
    .output(MissionSchema)
    .errors(change),
};
