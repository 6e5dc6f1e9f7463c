import { type RawBuilder, sql } from 'kysely';
import { type Hash, presenceKey, type Wanted, wantedBy } from './keys.ts';
import type { Filter } from './parameters.ts';
import { isUuid, type Route, type View, type ViewColumn } from './table.ts';
import type { DateValue } from './values.ts';

// Nothing here asks who is looking: the views run with the rights of whoever asks, and the row policies hold for them.

export type Condition = RawBuilder<boolean>;
const nothing: Condition = sql<boolean>`false`;
export const column = (name: string) => sql.ref(`r.${name}`);
export const both = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
export const either = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? nothing : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

type Columns = { from: string; to: string; zone?: string };

/** R4, 3.1.1.4.7: the stretch that the value names against the stretch of the row. */
function dateHolds({ from, to, zone }: Columns, { prefix, isLocal, ...value }: DateValue): Condition {
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

type Of<By extends Filter['by']> = Extract<Filter, { by: By }>;
type ColumnOf<Type extends ViewColumn['type']> = Extract<ViewColumn, { type: Type }>;

function tokenHolds(kept: ColumnOf<'token'>, { values }: Of<'token'>): Condition {
  const { codes, system } = kept;
  const wanted = values.flatMap((value) => {
    if (value.system !== undefined && value.system !== (system ?? '')) return [];
    if (!codes) return [value.code];
    if (value.code === '') return Object.values(codes).flat();
    return Object.hasOwn(codes, value.code) ? (codes[value.code] ?? []) : [];
  });
  return sql<boolean>`${column(kept.column)}::text = any (${wanted}::text[])`;
}

function referenceHolds(kept: ColumnOf<'reference'>, { values, targets }: Of<'reference'>): Condition {
  const ids = values
    .filter(({ type, isElsewhere }) => !isElsewhere && (type === null || targets.some((target) => target === type)))
    .map(({ id }) => id);
  if (!kept.isUuid) return sql<boolean>`${column(kept.column)} = any (${ids}::text[])`;
  return sql<boolean>`${column(kept.column)} = any (${ids.filter(isUuid)}::uuid[])`;
}

/** One row by what its type finds it by. */
export const keyHolds = ({ key }: Pick<View, 'key'>, id: string): Condition => {
  const found = key(id);
  if (!found) return nothing;
  return both(Object.entries(found).map(([name, value]) => sql<boolean>`${column(name)} = ${value}`));
};

const isNull = (name: string, isMissing: boolean): Condition =>
  isMissing ? sql<boolean>`${column(name)} is null` : sql<boolean>`${column(name)} is not null`;

/** By a number of a register or a document, as in the screens; and by what else was kept beside the patient. */
function numberHolds(kept: ColumnOf<'number'>, { values }: Of<'token'>, { numberOf }: Hash): Condition {
  const hashes = values.flatMap(({ system, code }) => numberOf?.({ system, code }) ?? []);
  return sql<boolean>`exists (select from patient_key k where k.patient_id = ${column(kept.column)} and k.kind = 'identifier'
    and k.hash = any (${hashes}::text[]))`;
}

/** Whether a row of a view holds it; null where the view keeps nothing of what is asked. */
function viewHolds(view: View, filter: Filter): Condition | null {
  if (filter.by === 'id') return either(filter.ids.map((id) => keyHolds(view, id)));
  const isChange = filter.name === '_lastUpdated' && view.isVersioned;
  const kept: ViewColumn | undefined = isChange
    ? { type: 'date', from: 'changed_at', to: 'changed_at' }
    : view.columns[filter.name];
  if (!kept) return null;
  if (filter.by === 'missing') return isNull(kept.type === 'date' ? kept.from : kept.column, filter.isMissing);
  if (filter.by === 'date' && kept.type === 'date') return either(filter.values.map((value) => dateHolds(kept, value)));
  if (filter.by === 'token' && kept.type === 'token') return tokenHolds(kept, filter);
  return filter.by === 'reference' && kept.type === 'reference' ? referenceHolds(kept, filter) : null;
}

const bigints = (keys: readonly bigint[]) => sql`${keys.map(String)}::bigint[]`;
const keysHold = (wanted: Wanted): Condition => {
  if ('all' in wanted) return sql<boolean>`r.keys @> ${bigints(wanted.all)}`;
  return wanted.any.length === 1
    ? sql<boolean>`r.keys @> ${bigints(wanted.any)}`
    : sql<boolean>`r.keys && ${bigints(wanted.any)}`;
};

/** The columns of a parameter of dates in the store. */
export function stretchColumns({ search }: Route, name: string): Columns {
  if (name === '_lastUpdated') return { from: 'changed_at', to: 'changed_at' };
  const parameter = search[name];
  const at = parameter?.type === 'date' ? (parameter.at ?? 1) : 1;
  return { from: `d${at}_from`, to: `d${at}_to` };
}

function storeHolds(route: Route, filter: Filter, hash: Hash): Condition {
  if (filter.by === 'id') return sql<boolean>`r.id = any (${filter.ids.filter(isUuid)}::uuid[])`;
  if (filter.by === 'missing') {
    if (filter.type === 'date') return isNull(stretchColumns(route, filter.name).from, filter.isMissing);
    const has = sql<boolean>`r.keys @> ${bigints([presenceKey(filter.name, hash)])}`;
    return filter.isMissing ? sql<boolean>`not ${has}` : has;
  }
  if (filter.by === 'date') {
    const columns = stretchColumns(route, filter.name);
    return either(
      filter.values.map((value) => {
        if (!filter.isSealed) return dateHolds(columns, value);
        if (value.prefix === 'ne') return isNull(columns.from, false);
        return dateHolds(columns, { ...value, prefix: ofYears[value.prefix] });
      }),
    );
  }
  return either((wantedBy(filter, hash) ?? []).map(keysHold));
}

/** What filters want of keys, as the database is asked for it (fhir_ids_by_keys); none where no key is wanted. */
export function keysWanted(filters: readonly Filter[], hash: Hash): Readonly<Record<string, string>>[][] {
  const listed = (keys: readonly bigint[]) => `{${keys.join()}}`;
  return filters.flatMap((filter) => {
    if (filter.by === 'missing' && filter.type !== 'date' && !filter.isMissing)
      return [[{ all: listed([presenceKey(filter.name, hash)]) }]];
    const wanted = wantedBy(filter, hash) ?? [];
    if (wanted.length === 0) return [];
    return [wanted.map((each) => ('all' in each ? { all: listed(each.all) } : { any: listed(each.any) }))];
  });
}

/** Where only the year is known, what may hold. */
const ofYears = { eq: 'ap', gt: 'ge', lt: 'le', ge: 'ge', le: 'le', sa: 'ge', eb: 'le', ap: 'ap' } as const;

/** Rows of one kind: of the store, of what is kept beside what modules hold, or of a view of our own modules. */
export type Source = 'store' | 'kept' | View;
export const viewsOf = ({ view, beside }: Pick<Route, 'view' | 'beside'>): View[] => [
  ...(view ? [view] : []),
  ...beside,
];
export const sourcesOf = (route: Route): Source[] => [...(route.isStored ? ['store' as const] : []), ...viewsOf(route)];
const tables = { store: 'fhir_stored', kept: 'fhir_kept' } as const;
export const tableOf = (source: Source): string => (typeof source === 'string' ? tables[source] : source.view);

const ofOwn = (route: Route): Condition[] => [
  sql<boolean>`r.type = ${route.type}`,
  sql<boolean>`r.owner_organisation = (select actor_organisation())`,
];

/** What a view has no column for is asked of what is kept beside it; of what nothing is kept, everything is missing. */
function besideHolds(route: Route, filter: Filter, hash: Hash): Condition {
  const isAbsent = filter.by === 'missing' && filter.isMissing;
  const asked: Filter = isAbsent ? { ...filter, isMissing: false } : filter;
  const found = sql`select r.id from fhir_kept r where ${both([...ofOwn(route), storeHolds(route, asked, hash)])}`;
  return isAbsent ? sql<boolean>`r.id not in (${found})` : sql<boolean>`r.id in (${found})`;
}

export type Conditions = { filters: readonly Filter[]; hash: Hash };

/** What a source is asked; null where it keeps nothing of what is asked. */
export function conditionsOf(route: Route, source: Source, { filters, hash }: Conditions): Condition[] | null {
  if (typeof source === 'string') return [...ofOwn(route), ...filters.map((filter) => storeHolds(route, filter, hash))];
  const held = filters.map((filter) => {
    const kept = filter.by === 'token' ? source.columns[filter.name] : undefined;
    if (kept?.type === 'number' && filter.by === 'token')
      return either([numberHolds(kept, filter, hash), besideHolds(route, filter, hash)]);
    return viewHolds(source, filter) ?? (source.isBound ? besideHolds(route, filter, hash) : null);
  });
  if (held.includes(null)) return null;
  return [
    ...(source.only === undefined ? [] : [sql<boolean>`${column(source.only)}`]),
    ...held.filter((condition) => condition !== null),
  ];
}
