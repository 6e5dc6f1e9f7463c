import * as z from 'zod/mini';
import { Uuid, Version } from './shapes.ts';

/** What several endpoints of this module take and refuse alike. */
export const Slug = z.string().check(z.maxLength(80));
export const At = { id: Uuid, version: Version };
export const amountErrors = {
  'amount-invalid': { status: 422 },
  'amount-too-large': { status: 422 },
  'unit-mismatch': { status: 422 },
} as const;
/** Nobody has said tomorrow's news. */
export const saidErrors = { 'day-in-future': { status: 422 } } as const;
export const commitmentErrors = {
  ...amountErrors,
  ...saidErrors,
  'party-unknown': { status: 422 },
  'owes-itself': { status: 422 },
  'measure-unknown': { status: 422 },
  'term-unclear': { status: 422 },
  'condition-incomplete': { status: 422 },
  'target-without-strength': { status: 422 },
  'per-without-promise': { status: 422 },
  'related-elsewhere': { status: 422 },
  'goes-round': { status: 422 },
} as const;
export const missing = { 'not-found': { status: 404 }, 'not-own-side': { status: 403 } } as const;
export const stale = { stale: { status: 409 } } as const;
