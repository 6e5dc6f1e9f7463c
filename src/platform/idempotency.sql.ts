import { sql } from 'kysely';
import type { Access } from './access/access.ts';
import { dayKeyOf, dayOf } from './crypto/days.ts';
import type { Vault } from './crypto/vault.ts';
import type { Tx } from './database.ts';
import { sha256 } from './hash.ts';
import { problem } from './problem.ts';

type IdempotencyTable = {
  person: string;
  key: string;
  request_hash: string;
  /** Of answers that were kept before they were sealed. */
  response: string | null;
  sealed: Buffer | null;
  day: string | null;
  opened: string | null;
};
type Claimed = { requestHash: string; response: string | null; opened: readonly Access[] };
export type KeyedRequest = { person: string; key: string; requestHash: string };

/** Answers lie sealed under the key of their day, each bound to its request. */
const placeOf = ({ person, key }: Pick<KeyedRequest, 'person' | 'key'>): string => `answer ${person} ${key}`;

const keys = (tx: Tx) => tx.withTables<{ idempotency: IdempotencyTable }>();

/**
 * Takes the key for this transaction and returns undefined, or returns what the key was first used for. A second
 * request with the same key waits here until the first has ended.
 */
export async function claimKey(
  { tx, vault }: { tx: Tx; vault: Vault },
  { person, key, requestHash }: KeyedRequest,
): Promise<Claimed | undefined> {
  const { numInsertedOrUpdatedRows: claimed } = await keys(tx)
    .insertInto('idempotency')
    .values({ person, key, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (claimed) return undefined;
  const first = await keys(tx)
    .selectFrom('idempotency')
    .select(['request_hash', 'response', 'sealed', 'day', 'opened'])
    .where('person', '=', person)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!first) return undefined;
  const { request_hash, response, sealed, day, opened } = first;
  // An answer whose day is over is none any more; to do it once more would be to do it twice.
  if (day && vault.isDestroyed(dayKeyOf(day))) throw problem('key-reused');
  const answer =
    sealed && day ? vault.open(dayKeyOf(day), sealed, placeOf({ person, key })).toString('utf8') : response;
  return { requestHash: request_hash, response: answer, opened: JSON.parse(opened ?? '[]') };
}

type Answer = { response: string; opened: readonly Access[] };

/** Keeps the answer for a second request with that key, and what it opened about people. */
export async function keepAnswer(
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Date },
  { person, key }: KeyedRequest,
  { response, opened }: Answer,
): Promise<void> {
  const day = dayOf(now);
  const sealed = vault.seal(dayKeyOf(day), response, placeOf({ person, key }));
  await keys(tx)
    .updateTable('idempotency')
    .set({ sealed, day, opened: opened.length > 0 ? JSON.stringify(opened) : null })
    .where('person', '=', person)
    .where('key', '=', key)
    .execute();
}

/** Deletes the answers given before that moment, and returns how many. */
export async function forgetAnswersBefore(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select forget_answers_before(${moment}) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}

type Asked = { organisation: string; endpoint: string; input: unknown };

/** The same input has the same hash; a file counts with its bytes. It is keyed: who reads it cannot try inputs out. */
export async function hashOfRequest(vault: Vault, { organisation, endpoint, input }: Asked): Promise<string> {
  const files: string[] = [];
  for (const value of Object.values(input ?? {}))
    if (value instanceof Blob) files.push(sha256(new Uint8Array(await value.arrayBuffer())));
  return vault.blind('request', sha256(JSON.stringify([organisation, endpoint, input, files])));
}
