// How fast the ledger answers at the size of a country: 100,000 commitments, 300,000 deliveries.
//   node bench/ledger.ts [commitments] [times]
// Every request goes through the whole application; the time and the statements are what its server-timing header says.
import { randomUUID } from 'node:crypto';
import { cpus, loadavg, totalmem } from 'node:os';
import { pagesOf } from './ledger/pages.ts';
import { type Ask, type Cookies, type Loaded, openLoaded } from './ledger/world.ts';

const commitments = Number(process.argv[2] ?? 100_000);
const times = Number(process.argv[3] ?? 200);
const goals = { read: 50, write: 10, queries: 10 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Row = { what: string; p50: number; p95: number; most: number; queries: number; goal: number };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function answer({ app }: Loaded, { method, url, cookie, payload }: ReturnType<Ask>) {
  const headers = { ...(cookie && { cookie }), ...(method === 'POST' && { 'idempotency-key': randomUUID() }) };
  const reply = await app.inject({ method, url, headers, ...(payload && { payload }) });
  if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
  const [, ms = '', queries = ''] = /dur=([\d.]+).*desc="(\d+)"/.exec(String(reply.headers['server-timing'])) ?? [];
  return { ms: Number(ms), queries: Number(queries), body: reply.body };
}

async function measure(loaded: Loaded, what: string, ask: Ask): Promise<Row> {
  const warmups = 3;
  const seen: { ms: number; queries: number }[] = [];
  for (let n = 0; n < warmups + times; n += 1) {
    const { ms, queries } = await answer(loaded, ask(n));
    if (n >= warmups) seen.push({ ms, queries });
  }
  const sorted = seen.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const goal = ask(0).method === 'GET' ? goals.read : goals.write;
  const queries = Math.max(...seen.map((each) => each.queries));
  const row = { what, p50: at(sorted, 0.5), p95: at(sorted, 0.95), most: sorted.at(-1) ?? 0, queries, goal };
  say(lineOf(row));
  return row;
}

/** One that answers with an error is missed, and the others are still measured. */
function failed(what: string, error: unknown): Row {
  const row = { what, p50: Infinity, p95: Infinity, most: Infinity, queries: 0, goal: goals.read };
  say(`${lineOf(row)}: ${error instanceof Error ? error.message.slice(0, 120) : String(error)}`);
  return row;
}

const lineOf = ({ what, p50, p95, most, queries, goal }: Row): string => {
  const isMet = p95 <= goal && (goal === goals.write || queries <= goals.queries);
  const figures = [p50, p95, most].map((ms) => ms.toFixed(1).padStart(8)).join('');
  return `${what.padEnd(58)}${figures}${String(queries).padStart(9)}${`≤ ${goal} ms`.padStart(10)}  ${isMet ? 'met' : 'MISSED'}`;
};

/** The cursor of a page far into a list, or of its last page. */
async function deepCursor(loaded: Loaded, url: string, cookie: string): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 60; page += 1) {
    const { body } = await answer(loaded, { method: 'GET', url: `${url}&limit=100${cursor}`, cookie });
    const { next } = JSON.parse(body) as { next: string | null };
    if (!next) return cursor;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  return cursor;
}

async function readStaff(loaded: Loaded, cookies: Cookies): Promise<Row[]> {
  const rows: Row[] = [];
  const lists = [
    ['sorted by term', 'sort=term'],
    ['sorted by status', 'sort=status'],
    ['newest change first', 'sort=-changed'],
    ['sorted by title', 'sort=title'],
    ['overdue, by term', 'status=overdue'],
    ['overdue or silent, newest change', 'status[]=overdue&status[]=not_reported&sort=-changed'],
    ['withdrawn (rare), by term', 'status=withdrawn'],
    ['money we owe', 'kind=money&direction=we_owe'],
    ['a word in every fifth title', 'q=%D0%BE%D0%BF%D0%B5%D1%80%D0%B0%D1%86%D0%B8%D1%8F'],
    ['one partnership, by status', 'partnership=partnership-7&sort=status'],
  ] as const;
  for (const [who, cookie] of Object.entries(cookies)) {
    for (const [what, query] of lists) {
      const url = `/api/commitments?${query}`;
      rows.push(await measure(loaded, `list, ${who}: ${what}`, () => ({ method: 'GET', url, cookie })));
    }
    for (const sort of ['term', 'status', 'title']) {
      const url = `/api/commitments?sort=${sort}`;
      const deep = url + (await deepCursor(loaded, url, cookie));
      rows.push(
        await measure(loaded, `list, ${who}: a far page by ${sort}`, () => ({ method: 'GET', url: deep, cookie })),
      );
    }
    const counts = `/api/commitments/counts`;
    rows.push(await measure(loaded, `counts by status, ${who}`, () => ({ method: 'GET', url: counts, cookie })));
    rows.push(await measure(loaded, `today, ${who}`, () => ({ method: 'GET', url: '/api/today', cookie })));
  }
  return rows;
}

