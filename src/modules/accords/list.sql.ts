import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { type Order, type Position, statusOrder, wordsOf } from './list.ts';
import { commitmentsOn, type FoundCommitment } from './rows.sql.ts';
import type { Kind } from './schemas.ts';
import { type Status, statuses } from './status.ts';
import type { Strength } from '../../reader/claim.ts';

/** What is left out is not asked for. `partnership` is an id. */
export type Filter = {
  status?: readonly Status[] | undefined;
  kind?: readonly Kind[] | undefined;
  strength?: Strength | undefined;
  partnership?: string | undefined;
  direction?: 'we_owe' | 'owed_to_us' | undefined;
  condition?: 'met' | 'unmet' | 'unknown' | undefined;
  differing?: 'true' | undefined;
  meeting?: string | undefined;
  instrument?: string | undefined;
  place?: string | undefined;
  q?: string | undefined;
};
export type Slice = { order: Order; after: Position | null; limit: number; today: string };
/** A row with the text of what it is sorted by, for the cursor. */
export type Listed = FoundCommitment & { sort_key: string };

type Condition = RawBuilder<unknown>;
const all = (conditions: readonly Condition[]): Condition => sql.join([sql`true`, ...conditions], sql` and `);

/** Conditions on `standing s`: everything a list is filtered by is kept there, for the audience that asks. */
function conditionsOf(filter: Filter): Condition[] {
  const { kind, strength, partnership, direction, q } = filter;
  const conditions: Condition[] = [];
  // A list is of the partnerships in which one takes part; of another, when asked for it, what is open to all.
  conditions.push(
    partnership ? sql`s.partnership_id = ${partnership}` : sql`s.audience in (select unnest(actor_sides()))`,
  );
  if (kind) conditions.push(sql`s.kind = any (${[...kind]}::text[])`);
  if (strength) conditions.push(sql`s.strength = ${strength}`);
  if (direction) conditions.push(direction === 'we_owe' ? sql`s.is_debtor` : sql`s.is_creditor`);
  if (filter.differing) conditions.push(sql`s.differences > 0`);
  conditions.push(...ofTheCommitment(filter));
  const words = wordsOf(q ?? '');
  if (words.length > 0) {
    const query = words.map((word) => `'${word}':*`).join(' & ');
    const found = sql`select commitments_with_words(to_tsquery('simple', fold_letters(${query})))`;
    // `is true` keeps Postgres from making it a join: what is found is looked up in a hash, found once.
    conditions.push(sql`(s.commitment_id in (${found})) is true`);
  }
  return conditions;
}

/** What is not kept in the standing: asked of the commitment itself. */
function ofTheCommitment({ condition, meeting, instrument, place }: Filter): Condition[] {
  const asked = [
    condition && sql`c.condition_state = ${condition}`,
    meeting && sql`c.meeting_id = ${meeting}`,
    instrument && sql`c.instrument_id = ${instrument}`,
    place && sql`c.place_key = ${place}`,
  ].filter((each) => each !== undefined && each !== '');
  if (asked.length === 0) return [];
  return [sql`s.commitment_id in (select c.id from commitment c where ${all(asked)})`];
}

/** The status on a day: it changes with time once only, when the term has passed. */
const statusOn = (today: string): Condition =>
  sql`case when s.term_last < ${today}::date then s.status_after else s.status_in_term end`;

const among = (wanted: readonly Status[], today: string): Condition => sql`(
  (s.term_last < ${today}::date and s.status_after = any (${[...wanted]}::text[]))
  or (s.term_last >= ${today}::date and s.status_in_term = any (${[...wanted]}::text[])))`;

const keys: Record<'term' | 'changed' | 'title', { column: Condition; type: Condition }> = {
  title: { column: sql`s.title_key`, type: sql`text` },
  term: { column: sql`s.term_last`, type: sql`date` },
  changed: { column: sql`s.changed_at`, type: sql`timestamptz` },
};

/** `source` is `standing s`, or its few rows that are in question at all. */
type Asked = { source: Condition; conditions: readonly Condition[]; slice: Slice };

function byKey(
  { source, conditions, slice }: Asked,
  { column, type }: { column: Condition; type: Condition },
): Condition {
  const { order, after, limit } = slice;
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after && sql`(${column}, s.commitment_id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`;
  return sql`
    select s.commitment_id, s.audience, ${column}::text as sort_key,
           row_number() over (order by ${column} ${direction}, s.commitment_id ${direction}) as place_in_order
    from ${source} where ${all(start ? [...conditions, start] : conditions)}
    order by ${column} ${direction}, s.commitment_id ${direction} limit ${limit}`;
}

/** Of few rows: all of them are read and sorted. */
function fewByStatus({ source, conditions, slice }: Asked): Condition {
  const { order, after, limit, today } = slice;
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const rank = sql`array_position(${[...statusOrder]}::text[], ${statusOn(today)})`;
  const from =
    after &&
    sql`(${statusOrder.findIndex((each) => each === after.status) + 1}::int, ${after.key}::date, ${after.id}::uuid)`;
  const start = from && sql`(${rank}, s.term_last, s.commitment_id) ${beyond} ${from}`;
  const sorted = sql`${rank} ${direction}, s.term_last ${direction}, s.commitment_id ${direction}`;
  return sql`
    select s.commitment_id, s.audience, s.term_last::text as sort_key, row_number() over (order by ${sorted}) as place_in_order
    from ${source} where ${all(start ? [...conditions, start] : conditions)} order by ${sorted} limit ${limit}`;
}

