import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Hit } from './things.ts';

const kinds = ['partnership', 'organisation', 'instrument', 'meeting', 'mission'] as const;
const mostOfAKind = 5;

/** What a search finds beside commitments, by the one search of the platform; its best first. */
export const hitsOf = async (tx: Tx, text: string): Promise<Hit[]> =>
  (
    await sql<Hit>`
      select s.kind, s.subject_id as id, s.is_demo as "isDemo", s.title, coalesce(p.slug, m.slug) as slug
      from search_public(${text}, ${[...kinds]}::text[], ${mostOfAKind}, 0) s
      left join public_partnership p on s.kind = 'partnership' and p.id = s.subject_id
      left join public_mission m on s.kind = 'mission' and m.id = s.subject_id
      order by array_position(${[...kinds]}::text[], s.kind), s.rank, s.subject_id`.execute(tx)
  ).rows;
