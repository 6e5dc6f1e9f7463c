import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Shared } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { Kind, SignableKind } from './signable.ts';

export type SignatureTable = Shared & {
  id: string;
  subject: SignableKind;
  subject_id: string;
  subject_version: number;
  kind: Kind;
  statement: Buffer;
  evidence: Buffer;
  evidence_hash: string;
  key_id: string;
  person: string;
  at: Date;
};
const tables = (tx: Tx) => tx.withTables<{ signature: SignatureTable }>();
const isOwn = sql<boolean>`coalesce(owner_organisation = (select actor_organisation())
  or side_id = any ((select actor_sides())::uuid[]), false)`;

const found = (tx: Tx) => tables(tx).selectFrom('signature').selectAll().select(isOwn.as('isOwn'));
export type FoundSignature = SignatureTable & { isOwn: boolean };

export const signaturesOn = (tx: Tx, subject: SignableKind, id: string): Promise<FoundSignature[]> =>
  found(tx)
    .where('subject', '=', subject)
    .where('subject_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const findSignature = (tx: Tx, id: string): Promise<FoundSignature | undefined> =>
  found(tx).where('id', '=', id).executeTakeFirst();

/** @returns false when this very signature is kept already */
export async function insertSignature({ tx }: Served, row: SignatureTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto('signature')
    .values(row)
    .onConflict((conflict) => conflict.column('evidence_hash').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export type SigningKey = { credential: string; public_key: string; counter: number; transports: string | null };

/** The passkeys of the actor. */
export async function signingKeys(tx: Tx): Promise<SigningKey[]> {
  return (await sql<SigningKey>`select * from my_signing_keys()`.execute(tx)).rows;
}

/** Remembers how often a passkey of the actor has signed. */
export const countSigningKey = (tx: Tx, credential: string, counter: number) =>
  sql`select count_my_signing_key(${credential}, ${counter})`.execute(tx);

export type Belonging = 'theirs' | 'removed' | 'other';
export async function belongingOf(
  tx: Tx,
  asked: { credential: string; person: string; publicKey: string },
): Promise<Belonging> {
  const { rows } = await sql<{ found: Belonging }>`
    select passkey_belongs(${asked.credential}, ${asked.person}::uuid, ${asked.publicKey}) as found`.execute(tx);
  return rows[0]?.found ?? 'other';
}

/** The actor's own name. */
export async function ownName(tx: Tx): Promise<string | null> {
  return (await sql<{ name: string }>`select name from my_sign_in()`.execute(tx)).rows[0]?.name ?? null;
}
