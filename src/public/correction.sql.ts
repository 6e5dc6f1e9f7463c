import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { organisationsOf } from './ledger.sql.ts';
import type { Correction, CorrectionsData } from './correction.ts';

export const correctionsOnAPage = 50;

type Where = { commitment?: string; limit: number; offset?: number };

/** The log of corrections, newest first; of one commitment, or of all. */
export const correctionRows = async (tx: Tx, { commitment, limit, offset = 0 }: Where): Promise<Correction[]> =>
  (
    await sql<Correction>`
      select k.id, k.at, p.slug, p.names as "partnershipNames", k.is_demo as "isDemo", k.cause, k.commitment_id as "commitmentId",
             k.delivery_id as "deliveryId", k.replacement_id as "replacementId", k.title, k.organisation_id as "organisationId", k.fields, k.before, k.after, k.reasons,
             k.currency, case when m.key is not null then
               jsonb_build_object('key', m.key, 'names', m.names, 'aggregation', m.aggregation) end as measure,
             k.was_amount as "wasAmount", k.was_comparator as "wasComparator", k.was_period as "wasPeriod", k.was_place as "wasPlace",
             k.now_amount as "nowAmount", k.now_comparator as "nowComparator", k.now_period as "nowPeriod", k.now_place as "nowPlace"
      from public_correction k join public_partnership p on p.id = k.partnership_id
      left join measure m on m.key = k.measure_key
      where ${commitment === undefined ? sql`true` : sql`k.commitment_id = ${commitment}`}
      order by k.at desc, k.id limit ${limit} offset ${offset}`.execute(tx)
  ).rows;

/** A page of the log. */
export async function correctionsPageOf(tx: Tx, page: number, rows = correctionsOnAPage): Promise<CorrectionsData> {
  const found = await correctionRows(tx, { limit: rows + 1, offset: (page - 1) * rows });
  const corrections = found.slice(0, rows);
  const organisations = await organisationsOf(
    tx,
    corrections.map(({ organisationId }) => organisationId),
  );
  return { corrections, organisations, page, more: found.length > rows };
}
