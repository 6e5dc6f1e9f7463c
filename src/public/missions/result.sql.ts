import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ResultData } from './result.ts';

/** The published result of a mission; undefined where there is none, or not for everybody. */
export const resultPageOf = async (tx: Tx, slug: string): Promise<ResultData | undefined> =>
  (
    await sql<ResultData>`
      select r.slug, r.title, r.is_demo as "isDemo", r.partnership, r.partnership_names as "partnershipNames",
             r.commitment_id as "commitmentId", r.figures, r.published_at as "publishedAt"
      from public_mission_result r where r.slug = ${slug}`.execute(tx)
  ).rows[0];
