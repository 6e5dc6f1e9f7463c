import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { instrumentRows } from './instrument.sql.ts';
import { meetingRows } from './meeting.sql.ts';
import type { DatedDelivery, Happened } from './things.ts';

const mostOfAKind = 40;

const deliveriesIn = async (tx: Tx, partnership: string): Promise<DatedDelivery[]> =>
  (
    await sql<DatedDelivery>`
      select d.id, d.commitment_id as "commitmentId", d.is_demo as "isDemo", d.amount, d.comparator, d.period, d.place,
             d.reported_on as "reportedOn", d.is_from_records as "isFromRecords", c.title, c.kind, c.currency,
             case when m.key is not null then jsonb_build_object('key', m.key, 'names', m.names, 'aggregation', m.aggregation)
             end as measure
      from (select d.* from public_delivery d join public_standing s on s.commitment_id = d.commitment_id
            where s.partnership_id = ${partnership} order by d.reported_on desc nulls last, d.id limit ${mostOfAKind}) d
      join public_commitment c on c.id = d.commitment_id
      left join measure m on m.key = c.measure_key
      order by d.reported_on desc nulls last, d.id`.execute(tx)
  ).rows;

export async function happenedIn(tx: Tx, partnership: string): Promise<Happened> {
  const meetings = await meetingRows(tx, sql`m.partnership_id = ${partnership}`, mostOfAKind);
  const instruments = await instrumentRows(tx, sql`i.partnership_id = ${partnership}`, mostOfAKind);
  return { meetings, instruments, deliveries: await deliveriesIn(tx, partnership) };
}
