import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { Claim, Offset, Problem, Summary } from './contract.shared.ts';
import { documentSorts } from './listing.ts';

const Block = z.object({
  kind: z.enum(['title', 'paragraph', 'furniture']),
  furniture: z.exactOptional(z.string()),
  words: z.string(),
  /** `[at, start, end]`: from unit `at` of the words on, they stand in the source from `start` to `end`. */
  runs: z.array(z.tuple([Offset, Offset, Offset])),
});
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

export const reading = {
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
};
