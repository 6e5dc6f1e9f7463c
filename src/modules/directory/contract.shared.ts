import * as z from 'zod/mini';
import { locales } from '../../platform/i18n/locales.ts';
import { Uuid, Version } from './schemas.ts';

/** What several endpoints of this module take and refuse alike. */
export const missing = { 'not-found': { status: 404 } } as const;
export const change = { ...missing, stale: { status: 409 }, 'not-yours-to-change': { status: 403 } } as const;
export const merging = {
  ...change,
  'same-record': { status: 422 },
  'already-merged': { status: 409 },
  'merged-into-it': { status: 409 },
  'demonstration-apart': { status: 422 },
} as const;
export const undoing = { ...change, 'not-merged': { status: 409 } } as const;
export const At = { id: Uuid, version: Version };
/** Both versions that the person saw: what was read of either may have been decisive. */
export const Merge = z.object({ ...At, into: Uuid, intoVersion: Version });
export const MergeResult = z.object({ merged: Uuid, kept: Uuid });
const limit = z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)));
export const Words = z.optional(z.string().check(z.maxLength(200)));
export const Sort = z.optional(z.string().check(z.regex(/^-?(name|country|changed)$/)));
export const page = {
  cursor: z.optional(z.string().check(z.maxLength(3000))),
  limit,
  locale: z.optional(z.enum(locales)),
};
export const Next = z.nullable(z.string());
export const cursorError = { 'cursor-invalid': { status: 400 } } as const;