async function readPages(loaded: Loaded, cookies: Cookies): Promise<Row[]> {
  const began = performance.now();
  await answer(loaded, { method: 'GET', url: '/data/commitments.csv' });
  say(`the dataset of commitments (CSV) is made in ${(performance.now() - began).toFixed(0)} ms`);
  const rows: Row[] = [];
  for (const [what, ask] of await pagesOf(loaded, cookies))
    rows.push(await measure(loaded, what, ask).catch((error: unknown) => failed(what, error)));
  return rows;
}

/** A result of a press release, as the review page enters it. */
const deliveryOf = (n: number) => ({
  amount: { amount: String(1 + n), currency: null },
  comparator: 'eq',
  period: '2026',
  place: 'Талдықорған',
  reportedOn: '2026-11-20',
});

async function write(loaded: Loaded, who: { home: string; cookie: string }): Promise<Row[]> {
  const { cookie } = who;
  const ask = (url: string, payload: object) => ({ method: 'POST' as const, url: `/api${url}`, cookie, payload });
  const query = async (text: string) =>
    (await loaded.owner.query<{ id: string }>(text, [who.home])).rows.map(({ id }) => id);
  const drafts = await query(`select id from claim where state = 'draft' and owner_organisation = $1 order by id`);
  const ofMeasure = await query(
    `select c.id from commitment c join side_organisation so on so.side_id = c.side_id
     where so.organisation_id = $1 and c.kind = 'measure' and c.partnership_id = (select partnership_id from claim where state = 'draft' limit 1)
     order by c.id`,
  );
  const unconfirmed = await query(
    `select d.id from delivery d join commitment c on c.id = d.commitment_id where $1 = any (c.debtors) order by d.id limit 2000`,
  );
  const target = (n: number) => ofMeasure[n % ofMeasure.length] ?? '';
  const entry = (n: number) => ({ enter: 'delivery', of: target(n), delivery: deliveryOf(n) });
  const asked: [string, Ask][] = [
    ['enter a claim as a delivery', (n) => ask('/accords/entries', { claim: drafts[n], version: 1, entry: entry(n) })],
    ['confirm a delivery', (n) => ask(`/deliveries/${unconfirmed[n]}/confirmations`, { as: 'giver' })],
    [
      'assess a commitment',
      (n) =>
        ask(`/commitments/${target(n)}/assessments`, {
          verdict: 'on_track',
          trueOn: '2026-11-20',
          visibility: 'own_side',
          reasons: { kk: { text: 'Кесте бойынша', by: 'person' } },
        }),
    ],
  ];
  const rows: Row[] = [];
  for (const [what, each] of asked) rows.push(await measure(loaded, what, each));
  return rows;
}

const counted =
  'commitment delivery claim ground standing event meeting meeting_participant meeting_point instrument instrument_step ' +
  'person post correction answer dispute search_entry';

/** On what machine, and how much there is. */
async function saySizes(one: (text: string) => Promise<string>): Promise<void> {
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}`,
  );
  const began = performance.now();
  await one('select count(*)::text as it from generate_series(1, 1000000)');
  const counting = (performance.now() - began).toFixed(0);
  say(`counting a million rows takes ${counting} ms, load average ${loadavg()[0]?.toFixed(1)}`);
  const sizes: string[] = [];
  for (const table of counted.split(' '))
    sizes.push(`${await one(`select count(*)::text as it from ${table}`)} ${table}`);
  say(`${sizes.join(', ')}; ${await one('select pg_size_pretty(pg_database_size(current_database())) as it')}`);
}

async function main(): Promise<void> {
  const loaded = await openLoaded(commitments, say);
  try {
    const one = async (text: string) => String((await loaded.owner.query<{ it: string }>(text)).rows[0]?.it);
    await saySizes(one);
    const ministry = await one(`select owner_organisation::text as it from partnership limit 1`);
    const region = await one(`select owner_organisation::text as it from claim where state = 'draft' limit 1`);
    const abroad = await one(`select id::text as it from organisation where country <> 'KZ' order by id limit 1`);
    const cookies = {
      ministry: await loaded.cookieOf(ministry, 'officer'),
      region: await loaded.cookieOf(region, 'officer'),
      abroad: await loaded.cookieOf(abroad, 'officer'),
    };
    say(`${'server time in ms'.padEnd(58)}     p50     p95     max  queries      goal`);
    const rows = [
      ...(await readPages(loaded, cookies)),
      ...(await readStaff(loaded, cookies)),
      ...(await write(loaded, { home: region, cookie: cookies.region })),
    ];
    const missed = rows.filter((row) => lineOf(row).endsWith('MISSED'));
    say(`${rows.length - missed.length} of ${rows.length} goals met`);
  } finally {
    await loaded.stop();
  }
}

await main();
