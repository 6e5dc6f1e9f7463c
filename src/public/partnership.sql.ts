import { sql } from 'kysely';
import type { StatusKey } from '../design/keys.ts';
import type { Tx } from '../platform/database.ts';
import { type PartnershipData, rowsPerPage } from './data.ts';
import {
  capacitiesOf,
  deliveriesOf,
  groundsOf,
  organisationsOf,
  partiesOf,
  partnershipRows,
  promisedRows,
  statusOn,
} from './ledger.sql.ts';

type Wanted = { slug: string; page: number; today: string; rows?: number };

/** A partnership with a page of its promises; undefined where there is none of that name, or it is not public. */
export async function partnershipPageOf(
  tx: Tx,
  { slug, page, today, rows = rowsPerPage }: Wanted,
): Promise<PartnershipData | undefined> {
  const [partnership] = await partnershipRows(tx, sql`where p.slug = ${slug}`);
  if (!partnership) return undefined;
  const promised = await promisedRows(tx, today, {
    where: sql`c.partnership_id = ${partnership.id}`,
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: rows,
    offset: (page - 1) * rows,
  });
  const { rows: counted } = await sql<{ status: StatusKey; count: bigint }>`
    select ${statusOn(today)} as status, count(*) from public_standing c
    where c.partnership_id = ${partnership.id} group by 1`.execute(tx);
  const counts = Object.fromEntries(counted.map(({ status, count }) => [status, Number(count)]));
  const capacities = await capacitiesOf(tx, partnership.id);
  const commitments = promised.map(({ id }) => id);
  const deliveries = await deliveriesOf(tx, commitments);
  const seated = partnership.sides.flatMap(({ organisations }) => organisations);
  const organisations = await organisationsOf(tx, [...partiesOf(promised), ...seated]);
  const grounds = await groundsOf(tx, { commitments, capacities: capacities.map(({ id }) => id) });
  const total = counted.reduce((sum, { count }) => sum + Number(count), 0);
  return { partnership, promised, total, page, counts, capacities, deliveries, organisations, grounds };
}
