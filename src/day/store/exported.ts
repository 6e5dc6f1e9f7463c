import type { Member, Segment } from '../../modules/missions/day/exchange.ts';
import { DayFault } from '../fault.ts';
import { randomBytes } from './box.ts';
import { pinRounds } from './keys.ts';

/**
 * The day in a file, for when there is no network at all and the device must be given back.
 *
 * The head: `YNTYMAQ-DAY` · one byte: the format, 1 · 4 bytes: rounds of PBKDF2-SHA-256, big-endian · 16 bytes of salt · 12 bytes of
 * nonce · 4 bytes: how long the rest is. Then 16 bytes: AES-256-GCM over nothing, with the head as additional data and the nonce whose
 * last bit is turned, which tells a wrong passphrase from a damaged file. Then AES-256-GCM over JSON (UTF-8), with the head as
 * additional data. The JSON is `Exported`. The key is PBKDF2 of the passphrase (UTF-8, NFKC). Every operation inside keeps the
 * signature of the device that wrote it.
 */
export type Exported = {
  mission: string;
  device: string;
  exportedAt: number;
  members: readonly Member[];
  segments: readonly Segment[];
  asides?: readonly Segment[];
  photos: readonly { id: string; visit: string; mediaType: string; bytes: string }[];
};

const utf8 = new TextEncoder();
const magic = utf8.encode('YNTYMAQ-DAY');
const format = 1;
const headLength = magic.length + 1 + 4 + 16 + 12 + 4;
const checkLength = 16;
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

const turned = (iv: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(iv, (byte, at) => (at === iv.length - 1 ? byte ^ 1 : byte));

/** @throws DayFault `weak_pin` when the passphrase is too short */
export async function encryptedFile(day: Exported, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!isStrongPassphrase(passphrase)) throw new DayFault('weak_pin');
  const plain = utf8.encode(JSON.stringify(day));
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const head = new Uint8Array(headLength);
  const view = new DataView(head.buffer);
  head.set(magic);
  head[magic.length] = format;
  view.setUint32(magic.length + 1, pinRounds);
  head.set(salt, magic.length + 5);
  head.set(iv, magic.length + 21);
  view.setUint32(magic.length + 33, checkLength + plain.length + 16);
  const key = await keyOf(passphrase, salt, pinRounds);
  const sealing = (nonce: Uint8Array<ArrayBuffer>) => ({ name: 'AES-GCM', iv: nonce, additionalData: head });
  const check = await crypto.subtle.encrypt(sealing(turned(iv)), key, new Uint8Array());
  const sealed = await crypto.subtle.encrypt(sealing(iv), key, plain);
  const file = new Uint8Array(headLength + checkLength + sealed.byteLength);
  file.set(head);
  file.set(new Uint8Array(check), headLength);
  file.set(new Uint8Array(sealed), headLength + checkLength);
  return file;
}

/** More than this would keep a phone busy for minutes: no file of ours asks for it. */
const mostRounds = 10_000_000;

type Head = {
  bytes: Uint8Array<ArrayBuffer>;
  rounds: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
};

/** @throws DayFault `not_an_export`, `newer_export`, `damaged` where the end is missing */
function headOf(file: Uint8Array): Head {
  const bytes = new Uint8Array(file.subarray(0, headLength));
  if (bytes.length <= magic.length || magic.some((byte, at) => bytes[at] !== byte)) throw new DayFault('not_an_export');
  if ((bytes[magic.length] ?? 0) > format) throw new DayFault('newer_export');
  if (bytes[magic.length] !== format) throw new DayFault('not_an_export');
  if (bytes.length < headLength) throw new DayFault('damaged');
  const view = new DataView(bytes.buffer);
  const rounds = view.getUint32(magic.length + 1);
  if (rounds < 1 || rounds > mostRounds) throw new DayFault('damaged');
  if (view.getUint32(magic.length + 33) !== file.length - headLength) throw new DayFault('damaged');
  return {
    bytes,
    rounds,
    salt: bytes.slice(magic.length + 5, magic.length + 21),
    iv: bytes.slice(magic.length + 21, magic.length + 33),
  };
}

const failing =
  (reason: 'wrong_passphrase' | 'damaged') =>
  (cause: unknown): never => {
    throw new DayFault(reason, { cause });
  };

/** @throws DayFault `not_an_export`, `newer_export`, `wrong_passphrase`, `damaged` */
export async function decryptedFile(file: Uint8Array, passphrase: string): Promise<Exported> {
  const { bytes, rounds, salt, iv } = headOf(file);
  const key = await keyOf(passphrase, salt, rounds);
  const opened = (nonce: Uint8Array<ArrayBuffer>, from: number, to?: number) =>
    crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: bytes },
      key,
      new Uint8Array(file.subarray(from, to)),
    );
  await opened(turned(iv), headLength, headLength + checkLength).catch(failing('wrong_passphrase'));
  const plain = await opened(iv, headLength + checkLength).catch(failing('damaged'));
  return JSON.parse(new TextDecoder().decode(plain)) as Exported;
}
