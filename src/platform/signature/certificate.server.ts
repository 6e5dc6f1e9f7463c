import { createHash } from 'node:crypto';
import { BitString } from 'asn1js';
import { BasicConstraints, type Certificate, type RelativeDistinguishedNames } from 'pkijs';

/** What a certificate says of whom it was issued to. */
export type Certified = {
  name: string | null;
  issuer: string | null;
  /** Hexadecimal. */
  serial: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  validFrom: Date;
  validUntil: Date;
  /** Personal and organisation numbers of Kazakhstan, where the certificate has them. */
  iin: string | null;
  bin: string | null;
};

const ids = { commonName: '2.5.4.3', serialNumber: '2.5.4.5', organisationalUnit: '2.5.4.11' } as const;
const [basicConstraints, keyUsage] = ['2.5.29.19', '2.5.29.15'];

const partsOf = ({ typesAndValues }: RelativeDistinguishedNames, type: string): string[] =>
  typesAndValues.filter((each) => each.type === type).map(({ value }) => value.valueBlock.value);

const numberIn = (texts: readonly string[], prefix: string): string | null =>
  texts.flatMap((text) => new RegExp(`^${prefix}(\\d{12})$`).exec(text)?.[1] ?? [])[0] ?? null;

export function certifiedOf(certificate: Certificate): Certified {
  const { subject, issuer, serialNumber, notBefore, notAfter } = certificate;
  const der = Buffer.from(certificate.toSchema().toBER());
  return {
    name: partsOf(subject, ids.commonName)[0] ?? null,
    issuer: partsOf(issuer, ids.commonName)[0] ?? null,
    serial: Buffer.from(serialNumber.valueBlock.valueHexView).toString('hex'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    validFrom: notBefore.value,
    validUntil: notAfter.value,
    iin: numberIn(partsOf(subject, ids.serialNumber), 'IIN'),
    bin: numberIn(partsOf(subject, ids.organisationalUnit), 'BIN'),
  };
}

const extensionOf = ({ extensions = [] }: Certificate, id: string): unknown =>
  extensions.find(({ extnID }) => extnID === id)?.parsedValue;

/** The bits of a key's usage, or none where the certificate does not bound it. */
function usageOf(certificate: Certificate): number | undefined {
  const value = extensionOf(certificate, keyUsage);
  return value instanceof BitString ? (value.valueBlock.valueHexView[0] ?? 0) : undefined;
}

const isAuthority = (certificate: Certificate): boolean => {
  const value = extensionOf(certificate, basicConstraints);
  return value instanceof BasicConstraints && value.cA;
};

/** Whether the key is for signing: digital signature or non-repudiation, and no authority's. */
export const maySign = (certificate: Certificate): boolean =>
  ((usageOf(certificate) ?? 0) & 0b1100_0000) !== 0 && !isAuthority(certificate);

/** Whether the key may certify others. */
export const mayCertify = (certificate: Certificate): boolean =>
  isAuthority(certificate) && ((usageOf(certificate) ?? 0xff) & 0b0000_0100) !== 0;
