import { toBytes } from '../../modules/missions/day/chain.ts';

/**
 * Both ends of a connection show that they know the mission's link secret. What they sign names both certificates, which are made for
 * this one connection: a proof is worth nothing in any other.
 */
export type Ends = {
  mission: string;
  /** Of the device that made the offer. */
  offering: { device: string; fingerprint: string };
  answering: { device: string; fingerprint: string };
};
export type Side = 'offering' | 'answering';

const utf8 = new TextEncoder();

const keyOf = (linkSecret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', toBytes(linkSecret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);

const said = ({ mission, offering, answering }: Ends, by: Side): Uint8Array<ArrayBuffer> =>
  utf8.encode(
    [
      'yntymaq link 1',
      by,
      mission,
      offering.device,
      offering.fingerprint,
      answering.device,
      answering.fingerprint,
    ].join('\n'),
  );

export async function proofOf(linkSecret: string, ends: Ends, by: Side): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(linkSecret), said(ends, by)));
}

type Shown = { proof: Uint8Array<ArrayBuffer>; by: Side };
export async function isProven(linkSecret: string, ends: Ends, { proof, by }: Shown): Promise<boolean> {
  return crypto.subtle.verify('HMAC', await keyOf(linkSecret), proof, said(ends, by));
}
