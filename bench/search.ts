// How fast a million records are searched: rare and common words, misspelt ones, two words, beginnings of words.
//   node bench/search.ts [records] [times]
// Staff ask through the whole application; the time is what its server-timing header says. The public's question is timed at the
// database. The entries are made in bulk, in the form in which the triggers of db/migrations/0011_search.sql make them.
import { cpus, loadavg, totalmem } from 'node:os';
import type pg from 'pg';
import { type Loaded, openLoaded } from './ledger/world.ts';

const records = Number(process.argv[2] ?? 1_000_000);
const times = Number(process.argv[3] ?? 100);
const goal = 100;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The same words in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Sixty thousand words that sound Kazakh, the first of them in every fifth title. */
function vocabulary(): string[] {
  const random = randomOf(7);
  const pick = (from: string): string => from[Math.floor(random() * from.length)] ?? '';
  const syllable = () => pick('бдғгжзйкқлмнңпрстушх') + pick('аәеоөұүыі') + (random() < 0.4 ? pick('лнрстқңм') : '');
  const words = new Set(['операция', 'клиника', 'дәріс', 'құрал']);
  while (words.size < 60_000) words.add(Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join(''));
  return [...words];
}

const kinds = [
  ['commitment', 0.7],
  ['document', 0.1],
  ['meeting', 0.07],
  ['instrument', 0.05],
  ['document_text', 0.05],
  ['organisation', 0.02],
  ['person', 0.01],
] as const;

const visibilityOf = (kind: string): string => {
  if (kind === 'document_text') return `'own_side'`;
  if (kind === 'organisation' || kind === 'person') return `'known'`;
  return `(array['public', 'partnership', 'public', 'partnership', 'own_side'])[1 + (n / 7) % 5]`;
};

/** So many words, few of them common and most rare. `n * 0` makes Postgres choose anew for every text. */
const wordsOf = (count: number, skew: number): string => `
  (select string_agg(w.word, ' ') from (
     select 10 + floor(59990 * random() ^ ${skew})::int as place from generate_series(1, ${count} + n * 0) offset 0
   ) r join bench_word w using (place))`;

/** Titles of six words and texts of two hundred, from which the records are made. */
const texts = `
  create table bench_title as
    select n as place, title, strip(to_tsvector('simple', search_fold(title))) as heading
    from (select n, ${wordsOf(6, 4)} || case when n % 5 = 0 then ' операция' else '' end as title from generate_series(0, 99999) n offset 0) t;
  create table bench_text as
    select n as place, body, strip(to_tsvector('simple', search_fold(body))) as words
    from (select n, ${wordsOf(200, 2)} as body from generate_series(0, 1999) n offset 0) t;
  alter table bench_title add primary key (place);
  alter table bench_text add primary key (place)`;

const entriesOf = (kind: string, count: number): string => `
  insert into search_entry
  select '${kind}', gen_random_uuid(), owner, partnership, side, visibility, false,
         jsonb_build_object('kk', jsonb_build_object('text', title, 'by', 'person')), body, now() - n * interval '1 minute', heading,
         heading || coalesce(words, '') || array_to_tsvector(array_remove(array[
           case visibility when 'own_side' then '@' || side when 'partnership' then '@' || partnership else '@all' end, '@' || owner], null))
  from (
    select n, s.owner, s.partnership_id as partnership, s.id as side, ${visibilityOf(kind)} as visibility, t.title, t.heading,
           b.body, b.words
    from generate_series(1, ${count}) n
    join bench_side s on s.place = n % (select count(*) from bench_side)
    join bench_title t on t.place = hashint4(n) & 65535
    left join bench_text b on b.place = n % 2000 and '${kind}' = 'document_text'
  ) made`;

async function fill(owner: pg.Client): Promise<void> {
  const began = performance.now();
  const after = (): string => `after ${((performance.now() - began) / 1000).toFixed(0)} s`;
  await owner.query('create table bench_word (place integer primary key, word text)');
  await owner.query(
    'insert into bench_word select place - 1, word from unnest($1::text[]) with ordinality as w (word, place)',
    [vocabulary()],
  );
  await owner.query(`create table bench_side as
    select row_number() over (order by s.id) - 1 as place, s.id, s.partnership_id,
           (select so.organisation_id from side_organisation so where so.side_id = s.id limit 1) as owner from side s`);
  // Each text chooses its words by the index of words, not by hashing all of them anew.
  await owner.query('analyze; set enable_hashjoin = off; set enable_mergejoin = off');
  await owner.query(texts);
  await owner.query('reset enable_hashjoin; reset enable_mergejoin; analyze');
  say(`texts ${after()}`);
  const { rows } = await owner.query<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes where indexname like 'words_of_%'`,
  );
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  await owner.query('truncate search_entry, search_word, search_spelling');
  for (const [kind, share] of kinds) await owner.query(entriesOf(kind, Math.round(records * share)));
  say(`entries ${after()}`);
  await owner.query(`set maintenance_work_mem = '512MB'`);
  for (const { made } of rows) await owner.query(made);
  say(`indexes ${after()}`);
  await owner.query(`
    insert into search_word
    select distinct lexeme, case visibility when 'own_side' then side_id when 'partnership' then partnership_id
             when 'known' then '00000000-0000-0000-0000-000000000001' else '00000000-0000-0000-0000-000000000000' end
    from search_entry, unnest(heading) where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]'`);
  await owner.query('insert into search_spelling select distinct word from search_word');
  await owner.query('drop table bench_word, bench_title, bench_text, bench_side');
  await owner.query('vacuum analyze');
  say(`filled ${after()}`);
}

