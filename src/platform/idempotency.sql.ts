import { sql } from 'kysely';
import type { Access } from './access/access.ts';
import type { Tx } from './database.ts';
import { sha256 } from './hash.ts';

type IdempotencyTable = {
  person: string;
  key: string;
  request_hash: string;
  response: string | null;
  opened: string | null;
};
type Claimed = { request_hash: string; response: string | null; opened: readonly Access[] };
export type KeyedRequest = { person: string; key: string; requestHash: string };

const keys = (tx: Tx) => tx.withTables<{ idempotency: IdempotencyTable }>();

/**
 * Takes the key for this transaction and returns undefined, or returns what the key was first used for. A second
 * request with the same key waits here until the first has ended.
 */
export async function claimKey(tx: Tx, { person, key, requestHash }: KeyedRequest): Promise<Claimed | undefined> {
  const { numInsertedOrUpdatedRows: claimed } = await keys(tx)
    .insertInto('idempotency')
    .values({ person, key, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (claimed) return undefined;
  const first = await keys(tx)
    .selectFrom('idempotency')
    .select(['request_hash', 'response', 'opened'])
    .where('person', '=', person)
    .where('key', '=', key)
    .executeTakeFirst();
  return first && { ...first, opened: JSON.parse(first.opened ?? '[]') };
}

type Answer = { response: string; opened: readonly Access[] };

/** Keeps the answer for a second request with that key, and what it opened about people. */
export async function keepAnswer(tx: Tx, { person, key }: KeyedRequest, { response, opened }: Answer): Promise<void> {
  await keys(tx)
    .updateTable('idempotency')
    .set({ response, opened: opened.length > 0 ? JSON.stringify(opened) : null })
    .where('person', '=', person)
    .where('key', '=', key)
    .execute();
}

/** Deletes the answers given before that moment, and returns how many. */
export async function forgetAnswersBefore(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select forget_answers_before(${moment}) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}

/** The same input has the same hash; a file counts with its bytes. */
export async function hashOfRequest(organisation: string, endpoint: string, input: unknown): Promise<string> {
  const files: string[] = [];
  for (const value of Object.values(input ?? {}))
    if (value instanceof Blob) files.push(sha256(new Uint8Array(await value.arrayBuffer())));
  return sha256(JSON.stringify([organisation, endpoint, input, files]));
}
