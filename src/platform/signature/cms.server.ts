import { createHash } from 'node:crypto';
import { fromBER, OctetString, UTCTime, GeneralizedTime } from 'asn1js';
import {
  type Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
} from 'pkijs';
import { certifiedOf, type Certified, mayCertify, maySign } from './certificate.server.ts';
import { type Check, checked, failed, passed } from './checks.ts';
import type { Roots } from './roots.server.ts';

export type CmsRefusal = 'cms-unreadable' | 'cms-without-signer' | 'cms-gost-unsupported' | 'cms-algorithm-unsupported';
/** One signer of a CMS signature, and what was found. */
export type CmsSigner = { certified: Certified | null; signingTime: Date | null; checks: Check[] };
type Asked = { statement: Uint8Array; signature: Uint8Array; roots: Roots; at: Date };

/** The standards of Kazakhstan and of Russia: no engine here computes them. */
const gost = /^1\.2\.(?:398\.3\.10\.1|643)\./;
const digests: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const [messageDigest, signingTimeId] = ['1.2.840.113549.1.9.4', '1.2.840.113549.1.9.5'];
/** How far the signer's clock may be from ours. */
const farthest = 24 * 3_600_000;

/** DER, or the same in base64 with or without its first and last line, as desktop signers write it. */
function derOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes).toString('latin1').trim();
  if (bytes[0] === 0x30 && !/^[\x20-\x7e\s]+$/.test(text)) return new Uint8Array(bytes);
  return new Uint8Array(Buffer.from(text.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'));
}

function readSignedData(bytes: Uint8Array): SignedData | null {
  try {
    const { result, offset } = fromBER(derOf(bytes));
    if (offset === -1) return null;
    const info = new ContentInfo({ schema: result });
    return info.contentType === ContentInfo.SIGNED_DATA ? new SignedData({ schema: info.content }) : null;
  } catch {
    return null;
  }
}

const certificatesOf = (data: SignedData): Certificate[] =>
  (data.certificates ?? []).filter((each): each is Certificate => 'subjectPublicKeyInfo' in each);

type SignerInfo = SignedData['signerInfos'][number];

function signerOf(data: SignedData, { sid }: SignerInfo): Certificate | undefined {
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined;
  return certificatesOf(data).find(
    ({ issuer, serialNumber }) => issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber),
  );
}

function refusalOf(data: SignedData): CmsRefusal | undefined {
  if (data.signerInfos.length === 0) return 'cms-without-signer';
  for (const info of data.signerInfos) {
    const used = [
      info.digestAlgorithm.algorithmId,
      info.signatureAlgorithm.algorithmId,
      signerOf(data, info)?.subjectPublicKeyInfo.algorithm.algorithmId ?? '',
    ];
    if (used.some((id) => gost.test(id))) return 'cms-gost-unsupported';
    if (!(info.digestAlgorithm.algorithmId in digests)) return 'cms-algorithm-unsupported';
  }
  return undefined;
}

/**
 * Verifies a CMS signature (RFC 5652) over bytes that lie beside it, without asking anybody: every signer, their certificate up to
 * one of our roots, its purpose, and that it was valid at that moment. Whether it was revoked then is not asked.
 *
 * @param at when the signature reached us
 */
export async function verifyCms(asked: Asked): Promise<{ signers: CmsSigner[] } | { refused: CmsRefusal }> {
  const data = readSignedData(asked.signature);
  if (!data) return { refused: 'cms-unreadable' };
  const refused = refusalOf(data);
  if (refused) return { refused };
  const signers: CmsSigner[] = [];
  for (const [index, info] of data.signerInfos.entries())
    signers.push(await verifySigner(asked, { data, info, index }));
  return { signers };
}

type One = { data: SignedData; info: SignerInfo; index: number };

async function verifySigner({ statement, roots, at }: Asked, { data, info, index }: One): Promise<CmsSigner> {
  const certificate = signerOf(data, info);
  const signingTime = timeIn(info);
  const bytes = checked('bytes', digestIn(info)?.equals(hashFor(info, statement)) ?? false, 'other-bytes');
  if (!certificate) return { certified: null, signingTime, checks: [bytes, failed('key', 'unreadable')] };
  const { notBefore, notAfter } = certificate;
  const checks = [
    bytes,
    await signatureOf(data, index, statement),
    checked('usage', maySign(certificate), 'not-for-signing'),
    await chainOf(certificate, { data, roots, at }),
    checked('time', notBefore.value <= at && at <= notAfter.value, 'not-valid-then'),
  ];
  const isThen = signingTime === null || Math.abs(signingTime.getTime() - at.getTime()) <= farthest;
  if (!isThen) checks[4] = failed('time', 'not-signed-then');
  return { certified: certifiedOf(certificate), signingTime, checks };
}

const hashFor = ({ digestAlgorithm }: SignerInfo, bytes: Uint8Array): Buffer =>
  createHash(digests[digestAlgorithm.algorithmId] ?? 'sha256')
    .update(bytes)
    .digest();

const attributeIn = ({ signedAttrs }: SignerInfo, type: string): unknown =>
  signedAttrs?.attributes.find((attribute) => attribute.type === type)?.values[0];

/** Without signed attributes nothing says what was signed for what. */
function digestIn(info: SignerInfo): Buffer | undefined {
  const value = attributeIn(info, messageDigest);
  return value instanceof OctetString ? Buffer.from(value.getValue()) : undefined;
}

function timeIn(info: SignerInfo): Date | null {
  const value = attributeIn(info, signingTimeId);
  return value instanceof UTCTime || value instanceof GeneralizedTime ? value.toDate() : null;
}

async function signatureOf(data: SignedData, signer: number, statement: Uint8Array): Promise<Check> {
  try {
    const { signatureVerified } = await data.verify({
      signer,
      data: new Uint8Array(statement).buffer,
      checkChain: false,
      extendedMode: true,
    });
    return checked('signature', signatureVerified === true, 'wrong-signature');
  } catch {
    return failed('signature', 'wrong-signature');
  }
}

type Chain = { data: SignedData; roots: Roots; at: Date };

async function chainOf(certificate: Certificate, { data, roots, at }: Chain): Promise<Check> {
  const others = [...certificatesOf(data).filter((each) => each !== certificate), ...roots.between];
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [...roots.trusted],
    // The signer comes last.
    certs: [...others.filter(mayCertify), certificate],
    checkDate: at,
  });
  try {
    const { result } = await engine.verify();
    return result ? passed('chain') : failed('chain', 'no-way-to-a-root');
  } catch {
    return failed('chain', 'no-way-to-a-root');
  }
}
