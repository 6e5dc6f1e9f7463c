import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { PageBlock } from './block.ts';
import type { DocumentProblem } from './drafting.server.ts';
import type { ReadPaper } from './extract.server.ts';
import type { ReleaseState } from './release.ts';

type Tables = {
  source_document: Shared & {
    partnership_id: string;
    side_id: string;
    id: string;
    title: string;
    titles: LocalisedText | null;
    publisher: string | null;
    address: string | null;
    language: string;
    published_on: string | null;
    published_first: string | null;
    taken_in_at: Date;
    taken_in_by: string;
    sha256: string;
    version: number;
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
    page_starts: number[] | null;
    asked_address: string | null;
    fetched_from: string | null;
    fetched_at: Date | null;
  };
  document_release: { document_id: string; side_id: string; release_id: string; state: ReleaseState };
  claim: { document_id: string; state: string };
};
/** For this module alone. */
export const documentTables = (tx: Tx) => tx.withTables<Tables>();
const tables = documentTables;
const asJson = <T>(value: T): T => JSON.stringify(value) as unknown as T;

/** Another document of the same release. */
export type AlsoPublished = { id: string; title: string; publisher: string | null };
export type DocumentSummary = {
  id: string;
  partnership: string;
  title: string;
  /** Other versions of the title, without the one in its own language. */
  titles: LocalisedText | null;
  publisher: string | null;
  address: string | null;
  language: string;
  /** EDTF. */
  publishedOn: string | null;
  takenInAt: Date;
  isDemo: boolean;
  version: number;
  drafts: number;
  accepted: number;
  rejected: number;
  /** Null: too short to be compared. */
  releaseState: ReleaseState | null;
  others: AlsoPublished[];
};

/** The documents that the actor's side took in: another side's are never among them, whatever is published of them. */
export const own = (tx: Tx) =>
  tables(tx)
    .selectFrom('source_document as d')
    .leftJoin('document_release as r', 'r.document_id', 'd.id')
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

