import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { claimStates } from './claim.ts';
import { ClaimBodySchema, claimKinds } from './value.ts';

const Line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
const Offset = z.int().check(z.minimum(0));
const Version = z.int().check(z.minimum(1));
const WebAddress = z.url({ protocol: /^https?$/ }).check(z.maxLength(2000));

const Summary = z.object({
  id: z.uuid(),
  partnership: z.uuid(),
  title: z.string(),
  publisher: z.nullable(z.string()),
  address: z.nullable(z.string()),
  language: z.string(),
  /** EDTF: as exact as the source. */
  publishedOn: z.nullable(z.string()),
  takenInAt: z.iso.datetime(),
  isDemo: z.boolean(),
  drafts: z.int(),
  accepted: z.int(),
  rejected: z.int(),
});
const Block = z.object({
  kind: z.enum(['title', 'paragraph', 'furniture']),
  furniture: z.exactOptional(z.string()),
  words: z.string(),
  /** `[at, start, end]`: from unit `at` of the words on, they stand in the source from `start` to `end`. */
  runs: z.array(z.tuple([Offset, Offset, Offset])),
});
const Claim = z.object({
  id: z.uuid(),
  document: z.uuid(),
  kind: z.enum(claimKinds),
  /** In the shape that belongs to `kind`. */
  value: z.record(z.string(), z.unknown()),
  state: z.enum(claimStates),
  quote: z.string(),
  sentence: z.string(),
  quoteOffset: Offset,
  language: z.string(),
  span: z.object({ start: Offset, end: Offset }),
  stage: z.string(),
  confidence: z.number(),
  /** A person has changed what was read. */
  isChanged: z.boolean(),
  visibility: z.enum(['own_side', 'partnership', 'public']),
  decidedBy: z.nullable(z.uuid()),
  decidedAt: z.nullable(z.iso.datetime()),
  version: Version,
});
const Problem = z.object({ code: z.string(), start: z.optional(Offset), end: z.optional(Offset) });
const Document = z.extend(Summary, {
  sha256: z.string(),
  encoding: z.string(),
  mediaType: z.string(),
  problems: z.array(Problem),
  /** The page in reading order. A very long page is cut: its original has all of it. */
  blocks: z.array(Block),
  isCut: z.boolean(),
  claims: z.array(Claim),
});

const decision = z.object({ id: z.uuid(), version: Version });
const deciding = {
  'not-found': { status: 404 },
  stale: { status: 409 },
  'already-decided': { status: 409 },
} as const;

export const documentsContract = {
  intake: endpoint
    .route({
      method: 'POST',
      path: '/documents',
      summary: 'Take in a page: a file or a pasted text',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(
      z
        .object({
          partnership: z.uuid(),
          file: z.optional(z.file()),
          text: z.optional(z.string()),
          title: z.optional(Line(300)),
          publisher: z.optional(Line(300)),
          address: z.optional(WebAddress),
          publishedOn: z.optional(Edtf),
        })
        .check(z.refine(({ file, text }) => (file === undefined) !== (text === undefined), { path: ['file'] })),
    )
    .output(z.object({ document: Summary, isNew: z.boolean(), problems: z.array(Problem) }))
    .errors({
      'not-found': { status: 404 },
      'not-a-partner': { status: 403 },
      'document-empty': { status: 422 },
      'document-kind-unsupported': { status: 415 },
      'document-too-long': { status: 422 },
    }),
  documents: endpoint
    .route({ method: 'GET', path: '/documents', summary: 'List the documents of my side' })
    .meta({ needs: 'documents.read' })
    .input(
      z.object({
        partnership: z.optional(z.uuid()),
        state: z.optional(z.enum(['to_review', 'reviewed'])),
        q: z.optional(z.string().check(z.trim(), z.maxLength(200))),
        page: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000))),
      }),
    )
    .output(z.object({ items: z.array(Summary), total: z.int(), page: z.int(), pages: z.int(), maxUpload: z.int() })),
  document: endpoint
    .route({ method: 'GET', path: '/documents/{id}', summary: 'Read a document with its claims' })
    .meta({ needs: 'documents.read' })
    .input(z.object({ id: z.uuid() }))
    .output(Document)
    .errors({ 'not-found': { status: 404 } }),
  original: endpoint
    .route({
      method: 'GET',
      path: '/documents/{id}/original',
      summary: 'Download the bytes that were taken in',
      outputStructure: 'detailed',
    })
    .meta({ needs: 'documents.read' })
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.file() }))
    .errors({ 'not-found': { status: 404 } }),
  addClaim: endpoint
    .route({
      method: 'POST',
      path: '/documents/{document}/claims',
      summary: 'Make a claim by hand',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ document: z.uuid(), start: Offset, end: Offset, claim: ClaimBodySchema }))
    .output(Claim)
    .errors({ 'not-found': { status: 404 }, 'selection-outside': { status: 422 } }),
  changeClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/change', summary: 'Correct what a drafted claim says' })
    .meta({ needs: 'documents.write' })
    .input(z.extend(decision, { value: z.record(z.string(), z.unknown()) }))
    .output(Claim)
    .errors(deciding),
  rejectClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/reject', summary: 'Reject a drafted claim' })
    .meta({ needs: 'documents.write' })
    .input(decision)
    .output(Claim)
    .errors(deciding),
  reopenClaim: endpoint
    .route({ method: 'POST', path: '/claims/{id}/reopen', summary: 'Take back the rejection of a claim' })
    .meta({ needs: 'documents.write' })
    .input(decision)
    .output(Claim)
    .errors(deciding),
};
