import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Delivery, Ground, Organisation, Partnership, Promised } from './data.ts';

/** An array of ids as the database wants it. */
export const idsOf = (ids: Iterable<string>): RawBuilder<string[]> => sql`${[...new Set(ids)]}::uuid[]`;

/** How a commitment stands today: a status changes with time once only, when the term has passed. */
export const statusOn = (today: string): RawBuilder<string> =>
  sql`case when ${today}::date > c.term_last then c.status_after else c.status_in_term end`;

const promisedColumns = (today: string) => sql`
  c.id, jsonb_build_object('slug', p.slug, 'names', p.names) as partnership, c.is_demo as "isDemo", c.kind, c.title,
  case when m.key is not null then jsonb_build_object('key', m.key, 'names', m.names, 'aggregation', m.aggregation) end as measure,
  c.currency, c.target, c.comparator, c.strength, c.debtors, c.creditors, c.term, c.term_last as "termLast", c.place,
  c.condition, c.deliveries, c.delivered, c.delivered_comparator as "deliveredAs", c.proven,
  c.stated_on as "statedOn", c.reported_on as "reportedOn", c.verdict, c.verdict_on as "verdictOn",
  c.withdrawn_on as "withdrawnOn", c.per, c.condition_state as "conditionState", c.replaced_by as "replacedBy",
  c.differences, c.is_part as "isPart", c.place_key as "placeKey", ${statusOn(today)} as status`;

/** A short list that belongs to a row, as JSON in it: `k` is a row of `from` in `fields`. */
export const listOf = (fields: RawBuilder<unknown>, from: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select jsonb_agg(jsonb_build_object(${fields})) from (${from}) k), '[]')`;

export type Slice = { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number; offset?: number };

/** Commitments as rows; `c` is public_commitment and `p` its partnership in `where` and `order`. */
export const promisedRows = async (
  tx: Tx,
  today: string,
  { where, order, limit, offset = 0 }: Slice,
): Promise<Promised[]> =>
  (
    await sql<Promised>`
      select ${promisedColumns(today)}
      from (select c.* from public_commitment c where ${where} order by ${order} limit ${limit} offset ${offset}) c
      join public_partnership p on p.id = c.partnership_id
      left join measure m on m.key = c.measure_key
      order by ${order}`.execute(tx)
  ).rows;

/** Organisations of these ids; one that is not public is left out. */
export const organisationsOf = async (tx: Tx, ids: Iterable<string>): Promise<Organisation[]> =>
  (
    await sql<Organisation>`select o.id, o.kind, o.country, o.place, o.names, o.is_demo as "isDemo"
      from public_organisation o where o.id = any (${idsOf(ids)}) order by o.id`.execute(tx)
  ).rows;

export const partiesOf = (rows: readonly Promised[]): string[] =>
  rows.flatMap(({ debtors, creditors }) => [...debtors, ...creditors]);

const groundColumns = sql`
  k.id as "claimId", k.is_demo as "isDemo", k.kind, k.value, k.quote, k.sentence, k.quote_offset as "quoteOffset", k.language,
  k.title, k.publisher, k.address, k.published_on as "publishedOn", k.published_first as "publishedFirst",
  k.taken_in_at as "takenInAt", k.sha256`;

const mostGrounds = 400;
type Grounded = {
  commitments: readonly string[];
  capacities?: readonly string[];
  meetings?: readonly string[];
  instruments?: readonly string[];
  limit?: number;
};

/** The quotes under these commitments (and their deliveries) and other things, earliest source first. */
export async function groundsOf(tx: Tx, { limit = mostGrounds, ...of }: Grounded): Promise<Ground[]> {
  const { commitments, capacities = [], meetings = [], instruments = [] } = of;
  const under = (column: RawBuilder<unknown>, ids: readonly string[]) => sql`
    select ${groundColumns}, k.document_id, k.position, k.part, k.commitment_id as "commitmentId",
           k.delivery_id as "deliveryId", k.capacity_id as "capacityId", k.meeting_id as "meetingId",
           k.instrument_id as "instrumentId"
    from public_ground k where ${column} = any (${idsOf(ids)})`;
  const asked = [
    ...(commitments.length > 0 ? [under(sql`k.commitment_id`, commitments)] : []),
    ...(capacities.length > 0 ? [under(sql`k.capacity_id`, capacities)] : []),
    ...(meetings.length > 0 ? [under(sql`k.meeting_id`, meetings)] : []),
    ...(instruments.length > 0 ? [under(sql`k.instrument_id`, instruments)] : []),
  ];
  if (asked.length === 0) return [];
  const { rows } = await sql<Ground>`
    select * from (select * from (${sql.join(asked, sql` union all `)}) g limit ${limit}) g
    order by "publishedFirst" nulls last, document_id, position, part`.execute(tx);
  return rows;
}

/** These quotes themselves, whatever rests on them. */
export const claimsNamed = async (tx: Tx, ids: readonly string[]): Promise<Ground[]> =>
  (
    await sql<Ground>`select ${groundColumns}, 'statement' as part, null as "commitmentId", null as "deliveryId",
        null as "capacityId", null as "meetingId", null as "instrumentId"
      from public_claim k where k.id = any (${idsOf(ids)}) order by k.published_first nulls last, k.id`.execute(tx)
  ).rows;

/** The newest statements of any source. */
export const newestStatements = async (tx: Tx, limit: number): Promise<Ground[]> =>
  (
    await sql<Ground>`
      select ${groundColumns}, 'statement' as part, (
          select g.commitment_id from public_ground g where g.claim_id = k.id and g.commitment_id is not null limit 1
        ) as "commitmentId", null as "deliveryId", null as "capacityId"
      from (select k.* from public_claim k
            order by k.published_first desc nulls last, k.document_id desc, k.position limit ${limit}) k
      order by k.published_first desc nulls last, k.document_id desc, k.position`.execute(tx)
  ).rows;

const mostDeliveries = 200;

/** Deliveries, latest first; `d` is public_delivery in `where`. */
export const deliveryRows = async (
  tx: Tx,
  where: RawBuilder<unknown>,
  limit: number = mostDeliveries,
): Promise<Delivery[]> =>
  (
    await sql<Delivery>`
      select d.id, d.commitment_id as "commitmentId", d.is_demo as "isDemo", d.amount, d.comparator, d.period, d.place,
             d.reported_on as "reportedOn", d.is_from_records as "isFromRecords"
      from public_delivery d where ${where} order by d.reported_on desc nulls last, d.id limit ${limit}`.execute(tx)
  ).rows;

/** What was delivered for these commitments, latest first. */
export const deliveriesOf = async (tx: Tx, commitments: readonly string[]): Promise<Delivery[]> =>
  commitments.length === 0 ? [] : deliveryRows(tx, sql`d.commitment_id = any (${idsOf(commitments)})`);

const sidesOf = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'names', s.names, 'organisations', coalesce((
    select jsonb_agg(so.organisation_id order by so.organisation_id)
    from public_side_organisation so where so.side_id = s.id), '[]')) order by s.position)
  from public_side s where s.partnership_id = p.id), '[]')`;

export const partnershipColumns = sql`p.id, p.slug, p.names, p.summary, p.is_demo as "isDemo", ${sidesOf} as sides`;

/** Partnerships with their sides; `p` is public_partnership in `slice`. */
export const partnershipRows = async (tx: Tx, slice: RawBuilder<unknown>): Promise<Partnership[]> =>
  (await sql<Partnership>`select ${partnershipColumns} from public_partnership p ${slice}`.execute(tx)).rows;
