import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { formWith, partnershipId, type Staff, signIn, staffAt } from './staff.ts';

let product: Product;
let cookie: string;
let partnership: string;

beforeAll(async () => {
  product = await startProduct();
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

/** The status, or undefined when nobody answered. */
const send = async ({ path, body }: Writing, key: string): Promise<number | undefined> => {
  try {
    return (await (await connect()).post(path, body(), { key })).status;
  } catch {
    return undefined;
  }
};

type Writer = { make: () => Writing; acknowledged: string[]; refused: number[]; signal: AbortSignal };

/** Writes one thing after another, each under a key of its own, and repeats it until it is acknowledged. */
async function write({ make, acknowledged, refused, signal }: Writer): Promise<void> {
  while (!signal.aborted) {
    const [writing, key] = [make(), randomUUID()];
    for (let isDone = false; !isDone && !signal.aborted; ) {
      const status = await send(writing, key);
      if (status !== undefined && status < 500 && status !== 201) refused.push(status);
      isDone = status === 201;
      if (isDone) acknowledged.push(writing.name);
      else await delay(20);
    }
  }
}

const timesOf = (names: readonly string[]): Map<string, number> => {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
};

type Kept = { id: string; title: string };
async function keptDocuments(): Promise<Kept[]> {
  const staff = await connect();
  const kept: Kept[] = [];
  for (let number = 1, hasNext = true; hasNext; number += 1) {
    const { body } = await staff.get<{ items: Kept[]; hasNext: boolean }>(`/documents?page=${number}`);
    kept.push(...body.items);
    hasNext = body.hasNext;
  }
  return kept.filter(({ title }) => title.startsWith('Хабарлама '));
}

test('what was acknowledged is there, once, after ten kills of the program and of its Postgres during writes', async () => {
  const acknowledged = { organisations: [] as string[], documents: [] as string[] };
  const refused: number[] = [];
  const ends = new AbortController();
  const writing = [organisation, organisation, page, page].map((make) => {
    const kind = make === page ? acknowledged.documents : acknowledged.organisations;
    return write({ make, acknowledged: kind, refused, signal: ends.signal });
  });
  const goesOn = async (): Promise<void> => {
    const counts = () => Object.values(acknowledged).map(({ length }) => length);
    const before = counts();
    const least = () => Math.min(...counts().map((count, kind) => count - (before[kind] ?? 0)));
    await expect.poll(least, { timeout: 30_000, interval: 10 }).toBeGreaterThanOrEqual(5);
  };
  const serving: number[] = [];
  for (let kill = 0; kill < 10; kill += 1) {
    await goesOn();
    await delay(Math.random() * 30);
    serving.push(product.pid());
    if (kill % 2 === 0) process.kill(product.postgres(), 'SIGKILL');
    else await product.restart();
  }
  await goesOn();
  ends.abort();
  await Promise.all(writing);
  expect(refused).toEqual([]);
  // When its Postgres was killed, it came back by itself: nobody started the program anew.
  expect(serving.filter((pid, kill) => kill % 2 === 1 && pid !== serving[kill - 1])).toEqual([]);

  const { body } = await (await connect()).get<{ names: { kk: string } }[]>('/organisations');
  const organisations = timesOf(body.map(({ names }) => names.kk));
  expect(acknowledged.organisations.filter((name) => organisations.get(name) !== 1)).toEqual([]);
  expect([...organisations].filter(([, times]) => times > 1)).toEqual([]);

  const documents = await keptDocuments();
  const titles = timesOf(documents.map(({ title }) => title));
  expect(acknowledged.documents.filter((title) => titles.get(title) !== 1)).toEqual([]);
  expect([...titles].filter(([, times]) => times > 1)).toEqual([]);
  for (const { id, title } of documents)
    expect((await (await connect()).get(`/documents/${id}/original`)).text).toBe(textOf(title));
});
