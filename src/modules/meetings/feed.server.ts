import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { asCalendar, insertFeed, myFeeds } from './feed.sql.ts';

/** Secret addresses at which a calendar program reads what a person's organisation sees. */
const addressOf = (secret: string): string => `/calendar/feed.ics?key=${secret}`;

/** The address is told now and never again: the database keeps its hash alone. */
export async function makeFeed(context: Served, label: string): Promise<{ id: string; path: string }> {
  const secret = randomBytes(32).toString('base64url');
  const id = await insertFeed(context, { label, secretHash: sha256(secret) });
  return { id, path: addressOf(secret) };
}

export const feedsShown = async ({ tx }: Served) =>
  (await myFeeds(tx)).map(({ id, label, made_at, read_on }) => ({
    id,
    label,
    madeAt: new Date(made_at).toISOString(),
    readOn: read_on,
  }));

/** Reads for a calendar program that knows a secret; undefined where the secret opens nothing. */
export const withFeed = <T>(db: Database, secret: string, read: (tx: Tx) => Promise<T>): Promise<T | undefined> =>
  asCalendar(db, sha256(secret), read);
