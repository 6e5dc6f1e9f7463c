import * as z from 'zod/mini';
import { readable } from '../../platform/i18n/readable.ts';
import { Uuid } from './schemas.ts';

/** What several endpoints of this module take and refuse alike. */
export const missing = { 'not-found': { status: 404 } } as const;
export const ours = { ...missing, 'not-yours-to-change': { status: 403 } } as const;
export const Id = z.object({ id: Uuid });
export const Reason = z.string().check(readable(), z.minLength(10), z.maxLength(500));
