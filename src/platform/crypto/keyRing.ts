import { randomBytes } from 'node:crypto';

/** A key that wraps other keys. Its identifier may be read by anybody; the key is 32 bytes. */
export type WrappingKey = { id: string; key: Buffer };
/** The keys of the installation: the first wraps what is new, the others still open what they wrapped. */
export type KeyRing = readonly [WrappingKey, ...WrappingKey[]];

const line = /^([a-z0-9-]{1,40}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads `identifier:key` pairs, the newest first, apart by commas, spaces or lines; a key is 32 bytes in base64.
 *
 * @returns undefined when it is not such a text, or an identifier comes twice
 */
export function readKeyRing(text: string): KeyRing | undefined {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((pair) => {
      const [, id = '', key = ''] = line.exec(pair) ?? [];
      return { id, key: Buffer.from(key, 'base64') };
    });
  const [first, ...others] = keys;
  const areWhole = keys.every(({ id, key }) => id !== '' && key.length === 32);
  if (!first || !areWhole || new Set(keys.map(({ id }) => id)).size < keys.length) return undefined;
  return [first, ...others];
}

/** A new key as a line of a key file, named by its day. */
export const newWrappingKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
