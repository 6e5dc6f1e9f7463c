import type { Binary } from '@medplum/fhirtypes';
import { refuse } from './outcome.ts';

/** Binary as bytes. Pure. */

const json = /^application\/(?:fhir\+)?json\b|^text\/json\b/i;

/** A body that is no resource in JSON is what is to be kept itself. */
export const isRaw = (contentType: string): boolean => contentType !== '' && !json.test(contentType);

/** @param about the header `X-Security-Context`: what the bytes belong to, such as `Patient/…` */
export function binaryOf(bytes: Buffer, contentType: string, about: string | undefined): Binary {
  if (bytes.byteLength === 0) throw refuse(400, 'structure', 'There is nothing in the body.');
  return {
    resourceType: 'Binary',
    contentType,
    ...(about && { securityContext: { reference: about } }),
    data: bytes.toString('base64'),
  };
}

/** Whether the bytes themselves are wanted: where JSON is not asked for by name. */
export const wantsBytes = (accept: string | undefined, format: string | null): boolean =>
  format === null && accept !== undefined && !accept.split(',').some((range) => json.test(range.trim()));

/** Bytes leave as a file that no browser opens by itself. */
export const bytesOf = ({ data = '', contentType }: Binary) => ({
  bytes: Buffer.from(data, 'base64'),
  headers: {
    'content-type': /^[\w.+-]+\/[\w.+-]+(?:\s*;\s*[\w-]+=[\w.+"-]+)*$/.test(contentType)
      ? contentType
      : 'application/octet-stream',
    'content-disposition': 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
  },
});
