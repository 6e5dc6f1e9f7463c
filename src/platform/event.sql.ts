import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Tx } from './database.ts';
import type { Happening as Shown } from './happening.ts';
import { personActing } from './actor.ts';
import type { Acting } from './serve.ts';

/** Own side, the partnership, or everybody: who may see a row. */
export type Visibility = 'own_side' | 'partnership' | 'public';

/** What every operational row says about who owns it and who may see it. */
export type Shared = {
  owner_organisation: string;
  partnership_id: string | null;
  side_id: string | null;
  visibility: Visibility;
  is_demo: boolean;
};

type EventTable = Shared & {
  id: string;
  at: Date;
  person: string | null;
  service: string | null;
  subject: string;
  subject_id: string;
  action: string;
  fields: readonly string[];
};
type Happening = { subject: string; subjectId: string; action: string; fields: readonly string[]; shared: Shared };

const events = (tx: Tx) => tx.withTables<{ event: EventTable }>();

type Telling = Pick<Acting, 'tx' | 'actor' | 'now' | 'newId'>;

const eventsAtOnce = 500;

/** Says of many things at once what happened to them; as `recordEvent` says it of one. */
export async function recordEvents(
  { tx, actor, now, newId }: Telling,
  happenings: readonly Happening[],
): Promise<void> {
  const { organisation } = actor;
  const person = personActing(actor);
  const service = person === null ? actor.person : null;
  const rows = happenings.map(({ shared, subjectId: subject_id, ...rest }) => {
    const { partnership_id, side_id, visibility, is_demo } = shared;
    const seen = { owner_organisation: organisation, partnership_id, side_id, visibility, is_demo };
    return { id: newId(), at: now, person, service, subject_id, ...rest, ...seen };
  });
  for (let from = 0; from < rows.length; from += eventsAtOnce)
    await events(tx)
      .insertInto('event')
      .values(rows.slice(from, from + eventsAtOnce))
      .execute();
}

/**
 * Says what happened, in the transaction in which it happens: names of fields only, never what they held. It is seen by
 * whoever may see the thing (`shared`), in the name of the actor's own organisation.
 */
export const recordEvent = (context: Telling, happening: Happening): Promise<void> =>
  recordEvents(context, [happening]);

const newestFirst = (tx: Tx, limit: number) =>
  events(tx)
    .selectFrom('event')
    .select(['id', 'at', 'person', 'owner_organisation as organisation', 'partnership_id as partnershipId'])
    .select(['subject', 'subject_id as subjectId', 'action', 'fields', 'is_demo as isDemo'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

/** The newest happenings that the actor may see, newest first. */
export const eventsSince = (tx: Tx, since: Date, limit: number) =>
  newestFirst(tx, limit).where('at', '>=', since).execute();

/** What happened to these things, as far as the actor may see it, newest first. */
export const eventsAbout = (tx: Tx, subjects: readonly string[], limit: number) =>
  newestFirst(tx, limit)
    .where('subject_id', '=', sql<string>`any (${[...new Set(subjects)]}::uuid[])`)
    .execute();

/** The history of these things as endpoints answer it, newest first. */
export async function historyOf(tx: Tx, subjects: readonly string[], limit = 100): Promise<Shown[]> {
  const found = await eventsAbout(tx, subjects, limit);
  return found.map(({ at, fields, partnershipId: _partnership, ...rest }) => ({
    ...rest,
    fields: [...fields],
    at: at.toISOString(),
  }));
}

/** The names of the fields in which two versions of one thing differ. */
export const changedFields = <T extends object>(before: T, after: T): string[] =>
  Object.keys(after).filter((field) => !isDeepStrictEqual(before[field as keyof T], after[field as keyof T]));
