import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { countedTo, type FoundData, type HomeData, type HomePartnership, type Promised, rowsPerPage } from './data.ts';
import {
  groundsOf,
  idsOf,
  newestStatements,
  organisationsOf,
  partiesOf,
  partnershipRows,
  promisedRows,
  statusOn,
} from './ledger.sql.ts';
import { allOf, talliesOf } from './overview.ts';
import { hitsOf } from './search.sql.ts';
import type { Search } from './search.ts';
import type { Outline } from './things.ts';

const partnershipsOnAPage = 8;
const promisesOfAPartnership = 4;
const silentOnAPage = 4;
const statementsOnAPage = 5;

const newestFirst = sql`c.stated_on desc nulls last, c.id`;

type Shown = { today: string; page: number; outlines: readonly Outline[] };
type Listed = { partnerships: HomePartnership[]; more: boolean };

/** Partnerships, real ones first, each with its newest promises. */
async function listed(tx: Tx, { today, page, outlines }: Shown): Promise<Listed> {
  const slice = sql`order by p.is_demo, p.slug limit ${partnershipsOnAPage + 1}
    offset ${(page - 1) * partnershipsOnAPage}`;
  const found = await partnershipRows(tx, slice);
  const shown = found.slice(0, partnershipsOnAPage);
  const ids = shown.map(({ id }) => id);
  const rows = await promisedRows(tx, today, {
    where: sql`c.id in (
      select n.id from unnest(${ids}::uuid[]) as shown (id) cross join lateral (
        select c.id from public_commitment c where c.partnership_id = shown.id
        order by ${newestFirst} limit ${promisesOfAPartnership}) n)`,
    order: newestFirst,
    limit: partnershipsOnAPage * promisesOfAPartnership,
  });
  const partnerships = shown.map((partnership) => ({
    ...partnership,
    total: outlines
      .filter(({ id }) => id === partnership.id)
      .reduce((all, it) => all + allOf(it.real) + allOf(it.demo), 0),
    promised: rows.filter((row) => row.partnership.slug === partnership.slug),
  }));
  return { partnerships, more: found.length > shown.length };
}

/** The commitments of a status, the latest terms first: read from the indexes, so that it costs what is shown. */
const ofStatus = (status: string, today: string, limit: number) => sql`
  select s.commitment_id as id, s.term_last from (
    (select s.commitment_id, s.term_last from public_standing s
     where s.status_in_term = ${status} and s.term_last >= ${today}::date
     order by s.term_last desc, s.commitment_id desc limit ${limit})
    union all
    (select s.commitment_id, s.term_last from public_standing s
     where s.status_after = ${status} and s.term_last < ${today}::date
     order by s.term_last desc, s.commitment_id desc limit ${limit})
  ) s`;

/** The front page, from statements whose cost does not grow with the ledger. */
export async function homeOf(
  tx: Tx,
  { today, search, outlines }: { today: string; search: Search; outlines: readonly Outline[] },
): Promise<HomeData> {
  const { partnerships, more } = await listed(tx, { today, page: search.page, outlines });
  const past = await promisedRows(tx, today, {
    where: sql`c.id in (select id from (${ofStatus('not_reported', today, silentOnAPage)}) s
      order by term_last desc, id desc limit ${silentOnAPage})`,
    order: sql`c.term_last desc, c.id desc`,
    limit: silentOnAPage,
  });
  // A page often states several things in one sentence: each is shown once.
  const statements = await newestStatements(tx, statementsOnAPage * 8);
  const newest = [...new Map(statements.map((ground) => [`${ground.sha256} ${ground.sentence}`, ground])).values()];
  const rows = partnerships.flatMap(({ promised }) => promised);
  const seated = partnerships.flatMap(({ sides }) => sides.flatMap(({ organisations }) => organisations));
  const organisations = await organisationsOf(tx, [...partiesOf([...rows, ...past]), ...seated]);
  const grounds = await groundsOf(tx, { commitments: rows.map(({ id }) => id) });
  return {
    search,
    outlines,
    ...talliesOf(outlines),
    partnerships,
    more,
    silent: past,
    organisations,
    grounds,
    newest: newest.slice(0, statementsOnAPage),
  };
}

