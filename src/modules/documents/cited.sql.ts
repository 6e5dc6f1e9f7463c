import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

type Tables = { source_document: { id: string; title: string; partnership_id: string; published_on: string | null } };

/** What these documents are called, as far as the actor may see them; those not seen are left out. */
export const documentsCited = async (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; title: string; partnership: string; publishedOn: string | null }[]> =>
  ids.length === 0
    ? []
    : tx
        .withTables<Tables>()
        .selectFrom('source_document')
        .select(['id', 'title', 'partnership_id as partnership', 'published_on as publishedOn'])
        .where('id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
        .orderBy('id')
        .execute();
