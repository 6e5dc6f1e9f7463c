import { type RawBuilder, sql } from 'kysely';
import { statusOn } from '../ledger.sql.ts';
import type { DataRow, DatasetName } from './columns.ts';

/** One query for each dataset, its columns named as in the file. A file holds real records or demonstration, never both. */
type Asked = { isDemo: boolean; today: string };

const titled = (column: string): RawBuilder<unknown> => {
  const of = sql.ref(column);
  return sql`${of} #>> '{kk,text}' as title_kk, ${of} #>> '{ru,text}' as title_ru, ${of} #>> '{en,text}' as title_en,
    (select string_agg(k.key, ' ') from jsonb_each(${of}) k where k.value ->> 'by' = 'person'
     having count(*) = 1) as title_original`;
};
const marked = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.is_demo`)} then 'true' else 'false' end as demonstration`;

const commitments = ({ isDemo, today }: Asked) => sql<DataRow>`
  select c.id, ${marked('c')}, p.slug as partnership, ${titled('c.title')}, c.kind, c.measure_key as measure, c.strength,
    c.comparator, c.target, c.currency, array_to_string(c.debtors, ' ') as debtors,
    array_to_string(c.creditors, ' ') as creditors, c.term, c.condition #>> '{kk,text}' as condition_kk,
    c.condition #>> '{en,text}' as condition_en, c.condition_state, c.place, c.stated_on, c.withdrawn_on,
    case when c.deliveries > 0 then c.delivered_comparator end as delivered_comparator,
    case when c.deliveries > 0 and c.kind <> 'act' then c.delivered end as delivered, c.deliveries, c.reported_on,
    ${statusOn(today)} as status, l.meeting_id as meeting, l.instrument_id as instrument
  from public_commitment c join public_partnership p on p.id = c.partnership_id
  left join public_commitment_link l on l.commitment_id = c.id
  where c.is_demo = ${isDemo} order by c.id`;

const deliveries = ({ isDemo }: Asked) => sql<DataRow>`
  select d.id, ${marked('d')}, d.commitment_id as commitment, d.comparator, case when c.kind <> 'act' then d.amount end as amount,
    c.currency, c.measure_key as measure, d.period, d.place, d.reported_on,
    case when d.is_from_records then 'records' else 'documents' end as counted_from,
    coalesce(k.giver, 0)::integer as confirmed_by_giver, coalesce(k.receiver, 0)::integer as confirmed_by_receiver
  from public_delivery d join public_commitment c on c.id = d.commitment_id
  left join (
    select k.delivery_id, count(*) filter (where k.confirmed_as = 'giver') as giver,
      count(*) filter (where k.confirmed_as = 'receiver') as receiver
    from public_confirmation k group by 1) k on k.delivery_id = d.id
  where d.is_demo = ${isDemo} order by d.id`;

const claims = ({ isDemo }: Asked) => sql<DataRow>`
  select k.id, ${marked('k')}, p.slug as partnership, k.kind, k.value::text as value, k.quote, k.sentence, k.language,
    k.title as source_title, k.publisher, k.address, k.published_on as published, k.sha256, g.supports
  from public_claim k join public_partnership p on p.id = k.partnership_id
  left join lateral (
    select string_agg(distinct coalesce(g.delivery_id, g.commitment_id, g.capacity_id, g.meeting_id, g.instrument_id)::text, ' ')
      as supports
    from public_ground g where g.claim_id = k.id) g on true
  where k.is_demo = ${isDemo} order by k.id`;

const instruments = ({ isDemo }: Asked) => sql<DataRow>`
  select i.id, ${marked('i')}, p.slug as partnership, i.kind, ${titled('i.title')}, array_to_string(i.parties, ' ') as parties,
    i.binding, i.state, s.steps, i.covers, i.parent_id as parent, i.parent_relation
  from public_instrument i join public_partnership p on p.id = i.partnership_id
  left join (
    select k.instrument_id, string_agg(k.state || '@' || coalesce(k.taken, '(' || k.known_on || ')'), ' ' order by k.position)
      as steps
    from public_instrument_step k group by 1) s on s.instrument_id = i.id
  where i.is_demo = ${isDemo} order by i.id`;

const meetings = ({ isDemo }: Asked) => sql<DataRow>`
  select m.id, ${marked('m')}, p.slug as partnership, ${titled('m.title')}, m.state, m.held, m.reported_on, m.manner,
    m.place_key, k.participants
  from public_meeting m join public_partnership p on p.id = m.partnership_id
  left join (
    select k.meeting_id, string_agg(distinct k.organisation_id::text, ' ') as participants
    from public_meeting_participant k group by 1) k on k.meeting_id = m.id
  where m.is_demo = ${isDemo} order by m.id`;

const organisations = ({ isDemo }: Asked) => sql<DataRow>`
  select o.id, ${marked('o')}, o.kind, o.country, o.place, o.place_key, o.names ->> 'kk' as name_kk, o.names ->> 'ru' as name_ru,
    o.names ->> 'en' as name_en, nullif(o.identifiers::text, '{}') as identifiers, o.website, o.merged_into
  from public_organisation o where o.is_demo = ${isDemo} order by o.id`;

const corrections = ({ isDemo }: Asked) => sql<DataRow>`
  select k.id, ${marked('k')}, p.slug as partnership, k.at::date as "on", k.cause, k.commitment_id as commitment,
    k.delivery_id as delivery, array_to_string(k.fields, ' ') as fields, k.was_amount as was, k.now_amount as now, k.currency,
    k.before::text as before, k.after::text as after, k.reasons #>> '{kk,text}' as reasons_kk, k.reasons #>> '{en,text}' as reasons_en
  from public_correction k join public_partnership p on p.id = k.partnership_id
  where k.is_demo = ${isDemo} order by k.at desc, k.id`;

const missions = ({ isDemo }: Asked) => sql<DataRow>`
  select r.mission_id as mission, r.slug, ${marked('r')}, r.partnership, ${titled('r.title')}, n.breakdown as "table", n.row,
    (n.number ->> 'value')::integer as value, n.number ->> 'is' as shown, r.published_at::date as published_on
  from public_mission_result r cross join lateral (
    select 'total' as breakdown, t.row, r.figures -> t.row as number, 0 as part, t.place
    from unnest('{people,encounters,treated,operated,operations}'::text[]) with ordinality t(row, place)
    union all
    select 'waiting_minutes', w.row, jsonb_build_object('is', 'number', 'value', r.figures -> 'waiting' -> w.row), 1, w.place
    from unnest('{median,ninetieth}'::text[]) with ordinality w(row, place) where r.figures -> 'waiting' ? 'median'
    union all
    select b.breakdown, e.entry ->> 'key', e.entry -> 'encounters', 1 + b.part::integer, e.place
    from unnest('{day,place,specialty,age,sex,result}'::text[]) with ordinality b(breakdown, part)
    cross join jsonb_array_elements(r.figures -> 'tables' -> b.breakdown) with ordinality e(entry, place)) n
  where r.is_demo = ${isDemo} order by r.published_at, r.mission_id, n.part, n.place`;

const rates = ({ isDemo }: Asked) => sql<DataRow>`
  select ${marked('r')}, r.base, r.quote, r.day, r.rate::text as rate, r.source
  from public_rate r where r.is_demo = ${isDemo} order by r.day desc, r.base, r.quote, r.source`;

export const datasetQueries: Readonly<Record<DatasetName, (asked: Asked) => RawBuilder<DataRow>>> = {
  commitments,
  deliveries,
  claims,
  instruments,
  meetings,
  organisations,
  corrections,
  missions,
  rates,
};
