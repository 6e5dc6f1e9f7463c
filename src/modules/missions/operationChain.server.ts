import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { type Signed, signedHead } from './day/exchange.ts';

/** The same chain and signatures as day/chain.ts, for the server: many at once, without waiting for each. */
const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Of an operation in its one spelling. */
export const digestOf = (spelling: string): Buffer => sha256(spelling);
export const chainAfter = (previous: Uint8Array, digest: Uint8Array): Buffer => sha256(previous, digest);
/** The chain before the first operation of a device. */
export const emptyChain = Buffer.alloc(32);

/** @throws Error when it is no point on the curve */
const keyOf = (point: Buffer) =>
  createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    format: 'jwk',
  });

/** Whether these bytes are a key with which something can be verified. */
export function isPublicKey(point: Buffer): boolean {
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    return keyOf(point).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}

const bytesOf = (last: Signed, chain: Uint8Array): Buffer => Buffer.concat([Buffer.from(signedHead(last)), chain]);

type Claimed = { last: Signed; chain: Uint8Array; signature: Uint8Array };

export const isSignedBy = (point: Buffer, { last, chain, signature }: Claimed): boolean =>
  signature.length === 64 &&
  verify('sha256', bytesOf(last, chain), { key: keyOf(point), dsaEncoding: 'ieee-p1363' }, signature);

/** The server's own keys for a mission: the point, and the private key as PKCS #8. */
export function newServerKeys(): { point: Buffer; pkcs8: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { point, pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
}

export const signWith = (pkcs8: Buffer, last: Signed, chain: Uint8Array): Buffer =>
  sign('sha256', bytesOf(last, chain), {
    key: createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' }),
    dsaEncoding: 'ieee-p1363',
  });
