import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Rate } from '../../platform/money/convert.ts';
import type { Currency } from '../../platform/money/currencies.ts';
import type { Day } from '../../platform/time/calendar.ts';
import type { Position, RateKey, Sort } from './rate.ts';

/** Rates as they stand now; what replaced one another is history. */
export type RateRow = {
  id: string;
  base: Currency;
  quote: Currency;
  day: Day;
  rate: string;
  source: string;
  isDemo: boolean;
  version: number;
  isOwn: boolean;
};
export type Filter = {
  currency?: string | undefined;
  from?: Day | undefined;
  until?: Day | undefined;
  source?: string | undefined;
};

const columns = sql`
  r.id, r.base, r.quote, r.day, trim_scale(r.rate)::text as rate, r.source, r.is_demo as "isDemo", r.version,
  r.owner_organisation = (select actor_organisation()) as "isOwn"`;

function conditions({ currency, from, until, source }: Filter): RawBuilder<unknown> {
  const all = [sql`r.replaced_at is null`];
  if (currency) all.push(sql`${currency} in (r.base, r.quote)`);
  if (from) all.push(sql`r.day >= ${from}::date`);
  if (until) all.push(sql`r.day <= ${until}::date`);
  if (source) all.push(sql`r.source = ${source}`);
  return sql.join(all, sql` and `);
}

const orders: Record<Sort, { by: RawBuilder<unknown>; after: (last: Position) => RawBuilder<unknown> }> = {
  '-day': { by: sql`r.day desc, r.id desc`, after: ({ day, id }) => sql`(r.day, r.id) < (${day}::date, ${id}::uuid)` },
  day: { by: sql`r.day, r.id`, after: ({ day, id }) => sql`(r.day, r.id) > (${day}::date, ${id}::uuid)` },
  pair: {
    by: sql`r.base, r.quote, r.day, r.id`,
    after: ({ base, quote, day, id }) =>
      sql`(r.base, r.quote, r.day, r.id) > (${base}, ${quote}, ${day}::date, ${id}::uuid)`,
  },
};

type Slice = { sort: Sort; after: Position | null; limit: number };

/** One page of the rates. */
export async function listRates(tx: Tx, filter: Filter, { sort, after, limit }: Slice): Promise<RateRow[]> {
  const { by, after: beyond } = orders[sort];
  const start = after ? sql`and ${beyond(after)}` : sql``;
  const { rows } = await sql<RateRow>`
    select ${columns} from rate r where ${conditions(filter)} ${start} order by ${by} limit ${limit}`.execute(tx);
  return rows;
}

/** All of them, as a query to be read a page at a time. */
export const ratesQuery = (filter: Filter, sort: Sort): RawBuilder<RateRow> =>
  sql<RateRow>`select ${columns} from rate r where ${conditions(filter)} order by ${orders[sort].by}`;

export async function countRates(tx: Tx, filter: Filter): Promise<{ real: number; demo: number; sources: string[] }> {
  const { source: _source, ...others } = filter;
  const { rows } = await sql<{ real: number; demo: number; sources: string[] }>`
    select count(*) filter (where not r.is_demo)::int as real, count(*) filter (where r.is_demo)::int as demo,
           coalesce((select array_agg(distinct r.source order by r.source) from rate r where ${conditions(others)}), '{}')
             as sources
    from rate r where ${conditions(filter)}`.execute(tx);
  return rows[0] ?? { real: 0, demo: 0, sources: [] };
}

/** What is there of the rates that a file names. */
export async function ratesNamed(tx: Tx, keys: readonly RateKey[], isDemo: boolean): Promise<RateRow[]> {
  const of = (name: keyof RateKey) => keys.map((key) => key[name]);
  const { rows } = await sql<RateRow>`
    select ${columns}
    from rate r
    join (select distinct * from unnest(${of('base')}::text[], ${of('quote')}::text[], ${of('day')}::date[], ${of('source')}::text[])
          as k (base, quote, day, source)) k
      on k.base = r.base and k.quote = r.quote and k.day = r.day and k.source = r.source
    where r.replaced_at is null and r.is_demo = ${isDemo}`.execute(tx);
  return rows;
}

type Wanted = { first: Day; last: Day };

/** All rates of these days: a conversion may lead through any of them. Those of a demonstration only for a demonstration. */
export async function ratesOfDays(tx: Tx, days: readonly Wanted[], isDemo: boolean): Promise<Rate[]> {
  const { rows } = await sql<Rate>`
    select r.base, r.quote, r.day, trim_scale(r.rate)::text as rate, r.source, r.is_demo as "isDemo"
    from rate r
    where r.replaced_at is null and (${isDemo} or not r.is_demo)
      and exists (select from unnest(${days.map(({ first }) => first)}::date[], ${days.map(({ last }) => last)}::date[]) as w (first, last)
                  where r.day between w.first and w.last)`.execute(tx);
  return rows;
}

type Import = {
  id: string;
  owner: string;
  person: string;
  at: Date;
  fileName: string;
  sha256: string;
  isDemo: boolean;
};
export type NewRate = {
  id: string;
  base: string;
  quote: string;
  day: Day;
  rate: string;
  source: string;
  version: number;
};

export async function insertImport(tx: Tx, { id, owner, person, at, fileName, sha256 }: Import): Promise<void> {
  await sql`insert into rate_import values (${id}, ${owner}, ${person}, ${at}, ${fileName}, ${sha256})`.execute(tx);
}

/** Sets aside those that are corrected. @returns how many of them were still there in that version */
export async function replaceRates(
  tx: Tx,
  replaced: readonly { id: string; version: number }[],
  at: Date,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update rate r set replaced_at = ${at}
    from unnest(${replaced.map(({ id }) => id)}::uuid[], ${replaced.map(({ version }) => version)}::int[]) as k (id, version)
    where r.id = k.id and r.version = k.version and r.replaced_at is null`.execute(tx);
  return Number(numAffectedRows);
}

/** @returns how many were entered: fewer when another import entered one of them meanwhile */
export async function insertRates(tx: Tx, { id, owner, isDemo }: Import, rates: readonly NewRate[]): Promise<number> {
  const of = (name: keyof NewRate) => rates.map((rate) => rate[name]);
  const { numAffectedRows = 0n } = await sql`
    insert into rate (id, import_id, owner_organisation, is_demo, base, quote, day, rate, source, version)
    select k.id, ${id}::uuid, ${owner}::uuid, ${isDemo}, k.base, k.quote, k.day, k.rate, k.source, k.version
    from unnest(${of('id')}::uuid[], ${of('base')}::text[], ${of('quote')}::text[], ${of('day')}::date[], ${of('rate')}::numeric[],
                ${of('source')}::text[], ${of('version')}::int[]) as k (id, base, quote, day, rate, source, version)
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows);
}
