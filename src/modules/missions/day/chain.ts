import {
  type Carried,
  chainBegins,
  type Erased,
  isErased,
  type Segment,
  type Signed,
  signedHead,
  spelled,
} from './exchange.ts';
import { sha256 } from './sha256.ts';

/** A device's chain and its signature, with what every browser has (WebCrypto). The private key never leaves it. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
const utf8 = new TextEncoder();

export const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
export const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const joined = (one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> => {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

/** The keys of a new device. The private one cannot be taken out of the browser. */
export async function newDeviceKeys(): Promise<{ privateKey: CryptoKey; publicKey: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  return { privateKey, publicKey: toText(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))) };
}

/** The chain after one more operation of the device, in base64url. */
export function chained(previous: string, one: Carried | Erased): string {
  const digest = isErased(one) ? toBytes(one.digest) : sha256(utf8.encode(spelled(one)));
  return toText(sha256(joined(toBytes(previous), digest)));
}

const signedBytes = (last: Signed, chain: string) => joined(utf8.encode(signedHead(last)), toBytes(chain));

/** Signs everything that the device has written up to this operation. */
export async function signed(privateKey: CryptoKey, last: Signed, chain: string): Promise<string> {
  return toText(new Uint8Array(await crypto.subtle.sign(signing, privateKey, signedBytes(last, chain))));
}

/** Who says to have written it, and with which key that can be verified. */
export type Author = { mission: string; publicKey: string };

/**
 * Whether the device with this key wrote exactly these operations, in this order.
 *
 * @returns the chain after each of them, or null
 */
export async function verified({ mission, publicKey }: Author, segment: Segment): Promise<string[] | null> {
  const last = segment.operations.at(-1);
  if (!last) return null;
  const chains: string[] = [];
  for (const one of segment.operations) chains.push(chained(chains.at(-1) ?? segment.previous, one));
  const key = await crypto.subtle.importKey('raw', toBytes(publicKey), algorithm, false, ['verify']);
  const end = { mission, device: segment.device, sequence: last.sequence };
  const bytes = signedBytes(end, chains.at(-1) ?? chainBegins);
  return (await crypto.subtle.verify(signing, key, toBytes(segment.signature), bytes)) ? chains : null;
}
