import { sql } from 'kysely';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import type { Tx } from '../../platform/database.ts';
import { type DocumentSummary, own, summary } from './document.sql.ts';
import type { DocumentFilter, DocumentSort } from './listing.ts';

const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function matching(tx: Tx, { partnership, language, publisher, state, from, until, q }: DocumentFilter) {
  let query = own(tx);
  if (partnership) query = query.where('d.partnership_id', '=', partnership);
  if (language) query = query.where('d.language', '=', language);
  if (publisher) query = query.where('d.publisher', '=', publisher);
  if (from) query = query.where('d.published_first', '>=', from);
  if (until) query = query.where('d.published_first', '<=', until);
  if (state) query = query.where('n.drafts', state === 'to_review' ? '>' : '=', 0);
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
function sorted(tx: Tx, filter: DocumentFilter, sort: DocumentSort) {
  const [column, isDown] = [sort.replace('-', '') as keyof typeof orderOf, sort.startsWith('-')];
  return matching(tx, filter)
    .select(summary)
    .orderBy(orderOf[column], (order) => (isDown ? order.desc() : order.asc()).nullsLast())
    .orderBy('d.id', isDown ? 'desc' : 'asc');
}

type Paging = { sort?: DocumentSort | undefined; page: number; size: number };
/** One page, counted from 1, and whether there is a next one. */
export async function listDocuments(
  tx: Tx,
  filter: DocumentFilter,
  { sort = '-taken_in', page, size }: Paging,
): Promise<{ items: DocumentSummary[]; hasNext: boolean }> {
  const found = await sorted(tx, filter, sort)
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute();
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
  cursorPages(tx, sql<DocumentSummary>`${sorted(tx, filter, sort)}`);

export type DocumentToReview = DocumentSummary;
/** The documents of the actor's side with drafts that nobody has decided about, newest first. */
export const documentsToReview = (tx: Tx, limit = 20): Promise<DocumentToReview[]> =>
  sorted(tx, { state: 'to_review' }, '-taken_in').limit(limit).execute();
