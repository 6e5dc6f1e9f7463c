import { sql } from 'kysely';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import type { Tx } from '../../platform/database.ts';
import { type DocumentSummary, documentTables, own, summary } from './document.sql.ts';
import type { DocumentFilter, DocumentSort } from './listing.ts';

const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** What a filter finds, without what is told of each: claims are counted for those that are shown alone. */
function matching(tx: Tx, { partnership, language, publisher, state, from, until, q }: DocumentFilter) {
  let query = documentTables(tx)
    .selectFrom('source_document as d')
    .leftJoin('document_release as r', 'r.document_id', 'd.id')
    .where(sql<boolean>`d.side_id = any ((select actor_sides())::uuid[])`);
  if (partnership) query = query.where('d.partnership_id', '=', partnership);
  if (language) query = query.where('d.language', '=', language);
  if (publisher) query = query.where('d.publisher', '=', publisher);
  if (from) query = query.where('d.published_first', '>=', from);
  if (until) query = query.where('d.published_first', '<=', until);
  if (state === 'reviewed')
    query = query.where(
      sql<boolean>`not exists (select from claim c where c.document_id = d.id and c.state = 'draft')`,
    );
  // Drafts have an index of their own: without it every document of the side would be counted through.
  if (state === 'to_review')
    query = query.where(
      sql<boolean>`d.id in (select c.document_id from claim c
        where c.state = 'draft' and c.side_id = any ((select actor_sides())::uuid[]))`,
    );
  if (q) {
    const words = containing(q);
    query = query.where((where) =>
      where.or([
        ...(['d.title', 'd.publisher', 'd.address'] as const).map((each) => where(each, 'ilike', words)),
        sql<boolean>`exists (select from jsonb_each(d.titles) v where v.value ->> 'text' ilike ${words})`,
      ]),
    );
  }
  return query;
}

const orderOf = {
  taken_in: sql`d.taken_in_at`,
  published: sql`d.published_first`,
  title: sql`lower(d.title)`,
};
type Span = { size?: number; from?: number };
/** The documents of a filter in order; of a part of them, `size` from the one at `from` on. */
function sorted(
  tx: Tx,
  filter: DocumentFilter,
  { sort = '-taken_in', size, from = 0 }: Span & { sort?: DocumentSort },
) {
  const [column, isDown] = [sort.replace('-', '') as keyof typeof orderOf, sort.startsWith('-')];
  const direction = isDown ? sql`desc nulls last` : sql`asc nulls last`;
  const order = sql`${orderOf[column]} ${direction}`;
  let ids = matching(tx, filter).select('d.id');
  if (size !== undefined)
    ids = ids
      .orderBy(order)
      .orderBy('d.id', isDown ? 'desc' : 'asc')
      .limit(size)
      .offset(from);
  return own(tx)
    .select(summary)
    .where('d.id', 'in', ids)
    .orderBy(order)
    .orderBy('d.id', isDown ? 'desc' : 'asc');
}

type Paging = { sort?: DocumentSort | undefined; page: number; size: number };
/** One page, counted from 1, and whether there is a next one. */
export async function listDocuments(
  tx: Tx,
  filter: DocumentFilter,
  { sort = '-taken_in', page, size }: Paging,
): Promise<{ items: DocumentSummary[]; hasNext: boolean }> {
  const found = await sorted(tx, filter, { sort, size: size + 1, from: (page - 1) * size }).execute();
  return { items: found.slice(0, size), hasNext: found.length > size };
}

/** How many documents a filter finds, and how many releases they are: several of one release count once. */
export const countDocuments = (tx: Tx, filter: DocumentFilter): Promise<{ total: number; releases: number }> =>
  matching(tx, filter)
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`count(distinct case when r.state <> 'apart' then r.release_id else d.id end)::int`.as('releases'),
    ])
    .executeTakeFirstOrThrow();

/** The languages and the publishers of the side's documents, for the filters. */
export async function documentFacets(tx: Tx): Promise<{ languages: string[]; publishers: string[] }> {
  const side = sql`side_id = any ((select actor_sides())::uuid[])`;
  const { rows: languages } = await sql<{ language: string }>`
    select distinct language from source_document where ${side} order by 1`.execute(tx);
  const { rows: publishers } = await sql<{ publisher: string }>`
    select publisher from source_document where ${side} and publisher is not null
    group by publisher order by count(*) desc, publisher limit 200`.execute(tx);
  return {
    languages: languages.map(({ language }) => language),
    publishers: publishers.map(({ publisher }) => publisher),
  };
}

/** All documents that a filter finds, a page at a time, from one moment. */
export const documentPages = (tx: Tx, filter: DocumentFilter, sort: DocumentSort = '-taken_in') =>
  cursorPages(tx, sql<DocumentSummary>`${sorted(tx, filter, { sort })}`);

export type DocumentToReview = DocumentSummary;
/** The documents of the actor's side with drafts that nobody has decided about, newest first. */
export const documentsToReview = (tx: Tx, limit = 20): Promise<DocumentToReview[]> =>
  sorted(tx, { state: 'to_review' }, { size: limit }).execute();
