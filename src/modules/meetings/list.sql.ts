import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { type Order, type Position, wordsOf } from './list.ts';
import { type State, states } from './meeting.ts';
import type { FoundMeeting } from './meeting.sql.ts';

/** What is left out is not asked for. Days are `YYYY-MM-DD`. */
export type Filter = {
  /** Only of these, by their ids; left out, all in which the actor's organisation takes part. */
  partnerships?: readonly string[] | undefined;
  state?: State | undefined;
  place?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  q?: string | undefined;
};
export type Slice = { order: Order; after: Position | null; limit: number };
export type ListedMeeting = FoundMeeting & { sort_key: string };

type Condition = RawBuilder<unknown>;
const all = (conditions: readonly Condition[]): Condition => sql.join([sql`true`, ...conditions], sql` and `);

function conditionsOf({ partnerships, state, place, from, until, q }: Filter): Condition[] {
  const conditions: Condition[] = [sql`m.retracted_at is null`];
  conditions.push(
    partnerships
      ? sql`m.partnership_id = any (${[...partnerships]}::uuid[])`
      : sql`m.partnership_id = any ((select actor_partnerships())::uuid[])`,
  );
  if (state) conditions.push(sql`m.state = ${state}`);
  if (place) conditions.push(sql`m.place_key = ${place}`);
  // A meeting may lie in a period when some day that its date may mean does.
  if (from) conditions.push(sql`coalesce(m.held_last, m.held_first) >= ${from}::date`);
  if (until) conditions.push(sql`coalesce(m.held_first, m.held_last) <= ${until}::date`);
  for (const word of wordsOf(q ?? ''))
    conditions.push(
      sql`position(fold_letters(${word}) in fold_letters(jsonb_path_query_array(m.title, '$.*.text')::text)) > 0`,
    );
  return conditions;
}

const keys: Record<Order['sort'], { column: Condition; type: Condition }> = {
  held: { column: sql`coalesce(m.held_first, m.held_last, m.reported_on, '-infinity'::date)`, type: sql`date` },
  title: { column: sql`title_key(m.title)`, type: sql`text` },
  changed: { column: sql`m.changed_at`, type: sql`timestamptz` },
};

/** The meetings that the actor may see, in order; `limit` null for all of them. */
export function meetingsQuery(
  filter: Filter,
  { order, after, limit }: Omit<Slice, 'limit'> & { limit: number | null },
) {
  const { column, type } = keys[order.sort];
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after && sql`(${column}, m.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`;
  return sql<ListedMeeting>`
    select m.*, m.side_id = any ((select actor_sides())::uuid[]) as "isOwn", ${column}::text as sort_key
    from meeting m where ${all(start ? [...conditionsOf(filter), start] : conditionsOf(filter))}
    order by ${column} ${direction}, m.id ${direction} ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

export const listMeetings = async (tx: Tx, filter: Filter, slice: Slice): Promise<ListedMeeting[]> =>
  (await meetingsQuery(filter, slice).execute(tx)).rows;

export type Counts = { real: Record<State, number>; demo: Record<State, number> };

/** How many are in which state, of those that the other filters leave; demonstration apart. */
export async function countMeetings(tx: Tx, { state: _state, ...filter }: Filter): Promise<Counts> {
  const { rows } = await sql<{ is_demo: boolean; state: State; count: number }>`
    select m.is_demo, m.state, count(*)::int from meeting m where ${all(conditionsOf(filter))} group by 1, 2`.execute(
    tx,
  );
  const of = (isDemo: boolean) =>
    Object.fromEntries(
      states.map((state) => [state, rows.find((row) => row.is_demo === isDemo && row.state === state)?.count ?? 0]),
    ) as Record<State, number>;
  return { real: of(false), demo: of(true) };
}

/** Planned meetings that are ahead, the next first; those without a day come last. */
export async function plannedFrom(tx: Tx, day: string, limit: number): Promise<FoundMeeting[]> {
  const { rows } = await sql<FoundMeeting>`
    select m.*, m.side_id = any ((select actor_sides())::uuid[]) as "isOwn" from meeting m
    where ${all(conditionsOf({ state: 'planned' }))} and coalesce(m.held_last, m.held_first, 'infinity') >= ${day}::date
    order by coalesce(m.held_first, 'infinity'), m.starts_at nulls last, m.id limit ${limit}`.execute(tx);
  return rows;
}

/** Planned meetings of the own side whose last possible day has passed: were they held? */
export async function plannedBefore(tx: Tx, day: string, limit: number): Promise<FoundMeeting[]> {
  const { rows } = await sql<FoundMeeting>`
    select m.*, true as "isOwn" from meeting m
    where ${all(conditionsOf({ state: 'planned' }))} and m.held_last < ${day}::date
      and m.side_id = any ((select actor_sides())::uuid[])
    order by m.held_last desc, m.id limit ${limit}`.execute(tx);
  return rows;
}
