import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { changedFields } from '../../platform/event.sql.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { happened } from './history.sql.ts';
import { anyOf } from './organisation.sql.ts';
import { type PersonTable, type PostTable, tables } from './tables.sql.ts';

/** `mergedInto` is the person that this record turned out to be, whose names these are. */
export type Person = { id: string; names: Names; isDemo: boolean; mergedInto: string | null };
export type PersonFields = { names: Names; aliases: string[] };
/** What somebody is or was somewhere; see post.ts. `person` is whom the record shows today. */
export type Post = {
  id: string;
  person: string;
  organisation: string;
  title: Names;
  since: string | null;
  until: string | null;
  seenOn: string | null;
  version: number;
};
export type PostFields = Omit<Post, 'id' | 'person' | 'version'>;

/** The people of these ids, in no order; a merged record has the id that was asked for and the names of the kept one. */
export const peopleOf = async (tx: Tx, ids: readonly string[]): Promise<Person[]> =>
  ids.length === 0
    ? []
    : tables(tx)
        .selectFrom('person as p')
        .innerJoin('person as k', (join) => join.on(sql<boolean>`k.id = coalesce(p.merged_into, p.id)`))
        .select(['p.id', 'k.names', 'k.is_demo as isDemo', 'p.merged_into as mergedInto'])
        .where('p.id', '=', anyOf(ids))
        .execute();

/** The posts of these people, with those of the records that were merged into them, the newest first. */
const posts = (tx: Tx) =>
  tables(tx)
    .selectFrom('post as o')
    .innerJoin('person as p', 'p.id', 'o.person_id')
    .select(sql<string>`coalesce(p.merged_into, p.id)`.as('person'))
    .select(['o.id', 'o.organisation_id as organisation', 'o.title', 'o.since', 'o.until', 'o.seen_on as seenOn'])
    .select('o.version')
    .where('o.removed_at', 'is', null)
    .orderBy(sql`coalesce(o.since, o.seen_on::text, o.until) desc nulls last`)
    .orderBy('o.id');

export const postsOfPeople = async (tx: Tx, ids: readonly string[]): Promise<Post[]> =>
  ids.length === 0 ? [] : posts(tx).where(sql`coalesce(p.merged_into, p.id)`, '=', anyOf(ids)).execute();

/** The posts held at these organisations, at any time. */
export const postsHeldAt = async (tx: Tx, organisations: readonly string[]): Promise<Post[]> =>
  posts(tx).where('o.organisation_id', '=', anyOf(organisations)).limit(500).execute();

export const postOf = (tx: Tx, id: string): Promise<Post | undefined> =>
  posts(tx).where('o.id', '=', id).executeTakeFirst();

export type FullPerson = PersonTable & { may_change: boolean };
const fullPeople = (tx: Tx) =>
  tables(tx).selectFrom('person').selectAll().select(sql<boolean>`may_change_person(id)`.as('may_change'));

/** A person as kept, signpost or not. */
export const personOf = (tx: Tx, id: string): Promise<FullPerson | undefined> =>
  fullPeople(tx).where('id', '=', id).executeTakeFirst();

/** A person, or a post, that the actor may change, which nobody else changes until this request ends. */
export const lockPerson = (tx: Tx, id: string): Promise<PersonTable | undefined> =>
  tables(tx).selectFrom('person').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
export const lockPost = (tx: Tx, id: string): Promise<PostTable | undefined> =>
  tables(tx)
    .selectFrom('post')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const mergedIntoPerson = (tx: Tx, id: string): Promise<FullPerson[]> =>
  fullPeople(tx).where('merged_into', '=', id).orderBy('merged_at').execute();

/** The name under which each person can be found; a merged one leads to the kept one. */
export const namesOfAllPeople = (tx: Tx) =>
  tables(tx)
    .selectFrom('person')
    .select(['id', 'names', 'aliases', 'is_demo', 'merged_into'])
    .select(sql<boolean>`may_change_person(id)`.as('may_change'))
    .select(
      sql<string[]>`coalesce((select array_agg(distinct o.organisation_id) from post o
        where o.person_id = person.id and o.removed_at is null), '{}')`.as('organisations'),
    )
    .orderBy('id')
    .execute();

export async function insertPerson(
  context: Served,
  { names, aliases }: PersonFields,
  isDemo: boolean,
): Promise<string> {
  const id = context.newId();
  const frame = { is_demo: isDemo, registered_by: context.actor.organisation, version: 1, changed_at: context.now };
  await tables(context.tx)
    .insertInto('person')
    .values({ id, names, aliases: [...aliases], ...frame, merged_into: null, merged_at: null })
    .execute();
  await happened(context, { subject: 'person', subjectId: id, action: 'register', fields: ['names'], isDemo });
  return id;
}

/** Saves a person who has been locked. */
export async function savePerson(context: Served, before: PersonTable, after: PersonFields): Promise<void> {
  const fields = changedFields<PersonFields>({ names: before.names, aliases: before.aliases }, after);
  if (fields.length === 0) return;
  const { id, version, is_demo: isDemo } = before;
  await tables(context.tx)
    .updateTable('person')
    .set({ names: after.names, aliases: [...after.aliases], version: version + 1, changed_at: context.now })
    .where('id', '=', id)
    .execute();
  await happened(context, { subject: 'person', subjectId: id, action: 'change', fields, isDemo });
}

const columnsOf = ({ organisation, seenOn, ...rest }: PostFields) => ({
  ...rest,
  organisation_id: organisation,
  seen_on: seenOn,
});

/** Gives a person a post. Its history is the person's. */
export async function insertPost(context: Served, person: PersonTable, fields: PostFields): Promise<string> {
  const id = context.newId();
  await tables(context.tx)
    .insertInto('post')
    .values({ id, person_id: person.id, ...columnsOf(fields), removed_at: null, version: 1, changed_at: context.now })
    .execute();
  const filled = Object.entries(fields).flatMap(([field, value]) => (value === null ? [] : [field]));
  const subject = { subject: 'person' as const, subjectId: person.id, isDemo: person.is_demo };
  await happened(context, { ...subject, action: 'addPost', fields: filled });
  return id;
}

/** Saves a post that has been locked; null takes it out: it was entered wrongly. */
export async function savePost(
  context: Served,
  { person, before }: { person: PersonTable; before: PostTable },
  after: PostFields | null,
): Promise<void> {
  const { organisation_id: organisation, title, since, until, seen_on: seenOn } = before;
  const fields = after ? changedFields<PostFields>({ organisation, title, since, until, seenOn }, after) : [];
  if (after && fields.length === 0) return;
  const values = after ? columnsOf(after) : { removed_at: context.now };
  await tables(context.tx)
    .updateTable('post')
    .set({ ...values, version: before.version + 1, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  const subject = { subject: 'person' as const, subjectId: person.id, isDemo: person.is_demo };
  await happened(context, { ...subject, action: after ? 'changePost' : 'removePost', fields });
}
