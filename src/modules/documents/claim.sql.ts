import { type ExpressionBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared, type Visibility } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { ClaimState } from './claim.ts';
import type { ClaimBody, ClaimKind } from './value.ts';

export type ClaimTable = Shared & {
  partnership_id: string;
  side_id: string;
  id: string;
  document_id: string;
  position: number;
  kind: ClaimKind;
  value: object;
  read_value: object | null;
  quote: string;
  span_start: number;
  span_end: number;
  sentence: string;
  quote_offset: number;
  language: string;
  page: number | null;
  stage: string;
  confidence: number;
  state: ClaimState;
  decided_by: string | null;
  decided_at: Date | null;
  version: number;
};
type CitedTable = {
  id: string;
  visibility: Visibility;
  title: string;
  publisher: string | null;
  address: string | null;
  published_on: string | null;
  taken_in_at: Date;
  sha256: string;
  is_demo: boolean;
  partnership_id: string;
  side_id: string;
  owner_organisation: string;
};
type Tables = { claim: ClaimTable; source_document: CitedTable };
/** For this module alone. */
export const claimTables = (tx: Tx) => tx.withTables<Tables>();

/** Where a quote comes from. */
export type Citation = {
  document: string;
  title: string;
  publisher: string | null;
  address: string | null;
  /** EDTF, as exact as the source. */
  publishedOn: string | null;
  takenInAt: Date;
  /** Of the bytes taken in. */
  sha256: string;
};

/** A claim as other modules see it. `kind` tells the shape of `value`; offsets are UTF-16 units. */
export type ClaimRow = ClaimBody & {
  id: string;
  document: string;
  state: ClaimState;
  /** The words that carry the claim: `sentence.slice(quoteOffset, quoteOffset + quote.length)`. */
  quote: string;
  sentence: string;
  quoteOffset: number;
  language: string;
  /** Where the quote stands in the decoded source. */
  span: { start: number; end: number };
  /** On which page of a paged document, counted from 1; null where it has none. */
  page: number | null;
  /** The rule of the reader that proposed it, or `by-hand`. */
  stage: string;
  confidence: number;
  isChanged: boolean;
  decidedBy: string | null;
  decidedAt: Date | null;
  version: number;
  partnership: string;
  shared: Shared & { partnership_id: string; side_id: string };
  citation: Citation;
};

const citation = (from: ExpressionBuilder<Tables, 'source_document'>) =>
  [
    from.ref('source_document.title').as('title'),
    from.ref('source_document.publisher').as('publisher'),
    from.ref('source_document.address').as('address'),
    from.ref('source_document.published_on').as('publishedOn'),
    from.ref('source_document.taken_in_at').as('takenInAt'),
    from.ref('source_document.sha256').as('sha256'),
  ] as const;

const found = (tx: Tx) =>
  claimTables(tx)
    .selectFrom('claim')
    .innerJoin('source_document', 'source_document.id', 'claim.document_id')
    .selectAll('claim')
    .select(citation);
type Found = Awaited<ReturnType<ReturnType<typeof found>['execute']>>[number];

function claimRow(row: Found): ClaimRow {
  const { owner_organisation, partnership_id, side_id, visibility, is_demo, kind, value } = row;
  const { title, publisher, address, publishedOn, takenInAt, sha256 } = row;
  return {
    id: row.id,
    document: row.document_id,
    ...({ kind, value } as ClaimBody),
    state: row.state,
    quote: row.quote,
    sentence: row.sentence,
    quoteOffset: row.quote_offset,
    language: row.language,
    span: { start: row.span_start, end: row.span_end },
    page: row.page,
    stage: row.stage,
    confidence: row.confidence,
    isChanged: row.read_value !== null && JSON.stringify(row.read_value) !== JSON.stringify(value),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    version: row.version,
    partnership: partnership_id,
    shared: { owner_organisation, partnership_id, side_id, visibility, is_demo },
    citation: { document: row.document_id, title, publisher, address, publishedOn, takenInAt, sha256 },
  };
}

/** The claims of these ids that the actor may see, in no order. */
export const claimsOf = async (tx: Tx, ids: readonly string[]): Promise<ClaimRow[]> =>
  ids.length === 0
    ? []
    : (
        await found(tx)
          .where('claim.id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
          .execute()
      ).map(claimRow);

const newestDocuments = 20;

/** Accepted claims of the documents that a side has taken in last in a partnership, the newest first. */
export const acceptedLately = async (tx: Tx, { side, partnership }: { side: string; partnership: string }) =>
  (
    await sql<{ id: string }>`
      select k.id from (
        select id from source_document where side_id = ${side} and partnership_id = ${partnership}
        order by taken_in_at desc limit ${newestDocuments}) d
      join claim k on k.document_id = d.id and k.state = 'accepted'
      order by k.id desc limit 30`.execute(tx)
  ).rows.map(({ id }) => id);

/** All claims of a document, in the order of its text. */
export const claimsOfDocument = async (tx: Tx, document: string): Promise<ClaimRow[]> =>
  (
    await found(tx)
      .where('claim.document_id', '=', document)
      .orderBy('claim.span_start')
      .orderBy('claim.span_end')
      .orderBy('claim.position')
      .execute()
  ).map(claimRow);

/** A claim before it has a place in the table. */
export type NewClaim = ClaimBody & {
  id: string;
  quote: string;
  span: { start: number; end: number };
  page: number | null;
  sentence: string;
  quoteOffset: number;
  language: string;
  stage: string;
  confidence: number;
  isRead: boolean;
};

/** Drafts claims on a document of the actor's side, after those it has. One made by hand is an event of its own. */
export async function insertClaims(
  context: Served,
  { document, shared }: { document: string; shared: ClaimRow['shared'] },
  claims: readonly NewClaim[],
): Promise<void> {
  const { tx, actor } = context;
  const { last } = await claimTables(tx)
    .selectFrom('claim')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('document_id', '=', document)
    .executeTakeFirstOrThrow();
  const common = { ...shared, visibility: 'own_side' as const, owner_organisation: actor.organisation };
  const rows = claims.map(({ span, isRead, quoteOffset, value, ...claim }, index) => ({
    ...claim,
    ...common,
    document_id: document,
    position: (last ?? 0) + index + 1,
    value: JSON.stringify(value) as unknown as object,
    read_value: isRead ? (JSON.stringify(value) as unknown as object) : null,
    span_start: span.start,
    span_end: span.end,
    quote_offset: quoteOffset,
    state: 'draft' as const,
    decided_by: null,
    decided_at: null,
    version: 1,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await claimTables(tx)
      .insertInto('claim')
      .values(rows.slice(at, at + 500))
      .execute();
  const made = { subject: 'claim', action: 'make', fields: ['kind', 'value', 'quote'], shared: common };
  for (const { id, isRead } of claims) if (!isRead) await recordEvent(context, { ...made, subjectId: id });
}
