import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { checkNames, whys } from '../../platform/signature/checks.ts';
import { kinds, signables } from './signable.ts';

const Subject = z.enum(signables);
const Base64Url = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(20_000));
const Moment = z.iso.datetime();
const notFound = { 'not-found': { status: 404 } } as const;
const notSignable = { status: 422 } as const;

const Check = z.object({ name: z.enum(checkNames), isOk: z.boolean(), why: z.nullable(z.enum(whys)) });
const Certified = z.object({
  name: z.nullable(z.string()),
  issuer: z.nullable(z.string()),
  serial: z.string(),
  fingerprint: z.string(),
  validFrom: Moment,
  validUntil: Moment,
  /** Personal and organisation numbers: null for everybody but the signer's own side. */
  iin: z.nullable(z.string()),
  bin: z.nullable(z.string()),
});
const Signature = z.object({
  id: z.uuid(),
  subject: Subject,
  subjectId: z.uuid(),
  version: z.int(),
  kind: z.enum(kinds),
  person: z.object({ id: z.uuid(), name: z.nullable(z.string()) }),
  organisation: z.object({ id: z.uuid(), names: z.record(z.string(), z.string()) }),
  at: Moment,
  isDemo: z.boolean(),
  /** Whether what was signed is still what the record says. */
  isCurrent: z.boolean(),
});
const Signer = z.object({ checks: z.array(Check), certified: z.nullable(Certified), signingTime: z.nullable(Moment) });

export const signaturesContract = {
  beginSigning: endpoint
    .route({
      method: 'POST',
      path: '/signatures/begin',
      summary: 'The exact bytes to sign, and what a passkey is asked for them',
    })
    .meta({ needs: 'signatures.sign' })
    .input(z.object({ subject: Subject, id: z.uuid() }))
    .output(
      z.object({
        statement: z.string(),
        challenge: z.string(),
        rpId: z.string(),
        /** The passkeys of whoever signs. */
        credentials: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
      }),
    )
    .errors({ ...notFound, 'nothing-to-sign': notSignable, 'not-own-side': { status: 403 } }),
  sign: endpoint
    .route({ method: 'POST', path: '/signatures', summary: 'Bring a signature over those bytes', successStatus: 201 })
    .meta({ needs: 'signatures.sign' })
    .input(
      z.object({
        subject: Subject,
        id: z.uuid(),
        statement: z.string().check(z.minLength(2), z.maxLength(100_000)),
        passkey: z.optional(
          z.object({
            credentialId: Base64Url,
            authenticatorData: Base64Url,
            clientDataJSON: Base64Url,
            signature: Base64Url,
          }),
        ),
        /** A detached CMS signature (`.p7s`). */
        cms: z.optional(z.file().check(z.maxSize(1_000_000))),
      }),
    )
    .output(Signature)
    .errors({
      ...notFound,
      'nothing-to-sign': notSignable,
      'not-own-side': { status: 403 },
      'bring-one-signature': notSignable,
      'signed-too-late': notSignable,
      'signed-text-differs': { status: 409 },
      'passkey-unknown': notSignable,
      'signature-broken': { status: 422, data: z.object({ checks: z.array(Check) }) },
      'signed-before': { status: 409 },
      'cms-unreadable': notSignable,
      'cms-without-signer': notSignable,
      'cms-gost-unsupported': notSignable,
      'cms-algorithm-unsupported': notSignable,
      'cms-roots-missing': notSignable,
    }),
  signatures: endpoint
    .route({ method: 'GET', path: '/signatures', summary: 'The signatures on a record' })
    .meta({ needs: 'signatures.read' })
    .input(z.object({ subject: Subject, id: z.uuid() }))
    .output(
      z.object({
        items: z.array(Signature),
        /** Whether there is something to sign, and the actor's organisation is on a side of it. */
        isSignable: z.boolean(),
      }),
    )
    .errors(notFound),
  signature: endpoint
    .route({
      method: 'GET',
      path: '/signatures/{id}',
      summary: 'A signature, verified again from the bytes that are kept',
    })
    .meta({ needs: 'signatures.read' })
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        ...Signature.shape,
        statement: z.string(),
        statementHash: z.string(),
        keyId: z.string(),
        /** Where the record is shown. */
        href: z.nullable(z.string()),
        signers: z.array(Signer),
        isWhole: z.boolean(),
        /** Certificates hold personal numbers: their file is for the signer's own side. */
        mayDownload: z.boolean(),
      }),
    )
    .errors(notFound),
  signatureFile: endpoint
    .route({
      method: 'GET',
      path: '/signatures/{id}/file',
      summary: 'The bytes that were signed, or the signature, as a file',
      outputStructure: 'detailed',
    })
    .meta({ needs: 'signatures.read' })
    .input(z.object({ id: z.uuid(), part: z.enum(['statement', 'signature']) }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.file() }))
    .errors(notFound),
};
