import { createHash, createHmac } from 'node:crypto';

/** Lower-case hex. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A hash that only the holder of `key` can make. Lower-case hex. */
export const keyedHash = (key: string | Uint8Array, content: string | Uint8Array): string =>
  createHmac('sha256', key).update(content).digest('hex');
