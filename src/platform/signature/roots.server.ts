import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Certificate } from 'pkijs';
import { CannotStart } from '../cannotStart.ts';

/** Whom we believe: certificates that signed themselves, and others that may stand between them and a signer. */
export type Roots = { trusted: readonly Certificate[]; between: readonly Certificate[] };
export const noRoots: Roots = { trusted: [], between: [] };

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

function certificatesIn(bytes: Buffer): Certificate[] {
  const texts = [...bytes.toString('latin1').matchAll(pem)].map(([, text = '']) => Buffer.from(text, 'base64'));
  return (texts.length > 0 ? texts : [bytes]).map((der) => Certificate.fromBER(new Uint8Array(der)));
}

/** Sorts certificates: who signed themselves is a root. */
export const rootsOf = (certificates: readonly Certificate[]): Roots => ({
  trusted: certificates.filter((each) => each.issuer.isEqual(each.subject)),
  between: certificates.filter((each) => !each.issuer.isEqual(each.subject)),
});

/**
 * Reads a folder of certificates (`.pem`, `.crt`, `.cer`).
 *
 * @throws CannotStart when it cannot be read, a file is no certificate, or none is a root
 */
export function readRoots(folder: string): Roots {
  const names = namesIn(folder);
  const roots = rootsOf(names.flatMap((name) => readCertificates(path.join(folder, name))));
  if (roots.trusted.length === 0)
    throw new CannotStart(`YNTYMAQ_SIGNATURE_ROOTS is "${folder}": no file in it is the certificate of a root`);
  return roots;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.(?:pem|crt|cer)$/i.test(name));
  } catch {
    throw new CannotStart(`YNTYMAQ_SIGNATURE_ROOTS is "${folder}": that folder cannot be read`);
  }
}

function readCertificates(file: string): Certificate[] {
  try {
    return certificatesIn(readFileSync(file));
  } catch {
    throw new CannotStart(`${file} is no certificate`);
  }
}
