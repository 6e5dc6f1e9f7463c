import { createHash } from 'node:crypto';

/** What can be written down in one way only. Numbers are whole. */
export type Json = null | boolean | string | number | readonly Json[] | { readonly [key: string]: Json };

/**
 * Writes a value in the one way it can be written (RFC 8785, with whole numbers alone): keys sorted, no spaces. The same
 * value gives the same bytes everywhere and in many years.
 *
 * @throws Error on a number that is not whole, or that other programs could not read exactly
 */
export function canonical(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error('only whole numbers can be signed');
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, Json>).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

/** Under which a passkey signs: a challenge of signing in can never be one of these. */
const domain = 'yntymaq signature 1\0';

/** What a passkey is asked to sign for these bytes: 32 bytes. */
export const challengeOf = (statement: Uint8Array): Buffer =>
  createHash('sha256').update(domain).update(statement).digest();
