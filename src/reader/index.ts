import type { ReadHints, Reading } from './claim.ts';
import { decode } from './decode.ts';

export type * from './claim.ts';
export { strengths } from './claim.ts';

/**
 * Reads one page and drafts its claims. Pure: the same bytes and hints give the same reading; no clock, no network.
 * Never throws on any bytes; what could not be read is in `problems`.
 */
export function readDocument(bytes: Uint8Array, hints: ReadHints = {}): Reading {
  const { text, encoding, problems } = decode(bytes, hints);
  return {
    encoding,
    mediaType: hints.mediaType ?? 'text/plain',
    language: 'und',
    text,
    blocks: [],
    published: null,
    claims: [],
    problems,
  };
}
