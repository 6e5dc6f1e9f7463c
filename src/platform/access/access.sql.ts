import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Database, Tx } from '../database.ts';
import type { Access } from './access.ts';

type Asked = { actor: Actor; endpoint: string; now: Date; newId: () => string };

const rowsOf = (accesses: readonly Access[], newId: () => string) =>
  accesses.map(({ kind, subject, subjectId, purpose, reason = null }) => ({
    id: newId(),
    kind,
    subject,
    subject_id: subjectId,
    purpose,
    reason,
  }));

/** Writes who opened what, in the actor's own transaction: for an endpoint that writes anyway. */
export async function recordAccesses(tx: Tx, accesses: readonly Access[], asked: Asked): Promise<void> {
  if (accesses.length === 0) return;
  const { actor, endpoint, now, newId } = asked;
  await sql`
    insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, subject_id, purpose, reason)
    select o.id, ${now}, ${actor.person}, ${actor.organisation}, ${endpoint}, o.kind, o.subject, o.subject_id, o.purpose, o.reason
    from jsonb_to_recordset(${JSON.stringify(rowsOf(accesses, newId))}::jsonb)
      as o (id uuid, kind text, subject text, subject_id uuid, purpose text, reason text)`.execute(tx);
}

/**
 * What was opened, with the database's word for who opened it, so that it can be written together with others' after the
 * transaction of the request, which itself writes nothing. It holds for five minutes and for one writing.
 */
export async function proveAccesses(tx: Tx, accesses: readonly Access[], asked: Omit<Asked, 'actor'>): Promise<string> {
  const { endpoint, now, newId } = asked;
  const opened = JSON.stringify(rowsOf(accesses, newId));
  const { rows } = await sql<{ proof: string }>`
    select prove_accesses(${endpoint}, ${now}::timestamptz, ${opened}::jsonb) as proof`.execute(tx);
  if (!rows[0]) throw new Error('the database proved nothing');
  return rows[0].proof;
}

/**
 * Writes what was proved, all or nothing; when this returns it is on disk.
 * @throws where one of them was not proved, is older than five minutes or was written before
 */
export async function writeProofs(db: Database, proofs: readonly string[]): Promise<void> {
  await sql`select record_accesses(${[...proofs]}::text[])`.execute(db);
}
