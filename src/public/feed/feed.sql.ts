import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { idsOf } from '../ledger.sql.ts';
import type { Promised } from '../data.ts';

/** Something new: when it was last published or changed in public, and what it is. */
export type News = Pick<Promised, 'currency' | 'measure'> & {
  subject: 'commitment' | 'delivery' | 'meeting' | 'instrument';
  id: string;
  at: Date;
  isDemo: boolean;
  partnership: Promised['partnership'];
  title: LocalisedText;
  /** The commitment of a delivery, else the thing itself. */
  page: string;
  kind: string;
  amount: bigint | null;
  comparator: Promised['comparator'];
  state: string | null;
};

const mostEntries = 40;
/** One thing changes several times: so many events are looked at for `mostEntries` things. */
const mostEvents = 400;

type Event = { subject: News['subject']; id: string; at: Date };

const newestEvents = async (tx: Tx, partnership: string | null): Promise<Event[]> =>
  (
    await sql<Event>`
      select subject, id, at from (
        select distinct on (e.subject_id) e.subject, e.subject_id as id, e.at from (
          select e.* from public_event e where ${partnership === null ? sql`true` : sql`e.partnership_id = ${partnership}`}
          order by e.at desc, e.id desc limit ${mostEvents}) e
        order by e.subject_id, e.at desc) e
      order by at desc, id limit ${mostEntries}`.execute(tx)
  ).rows;

const measureOf = sql`case when u.key is not null then
  jsonb_build_object('key', u.key, 'names', u.names, 'aggregation', u.aggregation) end as measure`;

/** What these things are now; what is not public any more is not there. */
const newsOf = async (tx: Tx, ids: readonly string[]): Promise<Omit<News, 'at'>[]> =>
  (
    await sql<Omit<News, 'at'>>`
      select n.subject, n.id, n.is_demo as "isDemo", jsonb_build_object('slug', p.slug, 'names', p.names) as partnership,
             n.title, n.page, n.kind, n.amount, n.comparator, n.currency, n.state, ${measureOf}
      from (
        select 'commitment' as subject, c.id, c.partnership_id, c.is_demo, c.title, c.id as page, c.kind, c.target as amount,
               c.comparator, c.currency, c.strength as state, c.measure_key
        from public_commitment c where c.id = any (${idsOf(ids)})
        union all
        select 'delivery', d.id, c.partnership_id, d.is_demo, c.title, c.id, c.kind, d.amount, d.comparator, c.currency, null,
               c.measure_key
        from public_delivery d join public_commitment c on c.id = d.commitment_id where d.id = any (${idsOf(ids)})
        union all
        select 'meeting', m.id, m.partnership_id, m.is_demo, m.title, m.id, 'meeting', null, 'eq', null, m.state, null
        from public_meeting m where m.id = any (${idsOf(ids)})
        union all
        select 'instrument', i.id, i.partnership_id, i.is_demo, i.title, i.id, i.kind, null, 'eq', null, i.state, null
        from public_instrument i where i.id = any (${idsOf(ids)})
      ) n
      join public_partnership p on p.id = n.partnership_id
      left join measure u on u.key = n.measure_key`.execute(tx)
  ).rows;

/** What is new, newest first: in one partnership, or in all of them. */
export async function newsFor(tx: Tx, partnership: string | null): Promise<News[]> {
  const events = await newestEvents(tx, partnership);
  if (events.length === 0) return [];
  const found = new Map(
    (
      await newsOf(
        tx,
        events.map(({ id }) => id),
      )
    ).map((news) => [news.id, news]),
  );
  return events.flatMap(({ id, at }) => {
    const news = found.get(id);
    return news ? [{ ...news, at }] : [];
  });
}

export type Followed = { id: string; names: Promised['partnership']['names'] };
export const followedPartnership = async (tx: Tx, slug: string): Promise<Followed | undefined> =>
  (await sql<Followed>`select p.id, p.names from public_partnership p where p.slug = ${slug}`.execute(tx)).rows[0];
