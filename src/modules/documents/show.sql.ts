import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared, type Visibility } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';

type Shown = Shared & { id: string };
type Tables = { claim: Shown & { document_id: string; state: string; version: number }; source_document: Shown };
const tables = (tx: Tx) => tx.withTables<Tables>();

/** What is seen by fewer than see `visibility`. */
const narrowerThan = (visibility: Visibility): Visibility[] => {
  const ladder: Visibility[] = ['own_side', 'partnership', 'public'];
  return ladder.slice(0, ladder.indexOf(visibility));
};
const among = (ids: readonly string[]) => sql<string>`any (${[...new Set(ids)]}::uuid[])`;

/**
 * Lets more people see accepted claims of the actor's side, and where they come from: title, publisher, address and
 * dates of the document, never its text. What is already seen by as many stays as it is.
 * @throws Error when one of the claims is not accepted, or not of the actor's side
 */
export async function showClaims(context: Served, ids: readonly string[], visibility: Visibility): Promise<void> {
  if (ids.length === 0 || visibility === 'own_side') return;
  const { tx } = context;
  const claims = await tables(tx)
    .selectFrom('claim')
    .select(['id', 'document_id', 'state'])
    .where('id', '=', among(ids))
    .forUpdate()
    .execute();
  if (claims.length < new Set(ids).size || claims.some(({ state }) => state !== 'accepted'))
    throw new Error('only accepted claims of the own side can be shown');
  const documents = claims.map((claim) => claim.document_id);
  for (const [subject, shown] of [['claim', ids] as const, ['source_document', documents] as const]) {
    const widened = await tables(tx)
      .updateTable(subject)
      .set({ visibility })
      .where('id', '=', among(shown))
      .where('visibility', 'in', narrowerThan(visibility))
      .returning(['id', 'owner_organisation', 'partnership_id', 'side_id', 'visibility', 'is_demo'])
      .execute();
    for (const { id, ...shared } of widened)
      await recordEvent(context, { subject, subjectId: id, action: 'show', fields: ['visibility'], shared });
  }
}
