import { sql } from 'kysely';
import type { StatusKey } from '../design/keys.ts';
import type { Database } from '../platform/database.ts';
import { statusOn } from './ledger.sql.ts';
import type { Outline } from './things.ts';

type Row = Omit<Outline, 'real' | 'demo'> & {
  is_demo: boolean | null;
  status: StatusKey | 'unpromised' | null;
  count: bigint | null;
};

/**
 * Every public partnership with how its commitments stand: one statement over the whole ledger, which the pages ask for many
 * readers at once.
 */
export async function outlinesOf(db: Database, today: string): Promise<Outline[]> {
  const { rows } = await sql<Row>`
    with counted as materialized (
      select c.partnership_id, c.is_demo, ${statusOn(today)} as status, count(*)
      from public_standing c group by 1, 2, 3
      union all
      select u.partnership_id, u.is_demo, 'unpromised', count(*) from public_unpromised u group by 1, 2)
    select p.id, p.slug, p.names, p.is_demo as "isDemo", p.places, p.fields,
      array(select country from (
        select unnest(p.countries) as country
        union select o.country from public_side_organisation so join public_organisation o on o.id = so.organisation_id
        where so.partnership_id = p.id) k where country <> 'KZ' order by country) as countries,
      s.is_demo, s.status, s.count
    from public_partnership p left join counted s on s.partnership_id = p.id
    order by p.is_demo, p.slug`.execute(db);
  const found = new Map<string, Outline>();
  for (const { is_demo, status, count, ...outline } of rows) {
    const known = found.get(outline.id) ?? { ...outline, real: {}, demo: {} };
    found.set(outline.id, known);
    if (status !== null && count !== null) (is_demo ? known.demo : known.real)[status] = Number(count);
  }
  return [...found.values()];
}
