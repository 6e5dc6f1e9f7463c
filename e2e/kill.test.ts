import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { reachEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { query } from '../test/postgres.ts';
import { type Product, startProduct } from './product.ts';
import { formWith, partnershipId, type Staff, signIn, staffAt } from './staff.ts';

const rounds = 20;
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

type Round = { acknowledged: string[]; refused: number[]; repeated: number };

/** Sends it under one key until it is acknowledged. */
async function write(writing: Writing, round: Round): Promise<void> {
  for (const key = randomUUID(); ; ) {
    const status = await send(writing, key);
    if (status === 201) {
      round.acknowledged.push(writing.name);
      return;
    }
    if (status !== undefined && status < 500) round.refused.push(status);
    round.repeated += 1;
    await delay(100 + randomInt(200));
  }
}

/** Resolves when that many of this round were acknowledged. */
const reached = ({ acknowledged }: Round, count: number) =>
  expect.poll(() => acknowledged.length, { timeout: 60_000, interval: 2 }).toBeGreaterThanOrEqual(count);

const killPostgres = (): void => void process.kill(product.postgres(), 'SIGKILL');

/** Both are killed while a thousand writes are under way: one after the other, in either order, or in the same moment. */
async function killBoth(round: Round, number: number): Promise<void> {
  await reached(round, randomInt(50, 300));
  if (number % 3 === 2) {
    killPostgres();
    return product.restart();
  }
  const [first, second] = number % 3 === 0 ? [killPostgres, product.restart] : [product.restart, killPostgres];
  await first();
  await product.address();
  await reached(round, randomInt(350, 700));
  await second();
}

async function runRound(number: number): Promise<Round> {
  const round: Round = { acknowledged: [], refused: [], repeated: 0 };
  const writings = Array.from({ length: atOnce }, (_, at) => (at < documentsAtOnce ? page() : organisation()));
  const writing = Promise.all(writings.map((each) => write(each, round)));
  await killBoth(round, number);
  await writing;
  return round;
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
    `select min(d.id::text) as id, d.title as name, count(*)::int as times, 1 as events from document d
     where d.title like 'Хабарлама %' group by 2`,
  );
  return { organisations, documents };
}

test(`what was acknowledged is there, once, after ${rounds} kills of the program and of its Postgres, each within ${atOnce} concurrent writes`, async () => {
  const acknowledged: string[] = [];
  let repeated = 0;
  for (let number = 0; number < rounds; number += 1) {
    const round = await runRound(number);
    expect(round.refused).toEqual([]);
    expect(round.repeated).toBeGreaterThan(0);
    acknowledged.push(...round.acknowledged);
    repeated += round.repeated;
  }
  expect(acknowledged).toHaveLength(rounds * atOnce);
  // So many were under way when something was killed that the question was really asked.
  expect(repeated).toBeGreaterThan(rounds * 100);

  const { organisations, documents } = await written();
  const once = new Set(
    [...organisations, ...documents].filter((each) => each.times === 1 && each.events === 1).map(({ name }) => name),
  );
  expect(acknowledged.filter((name) => !once.has(name))).toEqual([]);
  expect(once.size).toBe(organisations.length + documents.length);
  expect(once.size).toBe(rounds * atOnce);

  const staff = await connect();
  for (const { id, name } of documents) expect((await staff.get(`/documents/${id}/original`)).text).toBe(textOf(name));
}, 300_000);

test('when only its Postgres is killed the program goes on and starts it again', async () => {
  const pid = product.pid();
  killPostgres();
  const round: Round = { acknowledged: [], refused: [], repeated: 0 };
  await write(organisation(), round);
  expect(product.pid()).toBe(pid);
  expect(round).toMatchObject({ refused: [], acknowledged: [expect.any(String)] });
});
