import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Order, Position, Sort } from './listing.ts';
import type { OrganisationKind } from './organisation.ts';
import { anyOf, type FullOrganisation } from './organisation.sql.ts';
import { type OrganisationTable, tables } from './tables.sql.ts';

/** `ids`: only these, where words were looked for. What is left out is not asked for. */
export type OrganisationFilter = {
  ids?: readonly string[] | undefined;
  kind?: OrganisationKind | undefined;
  country?: string | undefined;
};
export type PersonFilter = { ids?: readonly string[] | undefined; organisation?: string | undefined };
export type Slice = { order: Order; after: Position | null; limit: number; locale: Locale };

type Condition = RawBuilder<unknown>;
/** The name as the reader's language has it, else in another: what `nameIn` shows, near enough to sort by. */
const nameKey = (
  locale: Locale,
): Condition => sql`lower(coalesce(names ->> ${locale}, names ->> 'kk', names ->> 'kk-Latn',
  names ->> 'ru', names ->> 'en', (select min(each.value) from jsonb_each_text(names) each)))`;
const changedKey = sql`to_char(changed_at at time zone 'utc', 'YYYYMMDDHH24MISSUS')`;
const keyOf = (sort: Sort, locale: Locale, isByCountry: boolean): Condition => {
  if (sort === 'changed') return changedKey;
  return sort === 'country' && isByCountry ? sql`country || ' ' || ${nameKey(locale)}` : nameKey(locale);
};

/** Rows in their order, from where the last page ended; each with the text by which it is sorted. */
async function pageOf<Row>(
  tx: Tx,
  { from, columns, conditions }: { from: Condition; columns: Condition; conditions: readonly Condition[] },
  { key, slice }: { key: Condition; slice: Slice },
): Promise<(Row & { sort_key: string })[]> {
  const { order, after, limit } = slice;
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after ? [sql`(${key}, id) ${beyond} (${after.key}::text, ${after.id}::uuid)`] : [];
  const all = sql.join([sql`merged_into is null`, ...conditions, ...start], sql` and `);
  const { rows } = await sql<Row & { sort_key: string }>`
    select ${columns}, ${key} as sort_key from ${from} where ${all}
    order by ${key} ${direction}, id ${direction} limit ${limit}`.execute(tx);
  return rows;
}

const conditionsOf = ({ ids, kind, country }: OrganisationFilter): Condition[] => [
  ...(ids ? [sql`id = ${anyOf(ids)}`] : []),
  ...(kind ? [sql`kind = ${kind}`] : []),
  ...(country ? [sql`country = ${country}`] : []),
];

export type ListedOrganisation = OrganisationTable & { sort_key: string };

/** One page of the organisations, without those that are merged into others. */
export const listOrganisations = (tx: Tx, filter: OrganisationFilter, slice: Slice): Promise<ListedOrganisation[]> =>
  pageOf<OrganisationTable>(
    tx,
    { from: sql`organisation`, columns: sql`organisation.*`, conditions: conditionsOf(filter) },
    { key: keyOf(slice.order.sort, slice.locale, true), slice },
  );

/** How many there are of those that the filter leaves; demonstration apart. */
export async function countOrganisations(tx: Tx, filter: OrganisationFilter): Promise<{ real: number; demo: number }> {
  const all = sql.join([sql`merged_into is null`, ...conditionsOf(filter)], sql` and `);
  const { rows } = await sql<{ real: number; demo: number }>`
    select count(*) filter (where not is_demo)::int as real, count(*) filter (where is_demo)::int as demo
    from organisation where ${all}`.execute(tx);
  return rows[0] ?? { real: 0, demo: 0 };
}

export type ListedPerson = { id: string; names: Names; is_demo: boolean; version: number; sort_key: string };

/** One page of the people, without records that are merged into others. */
export const listPeople = (tx: Tx, { ids, organisation }: PersonFilter, slice: Slice): Promise<ListedPerson[]> =>
  pageOf<Omit<ListedPerson, 'sort_key'>>(
    tx,
    {
      from: sql`person`,
      columns: sql`id, names, is_demo, version`,
      conditions: [
        ...(ids ? [sql`id = ${anyOf(ids)}`] : []),
        ...(organisation
          ? [
              sql`exists (select from post o join person held on held.id = o.person_id
                    join organisation at on at.id = o.organisation_id
                    where person.id in (held.id, held.merged_into) and o.removed_at is null
                      and ${organisation} in (at.id, at.merged_into))`,
            ]
          : []),
      ],
    },
    { key: keyOf(slice.order.sort, slice.locale, false), slice },
  );

/** The countries in which there are organisations. */
export const countriesOfAll = async (tx: Tx): Promise<string[]> =>
  (await tables(tx).selectFrom('organisation').select('country').distinct().orderBy('country').execute()).map(
    ({ country }) => country,
  );

/** Every organisation that is not merged, to compare a file with. */
export const allToCompare = (tx: Tx): Promise<FullOrganisation[]> =>
  tables(tx)
    .selectFrom('organisation')
    .selectAll()
    .select(sql<boolean>`coalesce((select actor_organisation()) in (id, registered_by), false)`.as('may_change'))
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute();
