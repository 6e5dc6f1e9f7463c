import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import kazakh from '../src/modules/accords/messages/kk.json' with { type: 'json' };
import table from '../src/platform/table/messages/kk.json' with { type: 'json' };
import { axeFaults, openBrowser } from './browser.ts';
import { deliver, doneIn, promise, type Seated, sitDown } from './ledger.ts';
import { openPartnership, type Partnership } from './partnership.ts';
import { type Product, startProduct } from './product.ts';
import { settle } from './settle.ts';

const title = 'Кестеден саналатын шеберлік сыныптары';

let product: Product;
let browser: Browser;
let address: string;
let ours: Seated;
let partnership: Partnership;
let commitment: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  ours = await sitDown(browser, address, 'coordinator@almaty.example');
  partnership = await openPartnership(ours.staff, {
    title: 'Кесте сынағы',
    ours: 'Akimat of Almaty region',
    theirs: 'Consulate General of the Republic of Korea in Almaty',
  });
  commitment = await promise(ours.staff, partnership, { title, count: '100' });
  await deliver(ours.staff, partnership, { of: commitment, count: '9', source: 'Қолмен жазылған хабар' });
  return async () => {
    await browser.close();
    await product.stop();
  };
});

type Value = string | number | Date;
const names = ['commitment', 'delivered', 'comparator', 'period', 'place', 'reported', 'version'] as const;
type Row = Partial<Record<(typeof names)[number], Value>>;

/** A workbook as a ministry sends it: Kazakh headers, numbers as numbers and days as days. */
async function workbook(header: readonly string[], rows: readonly (Value | undefined)[][]): Promise<Buffer> {
  const cellOf = (value: Value | undefined) => {
    if (value instanceof Date) return { type: Date, value, format: 'yyyy-mm-dd' };
    if (typeof value === 'number') return { type: Number, value };
    return value === undefined ? null : { type: String, value };
  };
  const bold = header.map((value) => ({ value, fontWeight: 'bold' as const }));
  return writeXlsxFile([bold, ...rows.map((cells) => cells.map(cellOf))]).toBuffer();
}

const row = (period: string, over: Row = {}): Row => ({
  commitment: title,
  delivered: 5,
  comparator: 'eq',
  period,
  place: 'Қаратал',
  reported: new Date('2024-03-01'),
  ...over,
});

/** The card of the page in which these are brought in. */
const steps = (page: Page, of: 'commitments' | 'deliveries') => page.locator(`#${of}`);

/** Chooses a file on the page for it, and waits for its preview. */
async function choose(of: 'commitments' | 'deliveries', buffer: Buffer): Promise<Page> {
  const { page } = ours;
  await page.goto(`${address}/app/commitments/import`);
  await settle(page);
  const file = { name: 'министрлік.xlsx', mimeType: 'application/octet-stream', buffer };
  await page.locator(`#${of}-file`).setInputFiles(file);
  await steps(page, of).getByRole('heading', { name: table['table.ui.preview'] }).waitFor();
  return page;
}

const bring = async (rows: readonly Row[]): Promise<Page> =>
  choose(
    'deliveries',
    await workbook(
      names.map((name) => kazakh[`accords.column.${name}`]),
      rows.map((each) => names.map((name) => each[name])),
    ),
  );

