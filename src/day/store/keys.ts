import { DayFault } from '../fault.ts';
import { type Box, randomBytes } from './box.ts';

/**
 * The keys of a device. One data key seals everything. It is kept only wrapped: once for the PIN, once for each passkey. What wraps
 * it comes from the PIN (or from the passkey's own secret) together with a key of this browser that no script can read out.
 */

/** As OWASP asks of PBKDF2 with SHA-256. Kept beside each lock, so that it can be raised. */
export const pinRounds = 600_000;

export type PinLock = { kind: 'pin'; salt: Uint8Array<ArrayBuffer>; rounds: number; wrapped: Box };
export type PasskeyLock = {
  kind: 'passkey';
  credential: Uint8Array<ArrayBuffer>;
  salt: Uint8Array<ArrayBuffer>;
  wrapped: Box;
};
export type Lock = PinLock | PasskeyLock;

const wrapping = { name: 'AES-GCM', length: 256 } as const;
const utf8 = new TextEncoder();

/** A key that this browser uses and never gives away: a copy of the rows alone cannot be guessed at elsewhere. */
export const newBrowserKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);

/** Extractable while it is being wrapped for the first time; what is unlocked later is not. */
export const newDataKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(wrapping, true, ['encrypt', 'decrypt']);

async function pinBits(pin: string, salt: BufferSource, rounds: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveBits']);
  return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, key, 256);
}

async function wrapper(browserKey: CryptoKey, secret: ArrayBuffer): Promise<CryptoKey> {
  const mixed = await crypto.subtle.sign('HMAC', browserKey, secret);
  return crypto.subtle.importKey('raw', mixed, wrapping, false, ['wrapKey', 'unwrapKey']);
}

async function wrap(dataKey: CryptoKey, by: CryptoKey): Promise<Box> {
  const iv = randomBytes(12);
  return { iv, data: await crypto.subtle.wrapKey('raw', dataKey, by, { name: 'AES-GCM', iv }) };
}

type Unwrap = { wrapped: Box; by: CryptoKey; isExtractable: boolean };
const unwrap = ({ wrapped: { iv, data }, by, isExtractable }: Unwrap): Promise<CryptoKey> =>
  crypto.subtle.unwrapKey('raw', data, by, { name: 'AES-GCM', iv }, wrapping, isExtractable, ['encrypt', 'decrypt']);

/** The same key as whoever unlocks it gets it: no script can read it out. */
export async function notExtractable(dataKey: CryptoKey): Promise<CryptoKey> {
  const by = await crypto.subtle.generateKey(wrapping, false, ['wrapKey', 'unwrapKey']);
  return unwrap({ wrapped: await wrap(dataKey, by), by, isExtractable: false });
}

export async function lockWithPin(dataKey: CryptoKey, browserKey: CryptoKey, pin: string): Promise<PinLock> {
  const salt = randomBytes(16);
  const by = await wrapper(browserKey, await pinBits(pin, salt, pinRounds));
  return { kind: 'pin', salt, rounds: pinRounds, wrapped: await wrap(dataKey, by) };
}

/** What a passkey says to a salt, by WebAuthn's `prf`. */
export type PasskeySecret = { credential: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer>; secret: ArrayBuffer };

export async function lockWithPasskey(
  dataKey: CryptoKey,
  browserKey: CryptoKey,
  { credential, salt, secret }: PasskeySecret,
): Promise<PasskeyLock> {
  return { kind: 'passkey', credential, salt, wrapped: await wrap(dataKey, await wrapper(browserKey, secret)) };
}

type Opening = { browserKey: CryptoKey; isExtractable?: boolean };

/** @throws DayFault `wrong_pin` */
export async function openWithPin(
  { salt, rounds, wrapped }: PinLock,
  pin: string,
  { browserKey, isExtractable = false }: Opening,
): Promise<CryptoKey> {
  const by = await wrapper(browserKey, await pinBits(pin, salt, rounds));
  return unwrap({ wrapped, by, isExtractable }).catch((cause: unknown) => {
    throw new DayFault('wrong_pin', { cause });
  });
}

/** @throws DayFault `no_passkey` */
export async function openWithPasskey(
  { wrapped }: PasskeyLock,
  secret: ArrayBuffer,
  { browserKey, isExtractable = false }: Opening,
): Promise<CryptoKey> {
  const by = await wrapper(browserKey, secret);
  return unwrap({ wrapped, by, isExtractable }).catch((cause: unknown) => {
    throw new DayFault('no_passkey', { cause });
  });
}
