import * as z from 'zod/mini';
import { readable } from '../../platform/i18n/readable.ts';
import { endpoint } from '../../platform/endpoint.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { claimStates } from './claim.ts';
import { documentSorts } from './listing.ts';
import { releaseActions, releaseStates } from './release.ts';
import { ClaimBodySchema, claimKinds } from './value.ts';

const Line = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
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
  version: Version,
  drafts: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  /** Other versions of the title, with who translated them; its own language is `language`. */
  titles: z.nullable(LocalisedTextSchema),
  /** Null: too short to be compared. */
  releaseState: z.nullable(z.enum(releaseStates)),
  /** The other documents of the same release, and who published them. */
  others: z.array(z.object({ id: z.uuid(), title: z.string(), publisher: z.nullable(z.string()) })),
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
  /** Of a paper with pages, counted from 1. */
  page: z.nullable(z.int()),
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
  /** Of a paper: where each of its pages begins in the text, in UTF-16 units. */
  pageStarts: z.nullable(z.array(Offset)),
  /** What was asked for, which address answered in the end, and when. */
  fetched: z.nullable(z.object({ asked: z.string(), from: z.string(), at: z.iso.datetime() })),
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

const refused = { status: 422 } as const;
const intakeErrors = {
  'not-found': { status: 404 },
  'not-a-partner': { status: 403 },
  'document-kind-unsupported': { status: 415 },
  'document-empty': refused,
  'document-too-long': refused,
  'document-broken': refused,
  'document-encrypted': refused,
  'document-macros': refused,
  'document-no-text': refused,
  'document-unpacks-too-large': refused,
  'document-unsafe': refused,
  'document-official-use': refused,
} as const;
const addressErrors = {
  'address-invalid': refused,
  'address-scheme': refused,
  'address-credentials': refused,
  'address-port': refused,
  'address-private': refused,
  'address-unknown': refused,
  'address-unreachable': refused,
  'address-refused': refused,
  'address-redirects': refused,
  'address-too-large': refused,
  'address-too-slow': refused,
  'address-busy': { status: 429 },
} as const;
const said = {
  title: z.optional(Line(300)),
  publisher: z.optional(Line(300)),
  publishedOn: z.optional(Edtf),
};
const TakenIn = z.object({ document: Summary, isNew: z.boolean(), problems: z.array(Problem) });
const Day = z.iso.date();
const filter = {
  partnership: z.optional(z.uuid()),
  language: z.optional(z.string().check(z.maxLength(20))),
  publisher: z.optional(z.string().check(z.maxLength(300))),
  state: z.optional(z.enum(['to_review', 'reviewed'])),
  /** First and last day of publication, both counted in. */
  from: z.optional(Day),
  until: z.optional(Day),
  q: z.optional(z.string().check(z.trim(), z.maxLength(200))),
};
const sort = z.optional(z.enum(documentSorts));
const changing = { 'not-found': { status: 404 }, stale: { status: 409 } } as const;

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
          address: z.optional(WebAddress),
          ...said,
        })
        .check(z.refine(({ file, text }) => (file === undefined) !== (text === undefined), { path: ['file'] })),
    )
    .output(TakenIn)
    .errors(intakeErrors),
  intakeFromAddress: endpoint
    .route({
      method: 'POST',
      path: '/documents/from-address',
      summary: 'Fetch a page or a paper of the open internet and take it in',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ partnership: z.uuid(), address: Line(2000), ...said }))
    .output(TakenIn)
    .errors({ ...intakeErrors, ...addressErrors }),
  documents: endpoint
    .route({ method: 'GET', path: '/documents', summary: 'List the documents of my side' })
    .meta({ needs: 'documents.read' })
    .input(
      z.object({
        ...filter,
        sort,
        page: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000))),
      }),
    )
    .output(z.object({ items: z.array(Summary), page: z.int(), hasNext: z.boolean(), maxUpload: z.int() })),
  documentCounts: endpoint
    .route({ method: 'GET', path: '/documents/counts', summary: 'How many documents, and how many releases they are' })
    .meta({ needs: 'documents.read' })
    .input(z.object(filter))
    .output(
      z.object({
        total: z.int(),
        /** Several documents of one release count once. */
        releases: z.int(),
        languages: z.array(z.string()),
        publishers: z.array(z.string()),
      }),
    ),
  documentsFile: endpoint
    .route({ method: 'GET', path: '/documents/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'documents.read' })
    .input(z.object({ ...filter, sort, ...tableFileInput }))
    .output(z.file()),
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
  documentHistory: endpoint
    .route({ method: 'GET', path: '/documents/{id}/history', summary: 'What happened with a document and its claims' })
    .meta({ needs: 'documents.read' })
    .input(z.object({ id: z.uuid() }))
    .output(
      z.object({
        events: z.array(HappeningSchema),
        organisations: z.array(z.object({ id: z.uuid(), names: NamesSchema })),
      }),
    )
    .errors({ 'not-found': { status: 404 } }),
  changeDocument: endpoint
    .route({ method: 'POST', path: '/documents/{id}/change', summary: 'Correct what is said about a document' })
    .meta({ needs: 'documents.write' })
    .input(
      z.object({
        id: z.uuid(),
        version: Version,
        title: Line(300),
        publisher: z.nullable(Line(300)),
        address: z.nullable(WebAddress),
        publishedOn: z.nullable(Edtf),
        titles: z.nullable(LocalisedTextSchema),
      }),
    )
    .output(Summary)
    .errors(changing),
  moveInRelease: endpoint
    .route({
      method: 'POST',
      path: '/documents/{id}/release',
      summary: 'Keep a document in its release, take it apart, or take either back',
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ id: z.uuid(), action: z.enum(releaseActions), state: z.enum(releaseStates) }))
    .output(Summary)
    .errors(changing),
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