/** For each word, the organisations that have it in a name or a place. */
async function organisationsNamed(tx: Tx, words: readonly string[]): Promise<string[][]> {
  if (words.length === 0) return [];
  const { rows } = await sql<{ word: string; ids: string[] }>`
    select w.word, array_agg(o.id) as ids
    from unnest(${words}::text[]) as w (word)
    join public_organisation o
      on ' ' || regexp_replace(fold_letters(o.names::text || ' ' || coalesce(o.place, '')), '[^[:alnum:]]+', ' ', 'g')
         like '% ' || w.word || '%'
    group by w.word`.execute(tx);
  return words.map((word) => rows.find((row) => row.word === word)?.ids ?? []);
}

/** The ids that a search may show, with the day that puts them in order: no more than are counted, so that a word which stands everywhere costs little. */
async function candidates(tx: Tx, today: string, search: Search): Promise<RawBuilder<unknown>> {
  const { words, status, organisation } = search;
  const most = countedTo + 1;
  if (words.length === 0 && organisation === null && status !== null)
    return sql`select id, term_last as day from (${ofStatus(status, today, most)}) s
      order by term_last desc, id desc limit ${most}`;
  const named = await organisationsNamed(tx, words);
  const conditions: RawBuilder<unknown>[] = words.map((word, index) => {
    const inText = sql`c.words @@ to_tsquery('simple', ${`${word}:*`})`;
    const ids = named[index] ?? [];
    return ids.length === 0 ? inText : sql`(${inText} or c.debtors && ${ids}::uuid[] or c.creditors && ${ids}::uuid[])`;
  });
  if (organisation !== null)
    conditions.push(sql`(c.debtors @> array[${organisation}::uuid] or c.creditors @> array[${organisation}::uuid])`);
  if (status !== null) conditions.push(sql`${statusOn(today)} = ${status}`);
  const where = sql.join(conditions.length > 0 ? conditions : [sql`true`], sql` and `);
  return sql`select c.id, c.stated_on as day from public_commitment c where ${where} limit ${most}`;
}

/** What a search finds, newest first; of a status alone, the latest terms first. */
async function find(tx: Tx, today: string, search: Search): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] | null }>`
    select array_agg(id order by day desc nulls last, id) as ids
    from (${await candidates(tx, today, search)}) found`.execute(tx);
  return rows[0]?.ids ?? [];
}

const rowsOf = (tx: Tx, today: string, ids: readonly string[]): Promise<Promised[]> =>
  promisedRows(tx, today, {
    where: sql`c.id = any (${idsOf(ids)})`,
    order: sql`array_position(${idsOf(ids)}, c.id)`,
    limit: ids.length,
  });

/** A page of what a search finds. */
export async function foundOf(tx: Tx, today: string, search: Search): Promise<FoundData> {
  const first = (search.page - 1) * rowsPerPage;
  const ids = await find(tx, today, search);
  const found = await rowsOf(tx, today, ids.slice(first, first + rowsPerPage));
  const asked = search.organisation === null ? [] : [search.organisation];
  const organisations = await organisationsOf(tx, [...partiesOf(found), ...asked]);
  const grounds = await groundsOf(tx, { commitments: found.map(({ id }) => id) });
  const organisation = organisations.find(({ id }) => id === search.organisation) ?? null;
  const isFirst = search.page === 1 && search.words.length > 0;
  const hits = isFirst ? await hitsOf(tx, search.text) : [];
  return { search, hits, found, organisations, grounds, total: ids.length, organisation };
}

/** Everything that a search finds, for a file; `more` says that there is more than that. */
export async function fileOf(tx: Tx, today: string, search: Search): Promise<{ rows: Promised[]; more: boolean }> {
  const ids = await find(tx, today, search);
  return { rows: await rowsOf(tx, today, ids.slice(0, countedTo)), more: ids.length > countedTo };
}
