import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { claimWith, masterClasses, openPartnership, type Partnership, takeIn } from './partnership.ts';
import { type Product, startProduct } from './product.ts';
import { settle } from './settle.ts';
import { type Staff, signIn, staffAt } from './staff.ts';

/** A word that stands in everything the first side keeps to itself, and nowhere else. */
const secret = 'Құпияжазба';
const sentence = `${secret}: дәрігерлерге арналған 60 шеберлік сыныбы өткізіледі.`;
const delivered = `${secret}: дәрігерлерге арналған 37 шеберлік сыныбы өтті.`;

let product: Product;
let browser: Browser;
let address: string;
let ours: Staff;
let theirs: Staff;
let partnership: Partnership;
/** Ids of everything that is kept, by what they are. */
let kept: { document: string; claim: string; commitment: string; delivery: string };

beforeAll(async () => {
  // Who reads everything at every address asks more than a person does in a minute.
  const unlimited = { YNTYMAQ_REQUESTS_PER_PERSON: '0' };
  [product, browser] = await Promise.all([startProduct(unlimited), openBrowser()]);
  address = await product.address();
  ours = await signIn(address, 'coordinator@almaty.example');
  theirs = await signIn(address, 'officer@consulate.example');
  partnership = await openPartnership(ours, {
    title: 'Сынақ серіктестігі',
    ours: 'Akimat of Almaty region',
    theirs: 'Consulate General of the Republic of Korea in Almaty',
  });
  kept = await keepSomething();
  return async () => {
    await browser.close();
    await product.stop();
  };
});

/** A promise of the other side and what was delivered of it, each on its claim, in the own side's ledger. */
async function keepSomething() {
  const document = await takeIn(ours, partnership.id, `${secret}\n\n${sentence}\n\n${delivered}`);
  const commitment = masterClasses(`${secret} шеберлік сыныптары`, {
    debtor: partnership.theirs,
    creditor: partnership.ours,
  });
  const promise = claimWith(document, 'count', '60');
  const entered = await ours.post<{ commitment: string }>('/accords/entries', {
    claim: promise.id,
    version: promise.version,
    entry: { enter: 'commitment', commitment },
  });
  expect([entered.status, entered.text]).toEqual([200, entered.text]);
  const result = claimWith(document, 'count', '37');
  const done = await ours.post<{ delivery: string }>('/accords/entries', {
    claim: result.id,
    version: result.version,
    entry: {
      enter: 'delivery',
      of: entered.body.commitment,
      delivery: {
        amount: { amount: '37', currency: null },
        comparator: 'eq',
        period: null,
        place: null,
        reportedOn: '2020-12-23',
      },
    },
  });
  expect([done.status, done.text]).toEqual([200, done.text]);
  return {
    document: document.id,
    claim: promise.id,
    commitment: entered.body.commitment,
    delivery: done.body.delivery,
  };
}

type Reference = { paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }> };

/** Every address that can be read, with every id of ours in every place where an id goes. */
async function readable(): Promise<string[]> {
  const { paths } = (await (await fetch(`${address}/api/openapi.json`)).json()) as Reference;
  return Object.entries(paths)
    .filter(([, { get }]) => get !== undefined)
    .flatMap(([path, { get }]) => {
      const isSearched = get?.parameters?.some(({ name }) => name === 'q');
      const isFile = get?.parameters?.some(({ name }) => name === 'format');
      return [
        path,
        ...(isFile ? [`${path}?format=csv`] : []),
        ...(isSearched ? [`${path}?q=${encodeURIComponent(secret)}`] : []),
      ];
    })
    .flatMap((path) =>
      path.includes('{slug}')
        ? [path.replace('{slug}', partnership.slug)]
        : path.includes('{')
          ? Object.values(kept).map((id) => path.replace(/\{\w+\}/, id))
          : [path],
    );
}

/** All that a person can read, by address. */
async function read(reader: Staff): Promise<[path: string, text: string][]> {
  const answers: [string, string][] = [];
  for (const path of await readable()) answers.push([path, (await reader.get(path)).text]);
  return answers;
}

/** The addresses whose answers hold one of the words. */
async function placesWith(words: readonly string[], reader: Staff): Promise<string[]> {
  const answers = await read(reader);
  return answers.filter(([, text]) => words.some((word) => text.includes(word))).map(([path]) => path);
}

const publicAddresses = (): string[] =>
  ['kk', 'ru', 'en'].flatMap((locale) =>
    ['', `/partnerships/${partnership.slug}`, `/commitments/${kept.commitment}`].flatMap((path) =>
      ['', '.csv', '.json'].map((form) => `/${locale}${path}${form}`),
    ),
  );
const searches = (): string[] => ['kk', 'ru', 'en'].map((locale) => `/${locale}?q=${encodeURIComponent(secret)}`);

async function publicPlaces(): Promise<string[]> {
  const found: string[] = [];
  for (const path of [...publicAddresses(), ...searches()]) {
    const text = await (await fetch(`${address}${path}`)).text();
    // A search shows the words that were looked for.
    if (text.includes(path.includes('?') ? kept.commitment : secret)) found.push(path);
  }
  return found;
}

