import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { drafts, dropBytes } from './review.ts';
import { settle } from './settle.ts';
import { formWith, partnershipId, type Staff, signIn } from './staff.ts';
import { residentMegabytes, streamFile } from './stream.ts';

let product: Product;
let browser: Browser;
let address: string;
let coordinator: Staff;
let officer: Staff;
let partnership: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  coordinator = await signIn(address, 'coordinator@almaty.example');
  officer = await signIn(address, 'officer@almaty.example');
  partnership = await partnershipId(officer, 'almaty-korea');
  return async () => {
    await browser.close();
    await product.stop();
  };
});

type Problem = { type: string; title: string; status: number };
type Claim = {
  id: string;
  kind: string;
  quote: string;
  state: string;
  version: number;
  value: Record<string, unknown>;
};
type Opened = {
  encoding: string;
  language: string;
  blocks: { words: string }[];
  claims: Claim[];
  problems: { code: string }[];
};

/** A text that nobody has taken in before: its last word has letters alone, so that nothing can be read from it. */
const unique = (text: string): string => `${text}\n\n${randomUUID().replaceAll(/[\d-]/g, 'ж')}`;
const takeIn = async (bytes: Uint8Array | string, as: { name?: string; type?: string } = {}) => {
  const { status, body } = await officer.post<{ document: { id: string; title: string } } & Problem>(
    '/documents',
    formWith(bytes, { partnership, ...as }),
  );
  return { status, body };
};
const open = async (id: string): Promise<Opened> => (await officer.get<Opened>(`/documents/${id}`)).body;
const takenIn = async (bytes: Uint8Array | string, as: { name?: string; type?: string } = {}): Promise<Opened> => {
  const { status, body } = await takeIn(bytes, as);
  expect(status).toBe(201);
  return open(body.document.id);
};
const total = async (): Promise<number> => (await officer.get<{ total: number }>('/documents/counts')).body.total;

test.each([
  { hasLength: true, how: 'that says its length' },
  { hasLength: false, how: 'that does not say its length' },
])(
  'a file of 200 MB $how is refused in the language of the reader, and the memory stays small',
  async ({ hasLength }) => {
    const before = { documents: await total(), memory: residentMegabytes(product.pid()) };
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, residentMegabytes(product.pid()))), 20);
    const answer = await streamFile(`${address}/api/documents`, {
      cookie: officer.cookie,
      megabytes: 200,
      hasLength,
      language: 'kk',
    });
    clearInterval(watch);
    expect(answer).toMatchObject({ status: 413, type: '/problems/too-large', language: 'kk' });
    expect(answer.title).toMatch(/\p{Script=Cyrillic}/u);
    expect(most - before.memory).toBeLessThan(120);
    expect(await total()).toBe(before.documents);
  },
);

test.each([
  ['an empty file', '', {}],
  [
    'a page without a word',
    '<!doctype html><title></title><script>var seen = "37 операция"</script>',
    { name: 'p.html', type: 'text/html' },
  ],
])('%s is a clear refusal, and nothing is kept', async (_what, bytes, as) => {
  const before = await total();
  const { status, body } = await takeIn(bytes, as);
  expect([status, body.type]).toEqual([422, '/problems/document-empty']);
  expect(body.title).not.toBe('');
  expect(await total()).toBe(before);
});

test('broken UTF-8 is read as far as it goes, and the page says so', async () => {
  const bytes = Buffer.concat([
    Buffer.from(unique('Дәрігерлер 2700-ден астам адамды қарады ')),
    Buffer.from([0xd2, 0x20, 0xff]),
  ]);
  const { claims, problems } = await takenIn(bytes);
  expect(problems.map(({ code }) => code)).toContain('broken-encoding');
  expect(claims.map(({ value }) => value)).toContainEqual(expect.objectContaining({ value: 2700, comparator: 'gt' }));
});

const russian = 'Осмотрено более 2700 человек, выполнено 37 операций.';
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });

