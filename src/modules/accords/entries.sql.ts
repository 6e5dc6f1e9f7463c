import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Entry } from './figure.ts';
import type { DeliveryTable } from './ledger.sql.ts';

/** An entry that counts, as the actor sees it. */
export type CountedEntry = Entry &
  Pick<DeliveryTable, 'period' | 'period_key' | 'place' | 'place_key' | 'reported_on' | 'visibility'>;

/** Those entries of a commitment that count: neither taken out by a counter-entry nor settled. */
export async function entriesOf(tx: Tx, commitment: string): Promise<{ entries: CountedEntry[]; isDistinct: boolean }> {
  const { rows } = await sql<CountedEntry & { isDistinct: boolean }>`
    select d.id, d.side_id as side, d.amount, d.comparator, d.period, d.period_key, d.place, d.place_key, d.reported_on,
           d.visibility, coalesce(m.aggregation = 'distinct', false) as "isDistinct",
           concat_ws('|', coalesce(d.place_key, fold_letters(d.place), '-'), coalesce(d.period_key, d.period, '-')) as cell
    from delivery d join commitment c on c.id = d.commitment_id left join measure m on m.key = c.measure_key
    where d.commitment_id = ${commitment} and d.retracted_at is null and d.corrected_at is null and d.settled_at is null
    order by d.id limit 1000`.execute(tx);
  return { entries: rows, isDistinct: rows[0]?.isDistinct ?? false };
}
