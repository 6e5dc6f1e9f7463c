import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Origin } from './commitment.sql.ts';

/** Whether the actor sees the meeting, the instrument and its article, all of this partnership. Nulls are no question. */
export async function isOriginSeen(
  tx: Tx,
  { meeting_id, instrument_id, article_id }: Origin,
  partnership: string,
): Promise<boolean> {
  if (meeting_id === null && instrument_id === null && article_id === null) return true;
  const { rows } = await sql<{ is: boolean }>`
    select is_origin_seen(${meeting_id}, ${instrument_id}, ${article_id}, ${partnership}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

type Under = { meeting?: string; instrument?: string; article?: string };

/** The commitments that were made at a meeting, by an instrument or under an article, as far as the actor sees them. */
export const commitmentIdsUnder = async (tx: Tx, { meeting, instrument, article }: Under): Promise<string[]> => {
  const [column, id] = meeting
    ? (['meeting_id', meeting] as const)
    : article
      ? (['article_id', article] as const)
      : (['instrument_id', instrument ?? null] as const);
  const { rows } = await sql<{ id: string }>`
    select id from commitment where ${sql.ref(column)} = ${id} and retracted_at is null order by id limit 200`.execute(
    tx,
  );
  return rows.map((row) => row.id);
};
