import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Place } from './cursor.ts';
import type { Filter, SortKey } from './parameters.ts';
import type { Route, Row } from './table.ts';
import type { DateValue } from './values.ts';

// Nothing here asks who is looking: the views run with the rights of whoever asks, and the row policies hold for them.

type Condition = RawBuilder<boolean>;
const nothing: Condition = sql<boolean>`false`;
const column = (name: string) => sql.ref(`r.${name}`);
const both = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
const either = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? nothing : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

type DateParameter = Extract<Filter, { by: 'date' }>['parameter'];

/** R4, 3.1.1.4.7: the stretch that the value names against the stretch of the row. */
function dateHolds({ from, to, zone }: DateParameter, { prefix, isLocal, ...value }: DateValue): Condition {
  const bound = (text: string) =>
    isLocal
      ? sql`(${text}::timestamp at time zone ${zone === undefined ? sql.lit('UTC') : column(zone)})`
      : sql`${text}::timestamptz`;
  const [start, end, low, high] = [column(from), column(to), bound(value.from), bound(value.until)];
  const within = sql<boolean>`(${start} >= ${low} and ${end} < ${high})`;
  const compared: Record<DateValue['prefix'], Condition> = {
    eq: within,
    ne: sql<boolean>`not ${within}`,
    gt: sql<boolean>`${end} >= ${high}`,
    lt: sql<boolean>`${start} < ${low}`,
    ge: sql<boolean>`${end} >= ${low}`,
    le: sql<boolean>`${start} < ${high}`,
    sa: sql<boolean>`${start} >= ${high}`,
    eb: sql<boolean>`${end} < ${low}`,
    ap: sql<boolean>`(${start} < ${high} and ${end} >= ${low})`,
  };
  return compared[prefix];
}

function tokenHolds({ parameter, values }: Extract<Filter, { by: 'token' }>): Condition {
  const { codes, system } = parameter;
  const wanted = values.flatMap((value) => {
    if (value.system !== undefined && value.system !== (system ?? '')) return [];
    if (!codes) return [value.code];
    if (value.code === '') return Object.values(codes).flat();
    return Object.hasOwn(codes, value.code) ? (codes[value.code] ?? []) : [];
  });
  return sql<boolean>`${column(parameter.column)}::text = any (${wanted}::text[])`;
}

function referenceHolds({ parameter, values }: Extract<Filter, { by: 'reference' }>): Condition {
  const { targets, isUuid } = parameter;
  const ids = values
    .filter(({ type }) => type === null || targets.some((target) => target === type))
    .map(({ id }) => id);
  if (!isUuid) return sql<boolean>`${column(parameter.column)} = any (${ids}::text[])`;
  const uuids = ids.filter((id) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id));
  return sql<boolean>`${column(parameter.column)} = any (${uuids}::uuid[])`;
}

const pattern = (text: string): string => text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');
function stringHolds({ parameter, how, values }: Extract<Filter, { by: 'string' }>): Condition {
  const found = column(parameter.column);
  return either(
    values.map((value) => {
      if (how === 'exact') return sql<boolean>`${found} = ${value}`;
      return sql<boolean>`lower(${found}) like ${`${how === 'contains' ? '%' : ''}${pattern(value)}%`}`;
    }),
  );
}

/** One row by what its type finds it by. */
const keyHolds = (route: Route, id: string): Condition => {
  const key = route.key(id);
  if (!key) return nothing;
  return both(Object.entries(key).map(([name, value]) => sql<boolean>`${column(name)} = ${value}`));
};

function holds(route: Route, filter: Filter): Condition {
  if (filter.by === 'id') return either(filter.ids.map((id) => keyHolds(route, id)));
  if (filter.by === 'missing')
    return filter.isMissing
      ? sql<boolean>`${column(filter.column)} is null`
      : sql<boolean>`${column(filter.column)} is not null`;
  if (filter.by === 'date') return either(filter.values.map((value) => dateHolds(filter.parameter, value)));
  if (filter.by === 'token') return tokenHolds(filter);
  return filter.by === 'reference' ? referenceHolds(filter) : stringHolds(filter);
}

const conditionsOf = (route: Route, filters: readonly Filter[]): Condition[] => [
  ...(route.only === undefined ? [] : [sql<boolean>`${column(route.only)}`]),
  ...filters.map((filter) => holds(route, filter)),
];

/** Sorted by what was asked and then by id, so that every row has one place. */
const orderOf = (sort: readonly SortKey[]): SortKey[] => [
  ...sort.filter(({ column: name }) => name !== 'id'),
  sort.find(({ column: name }) => name === 'id') ?? { column: 'id', isDescending: false },
];

/** Rows behind the place where the page before ended. Of a row of which some was shown, the rest is still to come. */
function behind(order: readonly SortKey[], { keys, skip }: Place): Condition {
  const against = (at: number, sign: string) =>
    sql<boolean>`${column(order[at]?.column ?? 'id')} ${sql.raw(sign)} ${keys[at] ?? ''}`;
  const past = (at: number) => {
    const sign = order[at]?.isDescending ? '<' : '>';
    return against(at, at === order.length - 1 && skip > 0 ? `${sign}=` : sign);
  };
  return either(
    order.map((_, at) => both([...order.slice(0, at).map((_same, before) => against(before, '=')), past(at)])),
  );
}

type Asked = { filters: readonly Filter[]; sort: readonly SortKey[]; after: Place | null; limit: number };
export type Found = { row: Row; keys: string[] };

/** Rows in order, each with what it is sorted by. */
export async function searchRows(tx: Tx, route: Route, { filters, sort, after, limit }: Asked): Promise<Found[]> {
  const order = orderOf(sort);
  const where = both([...conditionsOf(route, filters), ...(after ? [behind(order, after)] : [])]);
  const keys = sql.join(order.map(({ column: name }) => sql`${column(name)}::text`));
  const by = order.map(
    ({ column: name, isDescending }) => sql`${column(name)} ${sql.raw(isDescending ? 'desc' : 'asc')}`,
  );
  const { rows } = await sql<Row & { sort_keys: string[] }>`
    select r.*, array[${keys}] as sort_keys from ${sql.table(route.view)} r where ${where}
    order by ${sql.join(by)} limit ${limit}`.execute(tx);
  return rows.map(({ sort_keys, ...row }) => ({ row, keys: sort_keys }));
}

export async function countRows(tx: Tx, route: Route, filters: readonly Filter[]): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from ${sql.table(route.view)} r where ${both(conditionsOf(route, filters))}`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}

export async function rowOf(tx: Tx, route: Route, id: string): Promise<Row | undefined> {
  const [found] = await searchRows(tx, route, { filters: [{ by: 'id', ids: [id] }], sort: [], after: null, limit: 1 });
  return found?.row;
}
