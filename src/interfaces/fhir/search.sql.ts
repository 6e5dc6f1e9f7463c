import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import {
  both,
  column,
  type Condition,
  type Conditions,
  conditionsOf,
  either,
  keyHolds,
  keysWanted,
  type Source,
  sourcesOf,
  stretchColumns,
  tableOf,
} from './conditions.sql.ts';
import type { Place } from './cursor.ts';
import type { SortKey } from './parameters.ts';
import type { Route, Row, View } from './table.ts';

// Pages: rows of all that a type is made of, in one order.

/** Sorted by what was asked and then by id, so that every row has one place. */
const orderOf = (sort: readonly SortKey[]): SortKey[] => [
  ...sort.filter(({ name }) => name !== '_id'),
  sort.find(({ name }) => name === '_id') ?? { name: '_id', isDescending: false },
];

/** What a source is sorted by. What it does not keep comes last, as what is not yet. */
function sortedBy(route: Route, source: Source, name: string): { by: RawBuilder<unknown>; type: string } {
  if (name === '_id')
    return typeof source === 'string'
      ? { by: sql`r.id`, type: 'uuid' }
      : { by: sql`r.id::text collate "C"`, type: 'text' };
  const type = 'timestamptz';
  if (typeof source === 'string') {
    if (name === '_lastUpdated') return { by: sql`r.changed_at`, type };
    return { by: column(`${stretchColumns(route, name).from.slice(0, 2)}_sort`), type };
  }
  if (name === '_lastUpdated')
    return { by: source.isVersioned ? sql`r.changed_at` : sql`timestamptz 'infinity'`, type };
  const kept = source.columns[name];
  return { by: kept?.type === 'date' ? column(kept.sortBy ?? kept.from) : sql`timestamptz 'infinity'`, type };
}

type Sorted = { by: RawBuilder<unknown>; type: string; isDescending: boolean };

/** Rows behind the place where the page before ended. Of a row of which some was shown, the rest is still to come. */
function behind(order: readonly Sorted[], { keys, skip }: Place): Condition {
  const against = (at: number, sign: string) => {
    const { by, type } = order[at] ?? { by: sql`r.id`, type: 'text' };
    const key = keys[at] ?? '';
    if (type === 'uuid') return sql<boolean>`${by} ${sql.raw(sign)} ${key.slice(0, 36)}::uuid`;
    return sql<boolean>`${by} ${sql.raw(sign)} ${key}::${sql.raw(type)}`;
  };
  const past = (at: number) => {
    const sign = order[at]?.isDescending ? '<' : '>';
    return against(at, at === order.length - 1 && skip > 0 ? `${sign}=` : sign);
  };
  return either(
    order.map((_, at) => both([...order.slice(0, at).map((_same, before) => against(before, '=')), past(at)])),
  );
}

type Asked = Conditions & {
  sort: readonly SortKey[];
  after: Place | null;
  limit: number;
  /** All of the type, unless others are named. */
  sources?: readonly Source[];
};
export type Found = { source: Source; row: Row; keys: string[] };

/** As text that sorts as what it stands for: moments are written in one zone, and what is endless comes after or before all. */
const asKey = ({ by, type }: Sorted) =>
  type === 'timestamptz'
    ? sql`case when isfinite(${by}) then to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else ${by}::text end`
    : sql`${by}::text`;

/** So many are named at most; of more than that, every few rows in their order are some of them. */
const mostNamed = 5000;

/** The rows that have the keys that are wanted, as a condition that an index answers; none where they are many, or no key is wanted. */
async function named(
  tx: Tx,
  { route, source }: { route: Route; source: Source },
  asked: Conditions,
): Promise<Condition[]> {
  const wanted = source === 'store' ? keysWanted(asked.filters, asked.hash) : [];
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ ids: string[] | null }>`
    select fhir_ids_by_keys(${route.type}, ${JSON.stringify(wanted)}::jsonb, ${mostNamed}::int) as ids`.execute(tx);
  const ids = rows[0]?.ids;
  return ids ? [sql<boolean>`r.id = any (${ids}::uuid[])`] : [];
}

async function rowsOf(tx: Tx, { route, source }: { route: Route; source: Source }, asked: Asked): Promise<Found[]> {
  const conditions = conditionsOf(route, source, asked);
  if (!conditions) return [];
  const order = orderOf(asked.sort).map(({ name, isDescending }) => ({
    ...sortedBy(route, source, name),
    isDescending,
  }));
  const where = both([
    ...conditions,
    ...(await named(tx, { route, source }, asked)),
    ...(asked.after ? [behind(order, asked.after)] : []),
  ]);
  const by = order.map((each) => sql`${each.by} ${sql.raw(each.isDescending ? 'desc' : 'asc')}`);
  const { rows } = await sql<Row & { sort_keys: string[] }>`
    select r.*, array[${sql.join(order.map(asKey))}] as sort_keys from ${sql.table(tableOf(source))} r
    where ${where} order by ${sql.join(by)} limit ${asked.limit}`.execute(tx);
  return rows.map(({ sort_keys, ...row }) => ({ source, row, keys: sort_keys }));
}

/** Which of two rows comes first, by what they are sorted by. */
const compared = (order: readonly SortKey[]) => (one: Found, other: Found) => {
  for (const [at, { isDescending }] of order.entries()) {
    const [a = '', b = ''] = [one.keys[at], other.keys[at]];
    if (a !== b) return (a < b ? -1 : 1) * (isDescending ? -1 : 1);
  }
  return 0;
};

/** Rows of all that a type is made of, in one order, each with what it is sorted by. */
export async function searchRows(tx: Tx, route: Route, asked: Asked): Promise<Found[]> {
  const found = await Promise.all(
    (asked.sources ?? sourcesOf(route)).map((source) => rowsOf(tx, { route, source }, asked)),
  );
  const [first = []] = found;
  if (found.length === 1) return first;
  return found
    .flat()
    .toSorted(compared(orderOf(asked.sort)))
    .slice(0, asked.limit);
}

export async function countRows(tx: Tx, route: Route, asked: Conditions): Promise<number> {
  const counts = await Promise.all(
    sourcesOf(route).map(async (source) => {
      const conditions = conditionsOf(route, source, asked);
      if (!conditions) return 0;
      const own = await named(tx, { route, source }, asked);
      const { rows } = await sql<{ n: bigint }>`
        select count(*) as n from ${sql.table(tableOf(source))} r where ${both([...conditions, ...own])}`.execute(tx);
      return Number(rows[0]?.n ?? 0);
    }),
  );
  return counts.reduce((sum, each) => sum + each, 0);
}

/** The row of a view that has this id. */
export async function rowOf(tx: Tx, view: View, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select r.* from ${sql.table(view.view)} r where ${both([...(view.only === undefined ? [] : [sql<boolean>`${column(view.only)}`]), keyHolds(view, id)])}
    limit 1`.execute(tx);
  return rows[0];
}
