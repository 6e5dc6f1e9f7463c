import { type Carried, chainBegins, type Segment, signedHead, spelled } from './wire.ts';

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
export async function chained(previous: string, operation: Carried): Promise<string> {
  const text = joined(toBytes(previous), utf8.encode(spelled(operation)));
  return toText(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}

const signedBytes = (last: Carried, chain: string) => joined(utf8.encode(signedHead(last)), toBytes(chain));

/** Signs everything that the device has written up to this operation. */
export async function signed(privateKey: CryptoKey, last: Carried, chain: string): Promise<string> {
  return toText(new Uint8Array(await crypto.subtle.sign(signing, privateKey, signedBytes(last, chain))));
}

/**
 * Whether the device with this key wrote exactly these operations, in this order.
 *
 * @returns the chain after each of them, or null
 */
export async function verified(publicKey: string, segment: Segment): Promise<string[] | null> {
  const last = segment.operations.at(-1);
  if (!last) return null;
  const chains: string[] = [];
  for (const operation of segment.operations)
    chains.push(await chained(chains.at(-1) ?? segment.previous, operation));
  const key = await crypto.subtle.importKey('raw', toBytes(publicKey), algorithm, false, ['verify']);
  const chain = chains.at(-1) ?? chainBegins;
  const isRight = await crypto.subtle.verify(signing, key, toBytes(segment.signature), signedBytes(last, chain));
  return isRight ? chains : null;
}
