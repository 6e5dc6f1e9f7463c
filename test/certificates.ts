import { webcrypto } from 'node:crypto';
import { BitString, Integer, ObjectIdentifier, OctetString, PrintableString, Utf8String, UTCTime } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

/** A chain of certificates and a desktop signer, made up for a test. Nobody in it is real. */
export type Holder = { certificate: Certificate; key: CryptoKey };
type Wanted = {
  name: string;
  issuer?: Holder | undefined;
  isAuthority?: boolean;
  usage?: number;
  from?: Date;
  until?: Date;
  numbers?: { iin?: string; bin?: string };
  curve?: 'P-256';
};

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
let serial = 1;

const named = (type: string, text: string) =>
  new AttributeTypeAndValue({
    type,
    value: type === '2.5.4.5' ? new PrintableString({ value: text }) : new Utf8String({ value: text }),
  });

/** Issues a certificate; one without an issuer signs itself. */
export async function issue({
  name,
  issuer,
  isAuthority = false,
  usage,
  from,
  until,
  numbers = {},
  curve,
}: Wanted): Promise<Holder> {
  const kind = curve ? { name: 'ECDSA', namedCurve: curve } : algorithm;
  const keys = (await webcrypto.subtle.generateKey(kind, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = new Certificate();
  certificate.version = 2;
  serial += 1;
  certificate.serialNumber = new Integer({ value: serial });
  const subject = [named('2.5.4.3', name)];
  if (numbers.iin) subject.push(named('2.5.4.5', `IIN${numbers.iin}`));
  if (numbers.bin) subject.push(named('2.5.4.11', `BIN${numbers.bin}`));
  certificate.subject.typesAndValues = subject;
  certificate.issuer.typesAndValues = issuer ? issuer.certificate.subject.typesAndValues : subject;
  certificate.notBefore.value = from ?? new Date('2026-01-01T00:00:00Z');
  certificate.notAfter.value = until ?? new Date('2027-01-01T00:00:00Z');
  const bits = usage ?? (isAuthority ? 0b0000_0110 : 0b1100_0000);
  certificate.extensions = [
    new Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: new BasicConstraints({ cA: isAuthority }).toSchema().toBER(),
    }),
    new Extension({
      extnID: '2.5.29.15',
      critical: true,
      extnValue: new BitString({ valueHex: new Uint8Array([bits]).buffer }).toBER(),
    }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(issuer?.key ?? keys.privateKey, 'SHA-256');
  return { certificate: Certificate.fromBER(certificate.toSchema().toBER()), key: keys.privateKey };
}

type Signing = { signers: readonly Holder[]; at?: Date | null; besides?: readonly Certificate[]; withText?: boolean };

/** A detached CMS signature over these bytes, as DER. */
export async function signCms(
  bytes: Uint8Array,
  { signers, at = null, besides = [], withText = false }: Signing,
): Promise<Buffer> {
  const digest = await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  const attributes = [
    new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: ContentInfo.DATA })] }),
    new Attribute({ type: '1.2.840.113549.1.9.4', values: [new OctetString({ valueHex: digest })] }),
    ...(at ? [new Attribute({ type: '1.2.840.113549.1.9.5', values: [new UTCTime({ valueDate: at })] })] : []),
  ];
  const data = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: ContentInfo.DATA,
      ...(withText && { eContent: new OctetString({ valueHex: new Uint8Array(bytes).buffer }) }),
    }),
    signerInfos: signers.map(
      ({ certificate: { issuer, serialNumber } }) =>
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
          signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        }),
    ),
    certificates: [...signers.map(({ certificate }) => certificate), ...besides],
  });
  for (const [index, { key }] of signers.entries())
    await data.sign(key, index, 'SHA-256', new Uint8Array(bytes).buffer);
  return derOf(data);
}

const derOf = (data: SignedData): Buffer =>
  Buffer.from(
    new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: data.toSchema(true) }).toSchema().toBER(),
  );

/** The same signature, said to be made with an algorithm of this id. */
export function saidToBe(der: Buffer, id: string): Buffer {
  const data = new SignedData({ schema: ContentInfo.fromBER(new Uint8Array(der)).content });
  for (const info of data.signerInfos) info.signatureAlgorithm = new AlgorithmIdentifier({ algorithmId: id });
  return derOf(data);
}

export const pemOf = ({ certificate }: Holder): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.toSchema().toBER()).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