/** Every row that a session can reach by SQL as the role of requests, in every table that the role may read. */
async function rowsAs({ cookie }: Staff): Promise<string> {
  const [, , , port, folder] = readFileSync(product.postmaster(), 'utf8').split('\n');
  const client = new pg.Client({ host: folder, port: Number(port), user: 'yntymaq_app', database: 'yntymaq' });
  await client.connect();
  const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0];
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace
     and relkind in ('r', 'v', 'm', 'p') and has_table_privilege(oid, 'select')`,
  );
  await client.query('begin');
  const { rows: entered } = await client.query<{ role: string | null }>('select * from enter($1, null)', [token]);
  expect(entered[0]?.role).not.toBeNull();
  const all: unknown[] = [];
  for (const { name } of tables) all.push((await client.query(`select * from ${name}`)).rows);
  await client.end();
  return JSON.stringify(all);
}

/** The pages of the staff application on which somebody finds the word. */
async function pagesOf(email: string): Promise<string[]> {
  const { page, context } = await enterAs(browser, address, { email });
  const found: string[] = [];
  const paths = ['', '/documents', '/commitments', `/commitments?q=${encodeURIComponent(secret)}`];
  for (const path of [...paths, `/partnerships/${partnership.slug}`, `/commitments/${kept.commitment}`]) {
    await page.goto(`${address}/app${path}`);
    await settle(page);
    if ((await page.locator('main').innerText()).includes(secret)) found.push(path);
  }
  await context.close();
  return found;
}

test('what one side keeps to itself it can read itself, wherever it looks', async () => {
  const found = await placesWith([secret], ours);
  expect(found).toEqual(expect.arrayContaining(['/commitments', '/commitments/file?format=csv']));
  expect(found).toContain(`/commitments/${kept.commitment}`);
  expect(found).toContain(`/documents/${kept.document}`);
  expect(await rowsAs(ours)).toContain(secret);
  expect(await pagesOf('coordinator@almaty.example')).toHaveLength(6);
});

test('the other side finds nothing of it in any endpoint, list, search, file or page', async () => {
  expect(await placesWith([secret, ...Object.values(kept)], theirs)).toEqual([]);
  expect(await pagesOf('officer@consulate.example')).toEqual([]);
});

test('the other side finds nothing of it by SQL in the name of the application', async () => {
  const rows = await rowsAs(theirs);
  expect(rows).toContain(partnership.slug);
  expect(rows).not.toContain(secret);
  for (const id of Object.values(kept)) expect(rows).not.toContain(id);
});

test('the other side cannot act on what it cannot see', async () => {
  const attempts = await Promise.all([
    theirs.post(`/deliveries/${kept.delivery}/confirmations`, { as: 'giver' }),
    theirs.post(`/claims/${kept.claim}/reject`, { version: 1 }),
    theirs.post('/commitments/publications', { commitments: [kept.commitment], visibility: 'public' }),
  ]);
  expect(attempts.map(({ status }) => status)).toEqual([404, 404, 403]);
});

test('a stranger reads nothing at all, and no public page or file shows it', async () => {
  for (const path of await readable()) {
    const { status } = await staffAt(address).get(path);
    expect([path, status]).toEqual([path, 401]);
  }
  expect(await publicPlaces()).toEqual([]);
});

test('once it is shown to the partnership the other side reads it with its proof, and the public does not', async () => {
  const shown = await ours.post('/commitments/publications', { document: kept.document, visibility: 'partnership' });
  expect(shown.status).toBe(200);
  const found = await placesWith([secret], theirs);
  expect(found).toEqual(expect.arrayContaining(['/commitments', '/commitments/file?format=csv']));
  const { text } = await theirs.get(`/commitments/${kept.commitment}`);
  expect(text).toContain('60 шеберлік сыныбы');
  expect(await pagesOf('officer@consulate.example')).toContain(`/commitments/${kept.commitment}`);
  // The article itself stays with the side that took it in.
  expect((await theirs.get(`/documents/${kept.document}`)).status).toBe(404);
  expect((await theirs.get(`/documents/${kept.document}/original`)).status).toBe(404);
  expect(await publicPlaces()).toEqual([]);
});

type Shown = {
  deliveries: { id: string; mayConfirmAs: string[]; confirmations: { as: string; organisation: string }[] }[];
};

test('a delivery is confirmed by its giver and by its receiver, each in its own name', async () => {
  const deliveryFor = async (reader: Staff) =>
    (await reader.get<Shown>(`/commitments/${kept.commitment}`)).body.deliveries[0];
  expect([(await deliveryFor(theirs))?.mayConfirmAs, (await deliveryFor(ours))?.mayConfirmAs]).toEqual([
    ['giver'],
    ['receiver'],
  ]);
  const confirm = (who: Staff, as: string) => who.post(`/deliveries/${kept.delivery}/confirmations`, { as });
  expect((await confirm(theirs, 'receiver')).status).toBe(403);
  expect((await confirm(theirs, 'giver')).status).toBe(200);
  expect((await confirm(ours, 'receiver')).status).toBe(200);
  const both = (await deliveryFor(ours))?.confirmations.map(({ as, organisation }) => [as, organisation]);
  expect(both?.toSorted()).toEqual([
    ['giver', partnership.theirs],
    ['receiver', partnership.ours],
  ]);
});

test('once it is public everybody reads it, with who confirmed it, and neither the article nor a person', async () => {
  const shown = await ours.post('/commitments/publications', { document: kept.document, visibility: 'public' });
  expect(shown.status).toBe(200);
  // The front page may be some seconds old.
  const everywhere = [...publicAddresses(), ...searches()].toSorted();
  await expect
    .poll(async () => (await publicPlaces()).toSorted(), { timeout: 45_000, interval: 3000 })
    .toEqual(everywhere);
  const page = await (await fetch(`${address}/en/commitments/${kept.commitment}`)).text();
  expect(page).toContain('Consulate General of the Republic of Korea in Almaty');
  expect(page).toContain('Akimat of Almaty region');
  for (const path of publicAddresses()) {
    const text = await (await fetch(`${address}${path}`)).text();
    expect(text).not.toMatch(/example|Үйлестіруші|Officer/);
  }
});