/** What else belongs to the release of `d`; nothing once it was taken apart. */
const others = sql<AlsoPublished[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title, 'publisher', e.publisher) order by e.taken_in_at, e.id)
  from document_release o join source_document e on e.id = o.document_id
  where o.side_id = r.side_id and o.release_id = r.release_id and o.document_id <> r.document_id
    and o.state <> 'apart' and r.state <> 'apart'), '[]'::jsonb)`;

export const summary = [
  'd.id',
  'd.partnership_id as partnership',
  'd.title',
  'd.titles',
  'd.publisher',
  'd.address',
  'd.language',
  'd.published_on as publishedOn',
  'd.taken_in_at as takenInAt',
  'd.is_demo as isDemo',
  'd.version',
  'n.drafts',
  'n.accepted',
  'n.rejected',
  'r.state as releaseState',
  others.as('others'),
] as const;

/** A document of the actor's side with what was read in it. */
export const documentWithPage = (tx: Tx, id: string) =>
  own(tx)
    .innerJoin('document_content as k', 'k.document_id', 'd.id')
    .select(summary)
    .select(['d.sha256', 'd.owner_organisation', 'd.partnership_id', 'd.side_id', 'd.visibility', 'd.is_demo'])
    .select(['k.media_type as mediaType', 'k.encoding', 'k.blocks', 'k.problems', 'k.file_id as file'])
    .select(['k.page_starts as pageStarts', 'k.asked_address as askedAddress'])
    .select(['k.fetched_from as fetchedFrom', 'k.fetched_at as fetchedAt'])
    .where('d.id', '=', id)
    .executeTakeFirst();

/** What is said about a document of the actor's side, and whose it is. */
export async function ownDocument(tx: Tx, id: string) {
  const found = await own(tx)
    .select(summary)
    .select(['d.owner_organisation', 'd.partnership_id', 'd.side_id', 'd.visibility', 'd.is_demo'])
    .where('d.id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const { owner_organisation, partnership_id, side_id, visibility, is_demo, ...document } = found;
  return { document, shared: { owner_organisation, partnership_id, side_id, visibility, is_demo } };
}

/** The id of the document that the side took in with the same bytes. */
export async function idOfBytes(tx: Tx, side: string, sha256: string): Promise<string | undefined> {
  const known = tables(tx).selectFrom('source_document').select('id').where('side_id', '=', side);
  return (await known.where('sha256', '=', sha256).executeTakeFirst())?.id;
}

/** What could not be read in a document of the actor's side. */
export const problemsOf = async (tx: Tx, id: string): Promise<DocumentProblem[]> =>
  (await tables(tx).selectFrom('document_content').select('problems').where('document_id', '=', id).executeTakeFirst())
    ?.problems ?? [];

/** How a page was fetched: what was asked for, where it was in the end, and when. */
export type Fetched = { asked: string; from: string; at: Date };
export type NewDocument = Pick<DocumentSummary, 'title' | 'publisher' | 'address' | 'publishedOn'> & {
  id: string;
  /** The first day that `publishedOn` may mean, for sorting. */
  publishedFirst: string | null;
  sha256: string;
  file: string;
  fetched: Fetched | null;
  page: Pick<ReadPaper, 'text' | 'blocks' | 'encoding' | 'mediaType' | 'language' | 'problems' | 'pageStarts'>;
  shared: Shared & { partnership_id: string; side_id: string };
};

/** @returns false when the side has taken in the same bytes in the meantime */
export async function insertDocument(context: Served, taken: NewDocument): Promise<boolean> {
  const { tx, actor, now } = context;
  const { id, title, publisher, address, sha256, shared, page } = taken;
  const { publishedOn: published_on, publishedFirst: published_first } = taken;
  const row = { id, title, publisher, address, language: page.language, sha256, published_on, published_first };
  const { numInsertedOrUpdatedRows: inserted } = await tables(tx)
    .insertInto('source_document')
    .values({ ...row, ...shared, titles: null, version: 1, taken_in_at: now, taken_in_by: actor.person })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return false;
  await insertContent(tx, taken);
  const fields = ['title', 'publisher', 'address', 'publishedOn', 'text', 'claims'];
  const action = taken.fetched ? 'fetch' : 'takeIn';
  await recordEvent(context, { subject: 'source_document', subjectId: id, action, fields, shared });
  return true;
}

async function insertContent(tx: Tx, { id, shared, page, file, fetched }: NewDocument): Promise<void> {
  const { side_id, owner_organisation } = shared;
  const { mediaType: media_type, encoding, text, pageStarts: page_starts } = page;
  const [blocks, problems] = [asJson(page.blocks), asJson(page.problems)];
  const source = {
    asked_address: fetched?.asked ?? null,
    fetched_from: fetched?.from ?? null,
    fetched_at: fetched?.at ?? null,
  };
  const content = { document_id: id, side_id, owner_organisation, file_id: file, media_type, encoding, text };
  await tables(tx)
    .insertInto('document_content')
    .values({ ...content, ...source, blocks, problems, page_starts })
    .execute();
}

export type DocumentChange = Pick<DocumentSummary, 'title' | 'publisher' | 'address' | 'publishedOn' | 'titles'> & {
  publishedFirst: string | null;
};

/**
 * Corrects what is said about a document of the actor's side. `fields` are the names of what changes.
 * @returns false when it is no longer at `version`
 */
export async function changeDocument(
  context: Served,
  { id, version, shared }: { id: string; version: number; shared: Shared },
  { change, fields }: { change: DocumentChange; fields: readonly string[] },
): Promise<boolean> {
  const { publishedOn: published_on, publishedFirst: published_first, titles, ...rest } = change;
  const { numUpdatedRows } = await tables(context.tx)
    .updateTable('source_document')
    .set({ ...rest, published_on, published_first, titles: titles && asJson(titles), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await recordEvent(context, { subject: 'source_document', subjectId: id, action: 'change', fields, shared });
  return true;
}
