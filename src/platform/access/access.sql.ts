import type { Actor } from '../actor.ts';
import type { Tx } from '../database.ts';
import type { Access } from './access.ts';

type AccessTable = {
  id: string;
  at: Date;
  person: string;
  organisation_id: string;
  session: string | null;
  token: string | null;
  origin: string | null;
  endpoint: string;
  kind: string;
  subject: string;
  subject_id: string | null;
  purpose: string;
  reason: string | null;
};
type Asked = { actor: Actor; endpoint: string; cameFrom: string | null; now: Date; newId: () => string };

/** Writes who opened what, in the actor's own transaction. */
export async function recordAccesses(tx: Tx, accesses: readonly Access[], asked: Asked): Promise<void> {
  if (accesses.length === 0) return;
  const { actor, endpoint, cameFrom, now, newId } = asked;
  const common = {
    at: now,
    person: actor.person,
    organisation_id: actor.organisation,
    session: actor.session,
    token: actor.kind === 'token' ? actor.person : null,
    origin: cameFrom,
    endpoint,
  };
  const rows = accesses.map(({ kind, subject, subjectId, purpose, reason = null }) => ({
    ...common,
    ...{ id: newId(), kind, subject, subject_id: subjectId, purpose, reason },
  }));
  await tx.withTables<{ access_record: AccessTable }>().insertInto('access_record').values(rows).execute();
}
