import * as z from 'zod/mini';
import { Uuid, Version } from './schemas.ts';

/** What several endpoints of this module take and refuse alike. */
export const At = { id: Uuid, version: Version };
export const missing = { 'not-found': { status: 404 }, 'not-own-side': { status: 403 } } as const;
export const stale = { stale: { status: 409 } } as const;
export const changed = z.object({ id: Uuid, version: Version });
