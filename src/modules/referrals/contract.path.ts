import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { PathConfigSchema, PathFaultSchema, PathPage, PathSchema } from './schemas.path.ts';

const Uuid = z.uuid();
const Version = z.int().check(z.minimum(1));
const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-side': { status: 403 } } as const;

export const path = {
  paths: endpoint
    .route({ method: 'GET', path: '/referral-paths', summary: 'List the paths that referrals go by' })
    .meta({ needs: 'referrals.read' })
    .input(z.object({ partnership: z.optional(Slug) }))
    .output(z.array(PathSchema))
    .errors(missing),
  path: endpoint
    .route({ method: 'GET', path: '/referral-paths/{id}', summary: 'Read a path with its versions' })
    .meta({ needs: 'referrals.read' })
    .input(z.object({ id: Uuid }))
    .output(PathPage)
    .errors(missing),
  checkPath: endpoint
    .route({ method: 'POST', path: '/referral-paths/check', summary: 'Say where a path could dead-end' })
    .meta({ needs: 'referrals.configure' })
    .input(z.object({ config: PathConfigSchema }))
    .output(z.array(PathFaultSchema)),
  recordPath: endpoint
    .route({ method: 'POST', path: '/referral-paths', summary: 'Begin a path', successStatus: 201 })
    .meta({ needs: 'referrals.configure' })
    .input(z.object({ partnership: Slug, names: NamesSchema, config: PathConfigSchema }))
    .output(PathSchema)
    .errors({ ...missing, 'not-own-side': { status: 403 } }),
  /** Writes the version that is not approved yet, or begins the next one. */
  changePath: endpoint
    .route({ method: 'POST', path: '/referral-paths/{id}/changes', summary: 'Change what a path will be' })
    .meta({ needs: 'referrals.configure' })
    .input(z.object({ id: Uuid, version: Version, names: NamesSchema, config: PathConfigSchema }))
    .output(PathSchema)
    .errors(change),
  approvePath: endpoint
    .route({ method: 'POST', path: '/referral-paths/{id}/approval', summary: 'Approve a path for new referrals' })
    .meta({ needs: 'referrals.configure' })
    .input(z.object({ id: Uuid, version: Version }))
    .output(PathSchema)
    .errors({ ...change, 'path-dead-ends': { status: 409 }, 'path-approved-already': { status: 409 } }),
};
