import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { reachEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { query } from '../test/postgres.ts';
import { type Product, startProduct } from './product.ts';
import { formWith, partnershipId, type Staff, signIn, staffAt } from './staff.ts';

const kills = 20;
const atOnce = 1000;
/** Of them. Each keeps a file of its own besides its rows. */
const documentsAtOnce = 20;

let product: Product;
let cookie: string;
let partnership: string;

beforeAll(async () => {
  product = await startProduct({ YNTYMAQ_REQUESTS_PER_PERSON: '0', YNTYMAQ_REQUESTS_PER_ADDRESS: '0' });
  const staff = await signIn(await product.address(), 'coordinator@almaty.example');
  cookie = staff.cookie;
  partnership = await partnershipId(staff, 'almaty-korea');
  return () => product.stop();
});

/** Wherever it serves now, with the session from before the kills. */
const connect = async (): Promise<Staff> => staffAt(await product.address(), cookie);

type Writing = { name: string; path: string; body: () => object };

const organisation = (): Writing => {
  const name = `Сынақ ${randomUUID()}`;
  const names = { kk: name, ru: name, en: name };
  return { name, path: '/organisations', body: () => ({ kind: 'hospital', country: 'KZ', names }) };
};
const textOf = (title: string): string => `${title}\n\n37 операция жасалды.`;
const page = (): Writing => {
  const name = `Хабарлама ${randomUUID()}`;
  return { name, path: '/documents', body: () => formWith(textOf(name), { partnership, title: name }) };
};

/** The status, or undefined when nobody answered. Rejects only when the program ended though nobody killed it. */
const send = async ({ path: to, body }: Writing, key: string): Promise<number | undefined> => {
  const staff = await connect();
  try {
    return (await staff.post(to, body(), { key })).status;
  } catch {
    return undefined;
  }
};

const acknowledged: string[] = [];
const refused: number[] = [];
let [underWay, repeated] = [0, 0];

/** Writes one thing after another, each under a key of its own, and repeats it until it is acknowledged. */
async function writeUntil(signal: AbortSignal, make: () => Writing): Promise<void> {
  while (!signal.aborted) await write(make());
}

async function write(writing: Writing): Promise<void> {
  underWay += 1;
  for (const key = randomUUID(); ; ) {
    const status = await send(writing, key);
    if (status === 201) break;
    if (status !== undefined && status < 500) refused.push(status);
    repeated += 1;
    await delay(100 + randomInt(200));
  }
  underWay -= 1;
  acknowledged.push(writing.name);
}

/** Resolves when that many more were acknowledged. */
async function goesOn(more: number): Promise<void> {
  const [wanted, end] = [acknowledged.length + more, Date.now() + 100_000];
  while (acknowledged.length < wanted) {
    expect(Date.now()).toBeLessThan(end);
    await delay(5);
  }
}

/** One that the program has just ended by itself is gone as well. */
function killPostgres(): void {
  try {
    process.kill(product.postgres(), 'SIGKILL');
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Both are killed while a thousand writes are under way: in the same moment, or one a little after the other. */
async function killBoth(number: number): Promise<void> {
  if (number % 3 === 1) {
    const started = product.restart();
    await delay(randomInt(400));
    killPostgres();
    return started;
  }
  killPostgres();
  if (number % 3 === 2) await delay(randomInt(400));
  return product.restart();
}

type Counted = { name: string; times: number; events: number };

/** As the owner of the database sees it: each that was written, how many rows have its name, and how many events tell of it. */
async function written(): Promise<{ organisations: Counted[]; documents: (Counted & { id: string })[] }> {
  const home = path.resolve(product.postmaster(), '../../..');
  const url = reachEmbeddedPostgres(home).urlFor('postgres', 'yntymaq');
  const organisations = await query(
    url,
    `select names ->> 'kk' as name, count(distinct o.id)::int as times, count(e.id)::int as events from organisation o
     left join event e on e.subject_id = o.id where names ->> 'kk' like 'Сынақ %' group by 1`,
  );
  const documents = await query(
    url,
    `select min(d.id::text) as id, d.title as name, count(*)::int as times, 1 as events from source_document d
     where d.title like 'Хабарлама %' group by 2`,
  );
  return { organisations, documents };
}

test(`what was acknowledged is there, once, after the program and its Postgres were killed ${kills} times within ${atOnce} concurrent writes`, async () => {
  const ends = new AbortController();
  const writers = Array.from({ length: atOnce }, (_, at) =>
    writeUntil(ends.signal, at < documentsAtOnce ? page : organisation),
  );
  for (let number = 0; number < kills; number += 1) {
    await goesOn(randomInt(50, 150));
    expect(underWay).toBe(atOnce);
    const before = repeated;
    await killBoth(number);
    await goesOn(1);
    // What was under way when they were killed had to be sent again.
    expect(repeated).toBeGreaterThan(before);
  }
  ends.abort();
  await Promise.all(writers);
  expect(refused).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(atOnce);

  const { organisations, documents } = await written();
  const once = new Set(
    [...organisations, ...documents].filter((each) => each.times === 1 && each.events === 1).map(({ name }) => name),
  );
  expect(acknowledged.filter((name) => !once.has(name))).toEqual([]);
  expect(once.size).toBe(organisations.length + documents.length);
  expect(once.size).toBe(acknowledged.length);

  const staff = await connect();
  for (const { id, name } of documents) expect((await staff.get(`/documents/${id}/original`)).text).toBe(textOf(name));
}, 300_000);

test('when only its Postgres is killed the program goes on and starts it again', async () => {
  const pid = product.pid();
  killPostgres();
  await write(organisation());
  expect(product.pid()).toBe(pid);
  expect(refused).toEqual([]);
});