type Row = { what: string; p50: number; p95: number; most: number; found: number };
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const lineOf = ({ what, p50, p95, most, found }: Row): string =>
  `${what.padEnd(52)}${[p50, p95, most].map((ms) => ms.toFixed(1).padStart(8)).join('')}${String(found).padStart(8)}  ${p95 <= goal ? 'met' : 'MISSED'}`;

type Ask = (q: string) => Promise<{ ms: number; found: number }>;

async function measure(what: string, questions: readonly string[], ask: Ask): Promise<Row> {
  const warmups = 5;
  const seen: number[] = [];
  let found = 0;
  for (let n = 0; n < warmups + times; n += 1) {
    const answer = await ask(questions[n % questions.length] ?? '');
    if (n < warmups) continue;
    seen.push(answer.ms);
    found = Math.max(found, answer.found);
  }
  const sorted = seen.toSorted((one, other) => one - other);
  const row = { what, p50: at(sorted, 0.5), p95: at(sorted, 0.95), most: sorted.at(-1) ?? 0, found };
  say(lineOf(row));
  return row;
}

const asStaff =
  ({ app }: Loaded, cookie: string): Ask =>
  async (q) => {
    const reply = await app.inject({
      method: 'GET',
      url: `/api/search?q=${encodeURIComponent(q)}`,
      headers: { cookie },
    });
    if (reply.statusCode !== 200) throw new Error(`${q}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
    const { groups } = JSON.parse(reply.body) as { groups: { count: number }[] };
    const ms = Number(/dur=([\d.]+)/.exec(String(reply.headers['server-timing']))?.[1]);
    return { ms, found: groups.reduce((sum, { count }) => sum + count, 0) };
  };

const asPublic =
  ({ owner }: Loaded): Ask =>
  async (q) => {
    const began = performance.now();
    const { rows } = await owner.query<{ looked_at: number }>('select * from search_public($1, null, 5, 0)', [q]);
    return { ms: performance.now() - began, found: rows.length };
  };

const swapped = (word: string): string => word.slice(0, 3) + (word[4] ?? '') + (word[3] ?? '') + word.slice(5);

function questionsOf(words: readonly string[]): Record<string, string[]> {
  const some = (from: number, fits: (word: string) => boolean = () => true) =>
    words
      .slice(from)
      .filter((word) => word.length > 6 && fits(word))
      .slice(0, 40);
  const [rare, middle] = [some(40_000), some(300)];
  return {
    'a rare word': rare,
    'a word in every fifth title': ['операция'],
    'a common word and a middling one': middle.map((word) => `операция ${word}`),
    'two middling words': middle.map((word, n) => `${word} ${middle[(n + 1) % middle.length] ?? ''}`),
    'the beginning of many words': ['қал', 'бер', 'сал', 'дар', 'жұм'],
    'a misspelt word': rare.map(swapped),
    'a common word misspelt': ['опиратсия', 'операцыя', 'оперция'],
    'nothing like it': ['щщщщщщщщ'],
  };
}

async function main(): Promise<void> {
  const loaded = await openLoaded(1000, () => {});
  try {
    await fill(loaded.owner);
    const one = async (text: string) => String((await loaded.owner.query<{ it: string }>(text)).rows[0]?.it);
    say(
      `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}`,
    );
    const began = performance.now();
    await one('select count(*)::text as it from generate_series(1, 1000000)');
    say(
      `counting a million rows takes ${(performance.now() - began).toFixed(0)} ms, load average ${loadavg()[0]?.toFixed(1)}`,
    );
    say(
      `${await one('select count(*)::text as it from search_entry')} entries, ${await one('select count(*)::text as it from search_spelling')} words in titles; ` +
        (await one('select pg_size_pretty(pg_database_size(current_database())) as it')),
    );
    const officer = async (text: string) => asStaff(loaded, await loaded.cookieOf(await one(text), 'officer'));
    const seats = (least: number) =>
      `select organisation_id::text as it from side_organisation group by 1 having count(*) >= ${least} order by count(*), 1 limit 1`;
    const askers: Record<string, Ask> = {
      ministry: await officer(seats(100)),
      region: await officer(seats(5)),
      abroad: await officer(seats(1)),
      public: asPublic(loaded),
    };
    say(`${'ms'.padEnd(52)}     p50     p95     max   found  goal ≤ ${goal} ms`);
    const rows: Row[] = [];
    const words = vocabulary();
    for (const [who, ask] of Object.entries(askers))
      for (const [what, questions] of Object.entries(questionsOf(words)))
        rows.push(await measure(`${who}: ${what}`, questions, ask));
    say(`${rows.filter(({ p95 }) => p95 <= goal).length} of ${rows.length} goals met`);
  } finally {
    await loaded.stop();
  }
}

await main();
