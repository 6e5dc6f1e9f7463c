import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { CommitmentTable } from './ledger.sql.ts';

export type KnownPromise = CommitmentTable & { isOwn: boolean };

/** The commitments of the own partnerships that a file names, by id or by the whole of a title in any language. */
export const promisesNamed = async (
  tx: Tx,
  { ids, titles }: { ids: readonly string[]; titles: readonly string[] },
): Promise<KnownPromise[]> =>
  (
    await sql<KnownPromise>`
      select c.*, c.side_id in (select unnest(actor_sides())) as "isOwn" from commitment c
      where c.partnership_id in (select unnest(actor_partnerships())) and c.retracted_at is null
        and (c.id::text = any (${[...new Set(ids)]}::text[])
             or exists (select from jsonb_each(c.title) t where lower(btrim(t.value ->> 'text')) = any (${[...new Set(titles)]}::text[])))
      order by c.id limit 20000`.execute(tx)
  ).rows;

type Origins = { meetings: readonly string[]; instruments: readonly string[]; partnerships: readonly string[] };

/** Which of these meetings and instruments the actor sees in which of these partnerships, as `<partnership> <id>`. */
export const originsSeen = async (tx: Tx, { meetings, instruments, partnerships }: Origins): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ seen: string }>`
        select p.id || ' ' || m.id as seen from unnest(${[...partnerships]}::uuid[]) p (id), unnest(${[...meetings]}::uuid[]) m (id)
        where is_origin_seen(m.id, null, null, p.id)
        union select p.id || ' ' || i.id from unnest(${[...partnerships]}::uuid[]) p (id), unnest(${[...instruments]}::uuid[]) i (id)
        where is_origin_seen(null, i.id, null, p.id)`.execute(tx)
    ).rows.map(({ seen }) => seen),
  );
