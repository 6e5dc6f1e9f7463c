import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';

type FeedTable = {
  id: string;
  person: string;
  organisation_id: string;
  secret_hash: string;
  label: string;
  made_at: Date;
  read_on: string | null;
  revoked_at: Date | null;
};
const tables = (tx: Tx) => tx.withTables<{ calendar_feed: FeedTable }>();

/** The actor's own addresses that still work, the newest first; never their secret. */
export const myFeeds = (tx: Tx) =>
  tables(tx)
    .selectFrom('calendar_feed')
    .select(['id', 'label', 'made_at', 'read_on'])
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();

/** Keeps the hash of an address; the address itself is kept nowhere. */
export async function insertFeed(
  { tx, actor, now, newId }: Served,
  { label, secretHash: secret_hash }: { label: string; secretHash: string },
): Promise<string> {
  const id = newId();
  const owner = { person: actor.person, organisation_id: actor.organisation };
  await tables(tx)
    .insertInto('calendar_feed')
    .values({ id, ...owner, secret_hash, label, made_at: now, read_on: null, revoked_at: null })
    .execute();
  return id;
}

/** @returns false where the actor has no such address */
export async function revokeFeed({ tx, now }: Served, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Reads in the name of the organisation of an address, under the same row policies as its people, and never as a person.
 * Undefined where there is no such address, or its owner has left.
 */
export const asCalendar = <T>(
  db: Database,
  secretHash: string,
  work: (tx: Tx, organisation: string) => Promise<T>,
): Promise<T | undefined> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ organisation: string | null }>`
      select organisation from enter_by_calendar(${secretHash})`.execute(tx);
    const organisation = rows[0]?.organisation;
    return organisation ? work(tx, organisation) : undefined;
  });
