import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { type Capacity, type Partnership, type PartnershipData, rowsPerPage } from './data.ts';
import {
  deliveriesOf,
  groundsOf,
  listOf,
  organisationsOf,
  partiesOf,
  partnershipColumns,
  promisedRows,
} from './ledger.sql.ts';
import { added, allOf } from './overview.ts';
import type { Outline } from './things.ts';
import { happenedIn } from './timeline.sql.ts';

type Wanted = { slug: string; page: number; today: string; outlines: readonly Outline[]; isFile: boolean };
type Whole = Partnership & { capacities: Capacity[] };

const mostRowsInAFile = 5000;

/** With what its places can do and how things stand around them; exact numbers travel in JSON as text. */
async function wholeOf(tx: Tx, slug: string): Promise<Whole | undefined> {
  const { rows } = await sql<Partnership & { capacities: (Omit<Capacity, 'amount'> & { amount: string })[] }>`
    select ${partnershipColumns}, ${listOf(
      sql`'id', k.id, 'isDemo', k.is_demo, 'title', k.title, 'amount', k.amount::text, 'comparator', k.comparator, 'per', k.per,
          'kind', k.kind, 'asOf', k.as_of, 'place', k.place, 'placeKey', k.place_key`,
      sql`select * from public_capacity n where n.partnership_id = p.id order by n.id limit 50`,
    )} as capacities
    from public_partnership p where p.slug = ${slug}`.execute(tx);
  const [row] = rows;
  return row && { ...row, capacities: row.capacities.map((it) => ({ ...it, amount: BigInt(it.amount) })) };
}

/** A partnership with a page of its promises; undefined where there is none of that name, or it is not public. */
export async function partnershipPageOf(
  tx: Tx,
  { slug, page, today, outlines, isFile }: Wanted,
): Promise<PartnershipData | undefined> {
  const whole = await wholeOf(tx, slug);
  if (!whole) return undefined;
  const { capacities, ...partnership } = whole;
  const rows = isFile ? mostRowsInAFile : rowsPerPage;
  const promised = await promisedRows(tx, today, {
    where: sql`c.partnership_id = ${partnership.id}`,
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: rows,
    offset: (page - 1) * rows,
  });
  const commitments = promised.map(({ id }) => id);
  // The page has its deliveries on the axis; the file has each under its commitment.
  const deliveries = isFile ? await deliveriesOf(tx, commitments) : [];
  const seated = partnership.sides.flatMap(({ organisations }) => organisations);
  const organisations = await organisationsOf(tx, [...partiesOf(promised), ...seated]);
  const happened = await happenedIn(tx, partnership.id);
  const grounds = await groundsOf(tx, { commitments, capacities: capacities.map(({ id }) => id) });
  const outline = outlines.find(({ id }) => id === partnership.id);
  const counts = outline ? added(outline.real, outline.demo) : {};
  const total = allOf(counts);
  return { partnership, promised, total, page, counts, capacities, deliveries, happened, organisations, grounds };
}
