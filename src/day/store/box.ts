import { DayFault } from '../fault.ts';

/** Something sealed under the data key of this device. */
export type Box = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

const utf8 = new TextEncoder();
const text = new TextDecoder();

export const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** Seals bytes. `about` says what they are and is checked when they are opened: a box put in another's place does not open. */
export async function sealBytes(key: CryptoKey, bytes: BufferSource, about: string): Promise<Box> {
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(about) }, key, bytes);
  return { iv, data };
}

export async function openBytes(key: CryptoKey, { iv, data }: Box, about: string): Promise<ArrayBuffer> {
  try {
    return await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(about) }, key, data);
  } catch (cause) {
    throw new DayFault('damaged', { cause });
  }
}

export const seal = (key: CryptoKey, value: unknown, about: string): Promise<Box> =>
  sealBytes(key, utf8.encode(JSON.stringify(value)), about);

export async function open<T>(key: CryptoKey, box: Box, about: string): Promise<T> {
  return JSON.parse(text.decode(await openBytes(key, box, about))) as T;
}
