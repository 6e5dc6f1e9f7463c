import fc from 'fast-check';
import { unzipSync } from 'fflate';
import readXlsxFile, { readSheet } from 'read-excel-file/universal';
import { expect, test } from 'vitest';
import { mayRun } from '../csv.ts';
import { type Column, inPages, type TableValue } from './columns.ts';
import { tableFile } from './file.server.ts';
import { readImport } from './read.server.ts';
import { letters } from './sheet.ts';

type Row = { name: string; count: TableValue; amount: TableValue; day: TableValue; since: TableValue };
const columns: Column<Row>[] = [
  { key: 'name', header: 'Атауы', kind: 'text', value: (row) => row.name },
  { key: 'count', header: 'Саны', kind: 'integer', value: (row) => row.count },
  { key: 'amount', header: 'Сомасы', kind: 'money', value: (row) => row.amount },
  { key: 'day', header: 'Күні', kind: 'day', value: (row) => row.day },
  { key: 'since', header: 'Бастап', kind: 'edtf', value: (row) => row.since },
];
const row = (changed: Partial<Row> = {}): Row => ({
  name: 'Алматы облысы',
  count: 2700n,
  amount: '1087000000',
  day: '2026-11-21',
  since: '2018',
  ...changed,
});
async function* pagesOf(...pages: Row[][]) {
  yield* pages;
}
const fileOf = (format: 'csv' | 'xlsx', ...pages: Row[][]) =>
  tableFile({ format, name: 'list', title: 'Тізім: бәрі', columns, pages: pagesOf(...pages) });
const bytesOf = (file: File): Promise<Uint8Array<ArrayBuffer>> => new Response(file.stream()).bytes();
const sheetXml = async (...rows: Row[]): Promise<string> =>
  new TextDecoder().decode(unzipSync(await bytesOf(await fileOf('xlsx', rows)))['xl/worksheets/sheet1.xml']);

test('another program reads numbers as numbers, days as days and everything else as text', async () => {
  const [sheet] = await readXlsxFile(
    new Blob([await bytesOf(await fileOf('xlsx', [row()], [row({ name: 'Екінші' })]))]),
  );
  expect(sheet?.sheet).toBe('Тізім  бәрі');
  expect(sheet?.data).toEqual([
    ['Атауы', 'Саны', 'Сомасы', 'Күні', 'Бастап'],
    ['Алматы облысы', 2700, 1_087_000_000, new Date('2026-11-21'), '2018'],
    ['Екінші', 2700, 1_087_000_000, new Date('2026-11-21'), '2018'],
  ]);
});

test('the header stays where it is, and the list can be filtered in the spreadsheet', async () => {
  const xml = await sheetXml(row(), row());
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A1:E3"/>');
});

test('a number that a spreadsheet would round goes out as text, with all its digits', async () => {
  const exact = '12345678901234567.89';
  const data = await readSheet(new Blob([await bytesOf(await fileOf('xlsx', [row({ amount: exact, count: null })]))]));
  expect(data[1]).toEqual(['Алматы облысы', null, exact, new Date('2026-11-21'), '2018']);
});

test('what looks like a formula is text: there is no formula in any file', async () => {
  const name = '=HYPERLINK("http://example.org")';
  expect(await sheetXml(row({ name }))).not.toMatch(/<f[\s>]/);
  expect(new TextDecoder().decode(await bytesOf(await fileOf('csv', [row({ name })])))).toContain(
    `"'=HYPERLINK(""http://example.org"")"`,
  );
});

test('an empty list is a file with its header', async () => {
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytesOf(await fileOf('csv')))).toBe(
    '\uFEFFАтауы,Саны,Сомасы,Күні,Бастап\r\n',
  );
  expect(await readSheet(new Blob([await bytesOf(await fileOf('xlsx'))]))).toHaveLength(1);
});

test('a file says how long it is before it is read, and what it is', async () => {
  const file = await fileOf('xlsx', [row()]);
  expect([file.name, file.type]).toEqual([
    'list.xlsx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]);
  expect((await bytesOf(file)).byteLength).toBe(file.size);
});

test('a failure while rows are read is a failure, not half a file', async () => {
  const failing = inPages<Row, number>((after) =>
    after === null ? Promise.resolve({ rows: [row()], next: 1 }) : Promise.reject(new Error('lost')),
  );
  await expect(tableFile({ format: 'xlsx', name: 'list', title: 'x', columns, pages: failing })).rejects.toThrow(
    'lost',
  );
});

test('pages follow one another until there is none', async () => {
  const found: number[] = [];
  const pages = inPages<number, number>(async (after) => ({
    rows: [after ?? 0],
    next: (after ?? 0) < 3 ? (after ?? 0) + 1 : null,
  }));
  for await (const page of pages) found.push(...page);
  expect(found).toEqual([0, 1, 2, 3]);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is called %s', (place, name) => expect(letters(place)).toBe(name));

const importColumns = columns.map(({ key, header, kind }) => ({ key, headers: [header], kind }));
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll(/\p{C}/gu, '').normalize('NFC').trim())
  .filter((text) => text !== '' && !text.startsWith("'") && !text.startsWith('#'));

/** The apostrophe before what a spreadsheet would run is no part of the text. */
const withoutDefence = (text: string | undefined): string | undefined =>
  text?.startsWith("'") && mayRun(text.slice(1)) ? text.slice(1) : text;

test.each(['csv', 'xlsx'] as const)('what goes out as %s comes in as it was', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (names) => {
      const rows = names.map((name, at) => row({ name, amount: `${at}.5` }));
      const read = await readImport(new Blob([await bytesOf(await fileOf(format, rows))]), importColumns);
      expect('refused' in read ? read : read.rows.map(({ cells }) => withoutDefence(cells['name']))).toEqual(names);
    }),
    { numRuns: 60 },
  );
});
