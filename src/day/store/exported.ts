import type { Member, Segment } from '../../modules/missions/day/exchange.ts';
import { DayFault } from '../fault.ts';
import { randomBytes } from './box.ts';
import { pinRounds } from './keys.ts';

/**
 * The day in a file, for when there is no network at all and the device must be given back.
 *
 * `YNTYMAQ-DAY` · one byte: the format, 1 · 4 bytes: rounds of PBKDF2-SHA-256, big-endian · 16 bytes of salt · 12 bytes of
 * nonce · the rest: AES-256-GCM over JSON (UTF-8), with all that stands before it as additional data. The JSON is `Exported`. The key is
 * PBKDF2 of the passphrase (UTF-8, NFKC). Every operation inside keeps the signature of the device that wrote it.
 */
export type Exported = {
  mission: string;
  device: string;
  exportedAt: number;
  members: readonly Member[];
  segments: readonly Segment[];
  photos: readonly { id: string; visit: string; mediaType: string; bytes: string }[];
};

const utf8 = new TextEncoder();
const magic = utf8.encode('YNTYMAQ-DAY');
const format = 1;
const headLength = magic.length + 1 + 4 + 16 + 12;
const minimumPassphrase = 12;

/** Long enough that a stolen file cannot be guessed at in a lifetime of trying: words are best. */
export const isStrongPassphrase = (passphrase: string): boolean =>
  passphrase.normalize('NFKC').trim().length >= minimumPassphrase;

async function keyOf(passphrase: string, salt: BufferSource, iterations: number): Promise<CryptoKey> {
  const typed = utf8.encode(passphrase.normalize('NFKC').trim());
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** @throws DayFault `weak_pin` when the passphrase is too short */
export async function encryptedFile(day: Exported, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!isStrongPassphrase(passphrase)) throw new DayFault('weak_pin');
  const head = new Uint8Array(headLength);
  head.set(magic);
  head[magic.length] = format;
  new DataView(head.buffer).setUint32(magic.length + 1, pinRounds);
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  head.set(salt, magic.length + 5);
  head.set(iv, magic.length + 21);
  const key = await keyOf(passphrase, salt, pinRounds);
  const plain = utf8.encode(JSON.stringify(day));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, plain);
  const file = new Uint8Array(headLength + sealed.byteLength);
  file.set(head);
  file.set(new Uint8Array(sealed), headLength);
  return file;
}

/** More than this would keep a phone busy for minutes: no file of ours asks for it. */
const mostRounds = 10_000_000;

/** @throws DayFault `not_an_export`, `newer_export` or `wrong_passphrase` */
export async function decryptedFile(file: Uint8Array, passphrase: string): Promise<Exported> {
  const head = new Uint8Array(file.subarray(0, headLength));
  if (head.length < headLength || magic.some((byte, at) => head[at] !== byte)) throw new DayFault('not_an_export');
  if (head[magic.length] !== format) throw new DayFault('newer_export');
  const rounds = new DataView(head.buffer).getUint32(magic.length + 1);
  if (rounds < 1 || rounds > mostRounds) throw new DayFault('not_an_export');
  const key = await keyOf(passphrase, head.subarray(magic.length + 5, magic.length + 21), rounds);
  const iv = head.subarray(magic.length + 21);
  try {
    const sealed = new Uint8Array(file.subarray(headLength));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as Exported;
  } catch (cause) {
    throw new DayFault('wrong_passphrase', { cause });
  }
}