/** What the preview says of each row: its number, its outcome, and what comes or why it is refused, line by line. */
const previewed = async (page: Page, of: 'commitments' | 'deliveries' = 'deliveries'): Promise<string[][]> =>
  (await steps(page, of).locator('tbody tr').all()).reduce<Promise<string[][]>>(
    async (found, line) => [
      ...(await found),
      (await line.locator('th, td p').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
    ],
    Promise.resolve([]),
  );

type Found = {
  standing: { delivered: { amount: string }; deliveries: number };
  deliveries: { period: string; version: number; amount: { amount: string } }[];
  corrections: unknown[];
};
const ledger = async (): Promise<Found> => (await ours.staff.get<Found>(`/commitments/${commitment}`)).body;
const counted = ({ deliveries }: Found) =>
  Object.fromEntries(deliveries.map(({ period, amount }) => [period, amount.amount]));
const apply = async (page: Page, count: number) => {
  const name = table['table.ui.apply'].replace(/\{.*\{# (.*)\}\}/, `${count} $1`);
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('output', { hasText: 'Енгізілді' }).waitFor();
};

test('a workbook with errors says row by row what it would do, in Kazakh; only the good rows are entered', async () => {
  const page = await bring([
    row('2020'),
    row('2021', { delivered: 7, comparator: 'кемінде' }),
    row('2021', { commitment: 'Ешкім бермеген уәде' }),
    row('2021-13'),
    row('2022', { delivered: 'бес' }),
    row('2022', { delivered: 0 }),
    { commitment: title, period: '2022' },
    row('2022', { comparator: 'бір шама' }),
    row('2023', { reported: new Date('2199-01-01') }),
    row('2021', { delivered: 8 }),
    row(doneIn.period, { place: doneIn.place }),
  ]);
  expect(await axeFaults(page)).toEqual([]);
  const rows = await previewed(page);
  const [added, refused] = [table['table.ui.outcome.added'], table['table.ui.outcome.refused']];
  expect(rows.map(([number, is]) => [number, is])).toEqual([
    ['2', added],
    ['3', added],
    ...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => [String(number), refused]),
  ]);
  expect(rows[1]?.[2]).toContain(`${kazakh['accords.column.commitment']}: ${title}`);
  expect(rows[1]?.[2]).toContain('кемінде');
  const causes = rows.slice(2).map(([, , what]) => what);
  const amount = kazakh['accords.column.delivered'];
  expect(causes).toEqual([
    `${kazakh['accords.column.commitment']}: ${kazakh['accords.cause.commitment-unknown']}`,
    `${kazakh['accords.column.period']}: ${table['table.cause.date-unclear']}`,
    `${amount}: ${table['table.cause.not-a-number']}`,
    `${amount}: ${kazakh['accords.cause.amount-invalid']}`,
    `${amount}: ${table['table.cause.required']}`,
    `${kazakh['accords.column.comparator']}: ${kazakh['accords.cause.comparator-unknown']}`,
    `${kazakh['accords.column.reported']}: ${kazakh['accords.cause.day-in-future']}`,
    table['table.cause.repeated'],
    `${kazakh['accords.column.commitment']}: ${kazakh['accords.cause.counted-already']}`,
  ]);
  expect(counted(await ledger())).toEqual({ 2019: '9' });
  await apply(page, 2);
  expect(counted(await ledger())).toEqual({ 2019: '9', 2020: '5', 2021: '7' });
});

test('a second workbook corrects what it was based on, leaves what has changed since, and changes nothing twice', async () => {
  const rows = [
    row('2020', { delivered: 6, version: 1 }),
    row('2021', { delivered: 9, version: 7 }),
    row('2021-01/2021-06', { delivered: 3, place: 'Көксу' }),
  ];
  const page = await bring(rows);
  const [changed, stale, added] = await previewed(page);
  expect(changed?.[1]).toBe(table['table.ui.outcome.changed']);
  expect(changed?.[2]).toMatch(/6.*бұрын: 5/);
  expect(stale?.[2]).toContain(table['table.cause.stale']);
  expect(added?.[1]).toBe(table['table.ui.outcome.added']);
  expect(await axeFaults(page)).toEqual([]);
  await apply(page, 2);
  const after = await ledger();
  expect(counted(after)).toEqual({ 2019: '9', 2020: '6', 2021: '7', '2021-01/2021-06': '3' });
  expect(after.corrections).toHaveLength(1);

  const again = await bring(rows);
  await again.getByText(table['table.ui.nothing']).waitFor();
  expect(await again.getByRole('button', { name: /енгізу$/ }).count()).toBe(0);
  expect(await ledger()).toEqual(after);
});

test('the file that the page gives can be filled in and brought back', async () => {
  const { page } = ours;
  await page.goto(`${address}/app/commitments/import`);
  await settle(page);
  const coming = page.waitForEvent('download');
  await page.locator('a[download="deliveries.xlsx"]').click();
  const file = await readFile(await (await coming).path());
  await page
    .locator('#deliveries-file')
    .setInputFiles({ name: 'deliveries.xlsx', mimeType: 'application/octet-stream', buffer: file });
  await page.getByText(table['table.ui.nothing']).waitFor();
  expect(await page.locator('main').innerText()).not.toContain(kazakh['accords.cause.counted-already']);
  expect(ours.faults).toEqual([]);
});

test('a workbook of commitments: an unknown measure, an unclear date and a missing strength are refused, the rest is entered', async () => {
  const columns = ['partnership', 'title_kk', 'kind', 'measure', 'target', 'strength', 'from', 'to', 'term'] as const;
  const promised = (name: string, over: Partial<Record<(typeof columns)[number], Value>> = {}) => {
    const said = {
      partnership: partnership.slug,
      title_kk: name,
      kind: 'measure',
      measure: 'master_classes',
      target: 12,
      strength: 'уәде етілді',
      from: 'Корея Республикасының Алматыдағы Бас консулдығы',
      to: 'Алматы облысының әкімдігі',
      term: '2024',
      ...over,
    };
    return columns.map((column) => said[column]);
  };
  const rows = [
    promised('Кестедегі бірінші уәде'),
    promised('Кестедегі екінші уәде', { measure: 'ешкім білмейтін өлшем' }),
    promised('Кестедегі үшінші уәде', { term: '2024-31' }),
    promised('Кестедегі төртінші уәде', { strength: '' }),
    promised('Кестедегі бесінші уәде', { target: 15 }),
  ];
  const header = columns.map((column) => kazakh[`accords.column.${column}`]);
  const page = await choose('commitments', await workbook(header, rows));
  expect(await axeFaults(page)).toEqual([]);
  const shown = await previewed(page, 'commitments');
  const [added, refused] = [table['table.ui.outcome.added'], table['table.ui.outcome.refused']];
  expect(shown.map(([, is]) => is)).toEqual([added, refused, refused, refused, added]);
  expect(shown.slice(1, 4).map(([, , what]) => what)).toEqual([
    `${kazakh['accords.column.measure']}: ${kazakh['accords.cause.measure-unknown']}`,
    `${kazakh['accords.column.term']}: ${table['table.cause.date-unclear']}`,
    `${kazakh['accords.column.strength']}: ${table['table.cause.required']}`,
  ]);
  const listed = async () => {
    const path = `/commitments?partnership=${partnership.slug}&limit=100`;
    const { items } = (await ours.staff.get<{ items: { title: { kk: { text: string } } }[] }>(path)).body;
    return items.map((each) => each.title.kk.text).toSorted();
  };
  expect(await listed()).toEqual([title]);
  await apply(page, 2);
  expect(await listed()).toEqual(['Кестедегі бесінші уәде', 'Кестедегі бірінші уәде', title]);
  const again = await choose('commitments', await workbook(header, rows));
  await again.getByText(table['table.ui.nothing']).waitFor();
  expect(await listed()).toHaveLength(3);
});
