import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import type { FoundInstrument } from './instrument.sql.ts';
import { type Binding, type InstrumentKind, type InstrumentState, instrumentStates } from './instrument.ts';
import { type Order, type Position, wordsOf } from './list.ts';

/** What is left out is not asked for. `partnership` is an id. */
export type Filter = {
  partnership?: string | undefined;
  kind?: readonly InstrumentKind[] | undefined;
  state?: readonly InstrumentState[] | undefined;
  binding?: Binding | undefined;
  party?: string | undefined;
  /** EDTF. */
  period?: string | undefined;
  q?: string | undefined;
};
export type Slice = { order: Order; after: Position | null; limit: number | null };
export type Listed = FoundInstrument & { sort_key: string };

type Condition = RawBuilder<unknown>;
const all = (conditions: readonly Condition[]): Condition => sql.join([sql`true`, ...conditions], sql` and `);

/** An instrument touches a period when some day that its years may mean does; one without years touches none. */
function touching(period: string): Condition[] {
  const { first, last } = boundsOf(period);
  const conditions: Condition[] = [sql`i.covers is not null`];
  if (first) conditions.push(sql`coalesce(i.covers_last, 'infinity'::date) >= ${first}::date`);
  if (last) conditions.push(sql`coalesce(i.covers_first, '-infinity'::date) <= ${last}::date`);
  return conditions;
}

function conditionsOf({ partnership, kind, state, binding, party, period, q }: Filter): Condition[] {
  const conditions: Condition[] = [sql`i.retracted_at is null`];
  // A list is of the partnerships in which one takes part; of another, when asked for it, what is open to all.
  conditions.push(
    partnership
      ? sql`i.partnership_id = ${partnership}`
      : sql`i.partnership_id = any ((select actor_partnerships())::uuid[])`,
  );
  if (kind) conditions.push(sql`i.kind = any (${[...kind]}::text[])`);
  if (state) conditions.push(sql`i.state = any (${[...state]}::text[])`);
  if (binding) conditions.push(sql`i.binding = ${binding}`);
  if (party) conditions.push(sql`${party}::uuid = any (i.parties)`);
  if (period) conditions.push(...touching(period));
  for (const word of wordsOf(q ?? ''))
    conditions.push(
      sql`position(fold_letters(${word}) in fold_letters(jsonb_path_query_array(i.title, '$.*.text')::text)) > 0`,
    );
  return conditions;
}

const keys: Record<Order['sort'], { column: Condition; type: Condition }> = {
  changed: { column: sql`i.changed_at`, type: sql`timestamptz` },
  title: { column: sql`title_key(i.title)`, type: sql`text` },
  state: { column: sql`array_position(${[...instrumentStates]}::text[], i.state)`, type: sql`int` },
  covers: { column: sql`coalesce(i.covers_first, 'infinity'::date)`, type: sql`date` },
};

/** The instruments that the actor may see, in order; `limit` null for all of them. */
export function instrumentsQuery(filter: Filter, { order, after, limit }: Slice): RawBuilder<Listed> {
  const { column, type } = keys[order.sort];
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after && sql`(${column}, i.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`;
  return sql<Listed>`
    select i.*, i.side_id = any ((select actor_sides())::uuid[]) as "isOwn", ${column}::text as sort_key
    from instrument i where ${all(start ? [...conditionsOf(filter), start] : conditionsOf(filter))}
    order by ${column} ${direction}, i.id ${direction} ${limit === null ? sql`` : sql`limit ${limit}`}`;
}

export const listInstruments = async (tx: Tx, filter: Filter, slice: Slice): Promise<Listed[]> =>
  (await instrumentsQuery(filter, slice).execute(tx)).rows;

type ByState = Partial<Record<InstrumentState, number>>;

/** How many stand where, of those that the other filters leave; demonstration apart. */
export async function countByState(
  tx: Tx,
  { state: _state, ...filter }: Filter,
): Promise<{ real: ByState; demo: ByState }> {
  const { rows } = await sql<{ is_demo: boolean; state: InstrumentState; count: number }>`
    select i.is_demo, i.state, count(*)::int from instrument i where ${all(conditionsOf(filter))} group by 1, 2`.execute(
    tx,
  );
  const of = (isDemo: boolean): ByState =>
    Object.fromEntries(rows.filter((row) => row.is_demo === isDemo).map(({ state, count }) => [state, count]));
  return { real: of(false), demo: of(true) };
}

const effective = sql`i.state in ('signed', 'in_force', 'suspended')`;
const own = sql`i.side_id = any ((select actor_sides())::uuid[])`;
const found = sql`i.*, true as "isOwn"`;

/** Instruments of the own side whose last year ends between two days, the next first. */
export const endingBetween = async (tx: Tx, from: string, until: string): Promise<FoundInstrument[]> =>
  (
    await sql<FoundInstrument>`select ${found} from instrument i
      where ${all(conditionsOf({}))} and ${own} and ${effective} and i.covers_last between ${from}::date and ${until}::date
      order by i.covers_last, i.id limit 20`.execute(tx)
  ).rows;

/** Instruments of the own side whose years have passed and of which no end is recorded: what became of them? */
export const outlivingTheirYears = async (tx: Tx, day: string): Promise<FoundInstrument[]> =>
  (
    await sql<FoundInstrument>`select ${found} from instrument i
      where ${all(conditionsOf({}))} and ${own} and i.covers_last < ${day}::date
        and i.state not in ('completed', 'expired', 'terminated')
      order by i.covers_last desc, i.id limit 20`.execute(tx)
  ).rows;

/** Drafts of the own side of which nothing was recorded since a day, the longest silent first. */
export const silentDrafts = async (tx: Tx, since: string): Promise<FoundInstrument[]> =>
  (
    await sql<FoundInstrument>`select ${found} from instrument i
      where ${all(conditionsOf({}))} and ${own} and i.state in ('proposed', 'under_negotiation', 'initialled')
        and i.changed_at < ${since}::date
      order by i.changed_at, i.id limit 20`.execute(tx)
  ).rows;
