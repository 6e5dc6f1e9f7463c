import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import { isDemonstration } from '../directory/index.ts';
import { asCalendar, insertFeed, myFeeds, revokeFeed as revoke } from './feed.sql.ts';

/** Secret addresses at which a calendar program reads what a person's organisation sees. */
const addressOf = (secret: string): string => `/calendar/feed.ics?key=${secret}`;

/** The address is told now and never again: the database keeps its hash alone. */
export async function makeFeed(context: Served, label: string): Promise<{ id: string; path: string }> {
  const secret = randomBytes(32).toString('base64url');
  const id = await insertFeed(context, { label, secretHash: sha256(secret) });
  await happened(context, id, 'made');
  return { id, path: addressOf(secret) };
}

/** @returns false where the actor has no such address */
export async function revokeFeed(context: Served, id: string): Promise<boolean> {
  const isRevoked = await revoke(context, id);
  if (isRevoked) await happened(context, id, 'revoked');
  return isRevoked;
}

/** An address opens something, so that it was made and revoked is on record. */
const happened = async (context: Served, id: string, action: 'made' | 'revoked') =>
  recordEvent(context, {
    subject: 'calendar_feed',
    subjectId: id,
    action,
    fields: [],
    shared: {
      owner_organisation: context.actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo: await isDemonstration(context),
    },
  });

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
