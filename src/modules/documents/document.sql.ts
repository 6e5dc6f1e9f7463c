import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { PageBlock } from './block.ts';
import type { DocumentProblem, DraftedDocument } from './drafting.server.ts';

type Tables = {
  source_document: Shared & {
    partnership_id: string;
    side_id: string;
    id: string;
    title: string;
    publisher: string | null;
    address: string | null;
    language: string;
    published_on: string | null;
    published_first: string | null;
    taken_in_at: Date;
    taken_in_by: string;
    sha256: string;
  };
  document_content: {
    document_id: string;
    side_id: string;
    owner_organisation: string;
    file_id: string;
    media_type: string;
    encoding: string;
    text: string;
    blocks: PageBlock[];
    problems: DocumentProblem[];
  };
  claim: { document_id: string; state: string };
};
const tables = (tx: Tx) => tx.withTables<Tables>();
const asJson = <T>(value: T): T => JSON.stringify(value) as unknown as T;

export type DocumentSummary = {
  id: string;
  partnership: string;
  title: string;
  publisher: string | null;
  address: string | null;
  language: string;
  /** EDTF. */
  publishedOn: string | null;
  takenInAt: Date;
  isDemo: boolean;
  drafts: number;
  accepted: number;
  rejected: number;
};
export type DocumentFilter = {
  partnership?: string | undefined;
  state?: 'to_review' | 'reviewed' | undefined;
  q?: string | undefined;
};

/** The documents that the actor's side took in: another side's are never among them, whatever is published of them. */
const own = (tx: Tx) =>
  tables(tx)
    .selectFrom('source_document as d')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('claim as c')
          .whereRef('c.document_id', '=', 'd.id')
          .select([
            sql<number>`count(*) filter (where c.state = 'draft')::int`.as('drafts'),
            sql<number>`count(*) filter (where c.state = 'accepted')::int`.as('accepted'),
            sql<number>`count(*) filter (where c.state = 'rejected')::int`.as('rejected'),
          ])
          .as('n'),
      (join) => join.onTrue(),
    )
    .where(sql<boolean>`d.side_id = any ((select actor_sides())::uuid[])`);
const summary = [
  'd.id',
  'd.partnership_id as partnership',
  'd.title',
  'd.publisher',
  'd.address',
  'd.language',
  'd.published_on as publishedOn',
  'd.taken_in_at as takenInAt',
  'd.is_demo as isDemo',
  'n.drafts',
  'n.accepted',
  'n.rejected',
] as const;

const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function matching(tx: Tx, { partnership, state, q }: DocumentFilter) {
  let query = own(tx);
  if (partnership) query = query.where('d.partnership_id', '=', partnership);
  if (state) query = query.where('n.drafts', state === 'to_review' ? '>' : '=', 0);
  // Drafts have an index of their own: without it every document of the side would be counted through.
  if (state === 'to_review')
    query = query.where(
      sql<boolean>`d.id in (select c.document_id from claim c
        where c.state = 'draft' and c.side_id = any ((select actor_sides())::uuid[]))`,
    );
  if (q)
    query = query.where((where) =>
      where.or((['d.title', 'd.publisher', 'd.address'] as const).map((each) => where(each, 'ilike', containing(q)))),
    );
  return query;
}

/** Newest first. `page` counts from 1. */
export async function listDocuments(
  tx: Tx,
  filter: DocumentFilter,
  { page, size }: { page: number; size: number },
): Promise<{ items: DocumentSummary[]; total: number }> {
  const { total } = await matching(tx, filter).select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const items = await matching(tx, filter)
    .select(summary)
    .orderBy('d.taken_in_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { items, total };
}

export type DocumentToReview = DocumentSummary;
/** The documents of the actor's side with drafts that nobody has decided about, newest first. */
export const documentsToReview = (tx: Tx, limit = 20): Promise<DocumentToReview[]> =>
  matching(tx, { state: 'to_review' })
    .select(summary)
    .orderBy('d.taken_in_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute();

/** A document of the actor's side with what was read in it. */
export const documentWithPage = (tx: Tx, id: string) =>
  own(tx)
    .innerJoin('document_content as k', 'k.document_id', 'd.id')
    .select(summary)
    .select(['d.sha256', 'd.owner_organisation', 'd.partnership_id', 'd.side_id', 'd.visibility', 'd.is_demo'])
    .select(['k.media_type as mediaType', 'k.encoding', 'k.blocks', 'k.problems', 'k.file_id as file'])
    .where('d.id', '=', id)
    .executeTakeFirst();

/** The document that the side took in with the same bytes. */
export const documentWithBytes = (tx: Tx, side: string, sha256: string): Promise<DocumentSummary | undefined> =>
  own(tx).select(summary).where('d.side_id', '=', side).where('d.sha256', '=', sha256).executeTakeFirst();

export type NewDocument = Pick<DocumentSummary, 'title' | 'publisher' | 'address' | 'publishedOn'> & {
  id: string;
  /** The first day that `publishedOn` may mean, for sorting. */
  publishedFirst: string | null;
  sha256: string;
  file: string;
  page: Pick<DraftedDocument, 'text' | 'blocks' | 'encoding' | 'mediaType' | 'language' | 'problems'>;
  shared: Shared & { partnership_id: string; side_id: string };
};

/** @returns false when the side has taken in the same bytes in the meantime */
export async function insertDocument(context: Served, taken: NewDocument): Promise<boolean> {
  const { tx, actor, now } = context;
  const { id, title, publisher, address, sha256, shared, page } = taken;
  const { language, mediaType: media_type, encoding, text } = page;
  const { publishedOn: published_on, publishedFirst: published_first } = taken;
  const row = { id, title, publisher, address, language, sha256, published_on, published_first, ...shared };
  const { numInsertedOrUpdatedRows: inserted } = await tables(tx)
    .insertInto('source_document')
    .values({ ...row, taken_in_at: now, taken_in_by: actor.person })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return false;
  const { side_id, owner_organisation } = shared;
  const [blocks, problems] = [asJson(page.blocks), asJson(page.problems)];
  const content = { document_id: id, side_id, owner_organisation, file_id: taken.file, media_type, encoding, text };
  await tables(tx)
    .insertInto('document_content')
    .values({ ...content, blocks, problems })
    .execute();
  const fields = ['title', 'publisher', 'address', 'publishedOn', 'text', 'claims'];
  await recordEvent(context, { subject: 'source_document', subjectId: id, action: 'takeIn', fields, shared });
  return true;
}