test.each([
  ['utf-16le', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  ['utf-16be', (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
  ['windows-1251', windows1251],
])('a page in %s is read like any other', async (encoding, bytesOf) => {
  const read = await takenIn(bytesOf(unique(russian)));
  expect(read).toMatchObject({ encoding, language: 'ru' });
  expect(read.blocks[0]?.words).toBe(russian);
  const values = read.claims.map(({ value }) => value['value']);
  expect(values).toEqual(expect.arrayContaining([2700, 37]));
});

test('a number beyond all figures becomes no claim, and what stands beside it does', async () => {
  const { claims, problems } = await takenIn(unique(`${'9'.repeat(300)} адам қаралды. 37 операция жасалды.`));
  expect(problems.map(({ code }) => code)).toContain('number-too-large');
  const counted = claims.filter(({ kind }) => kind === 'count');
  expect(counted.map(({ value }) => value['value'])).toEqual([37]);
});

test('an amount beyond all money is refused and changes nothing', async () => {
  const { claims } = await takenIn(unique('Грант 1 миллиард 87 миллион иен.'));
  const [claim] = claims.filter(({ kind }) => kind === 'money');
  const { body } = await officer.post<Problem>(`/claims/${claim?.id}/change`, {
    version: claim?.version,
    value: { ...claim?.value, amount: '9'.repeat(400) },
  });
  expect([body.status, body.type]).toEqual([400, '/problems/invalid-input']);
});

test('of two people who decide about one claim at the same moment one succeeds, and the other is told', async () => {
  const { status, body } = await takeIn(unique('37 операция жасалды.'));
  expect(status).toBe(201);
  const [claim] = (await open(body.document.id)).claims;
  const decide = (who: Staff) => who.post<Claim & Problem>(`/claims/${claim?.id}/reject`, { version: claim?.version });
  const answers = await Promise.all([decide(officer), decide(coordinator)]);
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const late = answers.find((answer) => answer.status === 409)?.body;
  expect(['/problems/already-decided', '/problems/stale']).toContain(late?.type);
  expect((await open(body.document.id)).claims).toMatchObject([{ id: claim?.id, state: 'rejected' }]);
});

test('the same request sent twice has one effect and the same answer', async () => {
  const [before, key, text] = [await total(), randomUUID(), unique('37 операция жасалды.')];
  const send = () => officer.post<{ document: { id: string } }>('/documents', formWith(text, { partnership }), { key });
  const [first, second] = await Promise.all([send(), send()]);
  const third = await send();
  expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
  expect([second.text, third.text]).toEqual([first.text, first.text]);
  expect(await total()).toBe(before + 1);
});

test('nothing of a hostile page runs or is fetched when it is reviewed', async () => {
  const hostile = `<!doctype html><meta charset=utf-8><meta http-equiv=refresh content="0;url=http://evil.example/">
    <base href="http://evil.example/"><title>37 операция <script>globalThis.wasRun = 1</script></title>
    <script>globalThis.wasRun = 2</script><img src="http://evil.example/x.png" onerror="globalThis.wasRun = 3">
    <p onclick="globalThis.wasRun = 4">37 операция жасалды &lt;script&gt;globalThis.wasRun = 5&lt;/script&gt; ${unique('')}</p>
    <svg onload="globalThis.wasRun = 6"></svg><a href="javascript:globalThis.wasRun = 7">60 шеберлік сыныбы өтті.</a>`;
  const { body } = await takeIn(hostile, { name: 'page.html', type: 'text/html' });
  const { page, context, faults } = await enterAs(browser, address, { email: 'officer@almaty.example' });
  await page.goto(`${address}/app/documents/${body.document.id}`);
  await page.locator('.doc p').first().click();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate('globalThis.wasRun')).toBeUndefined();
  const own = `script, iframe, base, svg[onload], img[onerror], [onclick], a[href^="javascript:"]`;
  expect(await page.locator('.doc').locator(own).count()).toBe(0);
  expect(await page.locator('.doc').textContent()).toContain('<script>');
  expect(faults).toEqual([]);
  await context.close();
});

test('of two people at two browsers who accept one claim at once, one succeeds and the other reads what happened', async () => {
  const { body } = await takeIn(unique('37 операция жасалды.'));
  const people = ['officer@almaty.example', 'coordinator@almaty.example'];
  const desks = await Promise.all(people.map((email) => enterAs(browser, address, { email, locale: 'en' })));
  const { claims } = await open(body.document.id);
  const figure = claims.find(({ kind }) => kind === 'count')?.id;
  for (const { page } of desks) {
    await page.goto(`${address}/app/documents/${body.document.id}#claim-${figure}`);
    await page.locator('li[aria-current=true] button.primary:not([aria-disabled])').waitFor();
  }
  const before = (await officer.get<{ items: unknown[] }>('/commitments?limit=100')).body.items.length;
  await Promise.all(desks.map(({ page }) => page.keyboard.press('a')));
  for (const { page } of desks) await expect.poll(() => drafts(page), { timeout: 10_000 }).toBe(claims.length - 1);
  const told = desks.map(({ page }) => page.locator('main').innerText());
  const late = (await Promise.all(told)).filter((text) => text.includes('A colleague has already decided'));
  expect(late).toHaveLength(1);
  const after = (await officer.get<{ items: unknown[] }>('/commitments?limit=100')).body.items.length;
  expect(after).toBeLessThanOrEqual(before + 1);
  const accepted = (await open(body.document.id)).claims.filter(({ state }) => state === 'accepted');
  expect(accepted.map(({ id }) => id)).toEqual([figure]);
  await Promise.all(desks.map(({ context }) => context.close()));
});

test('a file that is too large is refused on the Documents page before it travels, and what came with it is read', async () => {
  const { page, context, faults } = await enterAs(browser, address, { email: 'officer@almaty.example', locale: 'en' });
  await page.goto(`${address}/app/documents`);
  await settle(page);
  await dropBytes(page, [
    { name: 'large.txt', size: 21_000_000, text: '' },
    { name: 'small.txt', size: 0, text: unique('37 операция жасалды.') },
  ]);
  await page.locator('.upload a').waitFor();
  const told = await page.locator('.upload').allInnerTexts();
  expect(told.toSorted()).toEqual([
    expect.stringMatching(/^large\.txt\s+This file is larger than allowed/),
    expect.stringMatching(/^small\.txt\s+Read/),
  ]);
  expect(faults).toEqual([]);
  await context.close();
});
