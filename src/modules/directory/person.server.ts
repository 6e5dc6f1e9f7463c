import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { directoryEvents } from './history.sql.ts';
import { mergedOf } from './merge.sql.ts';
import { organisationsOf } from './organisation.sql.ts';
import {
  insertPerson,
  insertPost,
  lockPerson,
  lockPost,
  mergedIntoPerson,
  peopleOf,
  type Person,
  type PersonFields,
  personOf,
  type Post,
  type PostFields,
  postOf,
  postsOfPeople,
  savePerson,
  savePost,
} from './person.sql.ts';
import { type Certainty, postAsOf, type PostRefusal, whyPostRefused } from './post.ts';
import type { PersonTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-yours-to-change' | 'stale';
type At = { id: string; version: number };

async function whyRefused({ tx }: Served, post: PostFields): Promise<PostRefusal | 'organisation-unknown' | null> {
  const [organisation] = await organisationsOf(tx, [post.organisation]);
  if (!organisation || organisation.mergedInto !== null) return 'organisation-unknown';
  return whyPostRefused(post);
}

type Entered = { names: Person['names']; aliases?: string[] | undefined; post?: PostFields | undefined };

/** Registers an office holder, at once with a post if one is known. */
export async function registerPerson(
  context: Served,
  { names, aliases = [], post }: Entered,
): Promise<{ registered: Person } | Refused<PostRefusal | 'organisation-unknown'>> {
  const refused = post && (await whyRefused(context, post));
  if (refused) return { refused };
  const id = await insertPerson(context, { names, aliases: [...new Set(aliases)] }, false);
  const person = await lockPerson(context.tx, id);
  if (post && person) await insertPost(context, person, post);
  return { registered: { id, names, isDemo: false, mergedInto: null } };
}

async function lockedAt(
  { tx }: Served,
  id: string,
): Promise<{ found: PersonTable } | Refused<Exclude<Missing, 'stale'> | 'already-merged'>> {
  const found = await lockPerson(tx, id);
  if (!found) return { refused: (await personOf(tx, id)) ? 'not-yours-to-change' : 'not-found' };
  return found.merged_into === null ? { found } : { refused: 'already-merged' };
}

type Change = { [K in keyof PersonFields]?: PersonFields[K] | undefined };

export async function changePerson(
  context: Served,
  { id, version, names, aliases }: At & Change,
): Promise<At | Refused<Missing | 'already-merged'>> {
  const locked = await lockedAt(context, id);
  if ('refused' in locked) return locked;
  const { found } = locked;
  if (found.version !== version) return { refused: 'stale' };
  await savePerson(context, found, { names: names ?? found.names, aliases: aliases ?? found.aliases });
  return { id, version: (await personOf(context.tx, id))?.version ?? version };
}

export async function addPost(
  context: Served,
  { id, post }: { id: string; post: PostFields },
): Promise<{ id: string } | Refused<Missing | 'already-merged' | PostRefusal | 'organisation-unknown'>> {
  const locked = await lockedAt(context, id);
  if ('refused' in locked) return locked;
  const refused = await whyRefused(context, post);
  if (refused) return { refused };
  return { id: await insertPost(context, locked.found, post) };
}

export async function changePost(
  context: Served,
  { id, version, post }: At & { post: PostFields | null },
): Promise<{ id: string } | Refused<Missing | PostRefusal | 'organisation-unknown'>> {
  const { tx } = context;
  const before = await lockPost(tx, id);
  const person = before && (await lockPerson(tx, before.person_id));
  if (!before || !person) return { refused: (await postOf(tx, id)) ? 'not-yours-to-change' : 'not-found' };
  if (before.version !== version) return { refused: 'stale' };
  const refused = post && (await whyRefused(context, post));
  if (refused) return { refused };
  await savePost(context, { person, before }, post);
  return { id };
}

/** A person with posts and history; a merged record gives the page of the kept one. */
export async function readPerson({ tx }: Served, asked: string) {
  const first = await personOf(tx, asked);
  const row = first?.merged_into ? await personOf(tx, first.merged_into) : first;
  if (!row) return undefined;
  const merged = await mergedIntoPerson(tx, row.id);
  const posts = await postsOfPeople(tx, [row.id]);
  const events = await directoryEvents(tx, [row.id, ...merged.map(({ id }) => id)]);
  const named = [...posts, ...events].map(({ organisation }) => organisation);
  return {
    id: row.id,
    names: row.names,
    aliases: row.aliases,
    isDemo: row.is_demo,
    mergedInto: null,
    version: row.version,
    mayChange: row.may_change,
    posts,
    merged: merged.map((each) => mergedOf(each, each.may_change)),
    events,
    organisations: await organisationsOf(tx, named),
  };
}

export type PostAsOf = Post & { certainty: Exclude<Certainty, 'no'> };

/**
 * What these people were at a date, the certain first. By the id that was asked for: a merged record has the posts of the
 * person whom it turned out to be.
 *
 * @param on EDTF: a day, or any date as far as it is known
 */
export async function postsAsOf(
  tx: Tx,
  { people, on }: { people: readonly string[]; on: string },
): Promise<Map<string, PostAsOf[]>> {
  const found = await peopleOf(tx, people);
  const posts = await postsOfPeople(
    tx,
    found.map(({ id, mergedInto }) => mergedInto ?? id),
  );
  return new Map(
    found.map(({ id, mergedInto }) => [
      id,
      postAsOf(
        posts.filter(({ person }) => person === (mergedInto ?? id)),
        on,
      ),
    ]),
  );
}
