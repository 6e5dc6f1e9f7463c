import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { docxOf, linesFrom, pdfOf } from '../test/papers.ts';
import kazakh from '../src/modules/documents/messages/kk.json' with { type: 'json' };
import { openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { settle } from './settle.ts';
import { signIn } from './staff.ts';
import { startProgram } from '../test/program.ts';

let product: Product;
let browser: Browser;
let address: string;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  ({ page } = await enterAs(browser, address, { email: 'coordinator@almaty.example', locale: 'kk' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

const text = [
  'Талдықорған қалалық көпбейінді ауруханасында шетелден келген мамандар тұрғындарды қарады.',
  'Екі жылда 2700-ден астам адам тегін қаралып, 37 операция жасалды.',
  'Дәрігерлерге арнап 60 шеберлік сабағы өтті, оған ауданның барлық емханасынан мамандар келді.',
  'Тараптар бұл жұмысты келесі жылы да жалғастыруға келісті, ол үшін арнайы жоспар жасалады.',
];
const brought = (name: string) => page.locator('.upload', { hasText: name });
const bring = async (...files: { name: string; buffer: Buffer }[]) => {
  await page.goto(`${address}/app/documents`);
  await settle(page);
  const chosen = files.map((file) => ({ ...file, mimeType: 'application/octet-stream' }));
  await page.locator('#intake-files').setInputFiles(chosen);
};

test('a PDF is brought in, and its claims say on which page they stand', async () => {
  const report = pdfOf([
    linesFrom(['Екі жылдың қорытындысы туралы есеп осы жерде басталады.']),
    linesFrom([text[1] ?? '']),
  ]);
  await bring({ name: 'есеп.pdf', buffer: report });
  await brought('есеп.pdf').locator('a').click();
  await page.waitForURL('**/app/documents/*');
  await page.locator('li[aria-current=true]').waitFor();
  expect(await page.locator('.doc-page').allTextContents()).toEqual([1, 2].map((number) => `${number}-бет`));
  expect(await page.locator('li[aria-current=true] .badge').allTextContents()).toContain('2-бет');
  await page.getByText(kazakh['documents.ui.event.source_document.takeIn']).waitFor();
});

test('a scan, a paper for official use and a page inside our own network are refused with the reason', async () => {
  const secret = docxOf({ paragraphs: text, header: 'Қызмет бабында пайдалану үшін' });
  await bring({ name: 'скан.pdf', buffer: pdfOf([[]]) }, { name: 'қағаз.docx', buffer: secret });
  await brought('скан.pdf').getByText(kazakh['problem.document-no-text']).waitFor();
  await brought('қағаз.docx').getByText(kazakh['problem.document-official-use']).waitFor();
  await page.locator('#intake-from').fill('http://169.254.169.254/latest/meta-data/');
  await page.getByRole('button', { name: kazakh['documents.ui.intake.fetch'] }).click();
  await brought('169.254').getByText(kazakh['problem.address-private']).waitFor();
  expect(await page.locator('.upload a').count()).toBe(0);
});

test('one release of two publishers is shown as one, taken apart, and put back', async () => {
  const first = Buffer.from(['Бірінші газеттің хабары', ...text].join('\n\n'));
  const second = Buffer.from(['Екінші агенттіктің хабары', ...text, 'Бұл туралы агенттік хабарлады.'].join('\n\n'));
  await bring({ name: 'бірінші.txt', buffer: first }, { name: 'екінші.txt', buffer: second });
  await brought('екінші.txt').locator('a').click();
  await page.waitForURL('**/app/documents/*');
  const panel = page.getByLabel(kazakh['documents.ui.release.title']);
  await panel.getByRole('link', { name: 'Бірінші газеттің хабары' }).waitFor();
  await panel.getByRole('button', { name: kazakh['documents.ui.release.split'] }).click();
  await panel.getByText(kazakh['documents.ui.release.apart']).waitFor();
  await panel.getByRole('button', { name: kazakh['documents.ui.release.undo'] }).click();
  await panel.getByText(kazakh['documents.ui.release.offered']).waitFor();
  await page.goto(`${address}/app/documents?q=${encodeURIComponent('Екінші агенттіктің')}`);
  await page.getByText('Бірінші газеттің хабары').waitFor();
  expect(await page.locator('.work > li').count()).toBe(1);
});

test('a title gets an English version by a machine, which says so and has the original one press away', async () => {
  await page.goto(`${address}/app/documents?q=${encodeURIComponent('Екінші агенттіктің')}`);
  await page.locator('.work h3 a').click();
  await page.getByText(kazakh['documents.ui.change.open']).click();
  await page.locator('#correct-titles-add').selectOption('en');
  await page.locator('#correct-titles-en').fill('News of the second agency');
  await page.locator('#correct-titles-en-by').selectOption('machine');
  await page.locator('details.card button[type=submit]').click();
  await page.getByText(kazakh['documents.ui.changed.titles']).waitFor();
  const reader = await enterAs(browser, address, { email: 'coordinator@almaty.example', locale: 'en' });
  await reader.page.goto(page.url());
  await reader.page.getByRole('heading', { level: 1, name: 'News of the second agency' }).waitFor();
  await reader.page.getByText('Machine translation').waitFor();
  await reader.page.locator('.loc summary').click();
  await reader.page.locator('.loc').getByText('Екінші агенттіктің хабары').waitFor();
  expect(reader.faults).toEqual([]);
  await reader.context.close();
});

test('a folder is taken in from the command line; killed half-way, it goes on and takes nothing in twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yntymaq-folder-'));
  const mark = 'Қалтадан алынған хабар';
  for (let number = 0; number < 60; number++)
    await writeFile(join(folder, `${number}.txt`), `${mark} ${number}\n\n${text.join(' ')} ${number} адам келді.`);
  const asked = [folder, '--partnership', 'almaty-korea', '--as', 'coordinator@almaty.example'];
  const intake = () =>
    startProgram({
      command: [process.execPath, 'src/cli.ts', 'intake', ...asked],
      settings: { YNTYMAQ_DATA: join(dirname(product.postmaster()), '..', '..') },
    });
  const first = intake();
  await expect.poll(first.said, { timeout: 60_000, interval: 20 }).toMatch(/\b[1-9]\d* of 60/);
  await first.end('SIGKILL');
  const second = intake();
  expect(await second.ended).toBe(0);
  const [, taken, known] = /(\d+) taken in, (\d+) known before, 0 refused, of 60 files/.exec(second.said()) ?? [];
  expect(Number(taken) + Number(known)).toBe(60);
  expect(Number(known)).toBeGreaterThan(0);
  const staff = await signIn(address, 'coordinator@almaty.example');
  const { body } = await staff.get<{ total: number }>(`/documents/counts?q=${encodeURIComponent(mark)}`);
  expect(body.total).toBe(60);
  await rm(folder, { recursive: true, force: true });
});