const ends = {
  first: { key: '-infinity', id: '00000000-0000-0000-0000-000000000000' },
  last: { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
};

/** Each status in its order, and where in it the page begins: the statuses before the cursor's are behind us. */
function ranked(wanted: readonly Status[], { order, after }: Slice) {
  const inOrder = statusOrder.filter((status) => wanted.includes(status));
  const directed = order.isDescending ? inOrder.toReversed() : inOrder;
  const begun = after?.status ? directed.slice(Math.max(0, directed.indexOf(after.status))) : directed;
  const start = order.isDescending ? ends.last : ends.first;
  return begun.map((status, rank) => ({ status, rank, ...(rank === 0 && after ? after : start) }));
}

/** Of many rows: reads of each status only as many rows as one page takes, by its index, and puts them in order. */
function byStatus({ source, conditions, slice }: Asked, wanted: readonly Status[], isByTerm: boolean): Condition {
  const { order, limit, today } = slice;
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const branches = isByTerm ? fromOnePlace(wanted, slice) : ranked(wanted, slice);
  const branch = (period: Condition) => sql`(
    select s.commitment_id, s.audience, s.term_last from ${source}
    where ${all(conditions)} and ${period} and (s.term_last, s.commitment_id) ${beyond} (r.start_term, r.start_id)
    order by s.term_last ${direction}, s.commitment_id ${direction} limit ${limit})`;
  const rank = isByTerm ? sql`` : sql`r.rank, `;
  return sql`
    select x.commitment_id, x.audience, x.term_last::text as sort_key,
           row_number() over (order by ${rank} x.term_last ${direction}, x.commitment_id ${direction}) as place_in_order
    from unnest(${branches.map((each) => each.rank)}::int[], ${branches.map((each) => each.status)}::text[],
                ${branches.map((each) => each.key)}::date[], ${branches.map((each) => each.id)}::uuid[])
           as r (rank, status, start_term, start_id)
    cross join lateral (
      ${branch(sql`s.status_after = r.status and s.term_last < ${today}::date`)}
      union all
      ${branch(sql`s.status_in_term = r.status and s.term_last >= ${today}::date`)}
    ) x
    order by ${rank} x.term_last ${direction}, x.commitment_id ${direction} limit ${limit}`;
}

/** The same for a list sorted by term alone: every status goes on from the same term. */
function fromOnePlace(wanted: readonly Status[], { order, after }: Slice) {
  const { key, id } = after ?? (order.isDescending ? ends.last : ends.first);
  return wanted.map((status) => ({ status, rank: 0, key, id }));
}

/** In so many partnerships it is better to walk along an index than to read and sort all there is. */
const many = 30;

function pageOf(filter: Filter, slice: Slice, isOfMany: boolean): Condition {
  const { status, partnership } = filter;
  const conditions = conditionsOf(filter);
  const { sort } = slice.order;
  if (isOfMany) {
    const asked = { source: sql`standing s`, conditions, slice };
    if (sort === 'status') return byStatus(asked, status ?? statuses, false);
    if (sort === 'term' && status) return byStatus(asked, status, true);
  }
  const place = partnership
    ? sql`partnership_id = ${partnership}`
    : sql`audience = any ((select actor_sides())::uuid[])`;
  const source = isOfMany ? sql`standing s` : sql`(select * from standing where ${place} offset 0) s`;
  const asked = { source, conditions: status ? [...conditions, among(status, slice.today)] : conditions, slice };
  return sort === 'status' ? fewByStatus(asked) : byKey(asked, keys[sort]);
}

async function hasManySides(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ sides: number }>`select cardinality(actor_sides()) as sides`.execute(tx);
  return (rows[0]?.sides ?? 0) > many;
}

/** One page of the commitments that the actor may see. */
export async function listCommitments(tx: Tx, filter: Filter, slice: Slice): Promise<Listed[]> {
  const isOfMany = !filter.partnership && (await hasManySides(tx));
  return commitmentsOn<{ sort_key: string }>(tx, pageOf(filter, slice, isOfMany), sql`, p.sort_key`);
}

export type Counts = { real: Record<Status, number>; demo: Record<Status, number> };

/** How many stand how, of those that the other filters leave. */
export async function countByStatus(tx: Tx, filter: Filter, today: string): Promise<Counts> {
  const { status: _status, ...others } = filter;
  const isOfAll = Object.values(others).every((asked) => asked === undefined);
  const counted = isOfAll
    ? sql`select is_demo, status, count from own_standings_by_status(${today})`
    : sql`select s.is_demo, ${statusOn(today)} as status, count(*)::int
          from standing s where ${all(conditionsOf(filter))} group by 1, 2`;
  const { rows } = await sql<{ is_demo: boolean; status: Status; count: number }>`${counted}`.execute(tx);
  const of = (isDemo: boolean) =>
    Object.fromEntries(
      statuses.map((key) => [key, rows.find((row) => row.is_demo === isDemo && row.status === key)?.count ?? 0]),
    ) as Record<Status, number>;
  return { real: of(false), demo: of(true) };
}
