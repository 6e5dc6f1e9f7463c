import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { unpackArchive } from './archive.ts';
import { canonical } from './cells.ts';
import type { ColumnKind } from './columns.ts';
import type { ImportColumn } from './import.ts';
import { headersIn, readImport, tableLimits } from './read.server.ts';
import { plainNumber } from './workbook.ts';

const columns: ImportColumn[] = [
  { key: 'day', headers: ['Күні', 'Дата', 'Day'], kind: 'day', isRequired: true },
  { key: 'rate', headers: ['Бағам', 'Курс', 'Rate'], kind: 'decimal', isRequired: true },
  { key: 'note', headers: ['Ескертпе', 'Примечание', 'Note'], kind: 'text' },
];
const csv = (text: string) => readImport(new Blob([text]), columns);
const workbookOf = async (data: SheetData): Promise<Blob> =>
  new Blob([new Uint8Array(await writeXlsxFile(data).toBuffer())]);
const cell = (value: string) => ({ type: String, value });

test.each([
  ['Kazakh', 'Күні,Бағам'],
  ['Russian, in capitals', 'ДАТА,курс'],
  ['English, with a unit in brackets', 'Day,Rate (KZT)'],
  ['the keys of the API, with semicolons', 'day;rate'],
  ['tabs', 'Дата\tКурс'],
])('a header is understood: %s', async (_what, header) => {
  const mark = /[,;\t]/.exec(header)?.[0] ?? '';
  const read = await csv(`${header}\r\n2026-01-02${mark}449.5\r\n`);
  expect(read).toMatchObject({ rows: [{ number: 2, cells: { day: '2026-01-02', rate: '449.5' } }], unknown: [] });
});

test.each([
  ['nothing at all', '', 'import-empty', []],
  ['a header alone', 'Күні,Бағам\r\n', 'import-empty', []],
  ['only empty rows', 'Күні,Бағам\r\n,\r\n ,\r\n', 'import-empty', []],
  ['the same column twice', 'Күні,Бағам,Курс\r\n2026-01-02,1,2\r\n', 'import-header-repeated', ['Курс']],
  ['a column missing', 'Күні,Note\r\n2026-01-02,x\r\n', 'import-header-missing', ['Бағам']],
  ['an open quote', 'Күні,Бағам\r\n"2026-01-02,1\r\n', 'import-damaged', []],
  ['bytes that are no text', 'Күні,Бағам\0\r\n', 'import-kind-unsupported', []],
])('a file is refused as a whole: %s', async (_what, text, refused, headers) => {
  expect(await csv(text)).toEqual({ refused, headers });
});

test('columns that are none of ours are named, and rows keep the number they have in the file', async () => {
  const read = await csv('Күні,Бағам,Кім\r\n\r\n2026-01-02,1,"a\r\nb"\r\n');
  expect(read).toMatchObject({ rows: [{ number: 3, cells: { day: '2026-01-02', rate: '1' } }], unknown: ['Кім'] });
});

test('a file that a Russian spreadsheet wrote without UTF-8 is read', async () => {
  const bytes = Uint8Array.from(
    Array.from('Дата;Курс\r\n2026-01-02;449,5', (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    }),
  );
  expect(await readImport(new Blob([bytes]), columns)).toMatchObject({ rows: [{ cells: { rate: '449,5' } }] });
});

test('a workbook of another program is read: days, exact numbers, and formulas by what they came to', async () => {
  const file = await workbookOf([
    [cell('Дата'), cell('Курс'), cell('Примечание')],
    [{ type: Date, value: new Date('2026-01-02'), format: 'dd.mm.yyyy' }, { type: Number, value: 0.1 + 0.2 }, null],
  ]);
  expect(await readImport(file, columns)).toMatchObject({
    rows: [{ number: 2, cells: { day: '2026-01-02', rate: '0.3', note: '' } }],
    hasFormulas: false,
  });
  const sheet = (inner: string) =>
    workbookWith(`<row r="1">${inline('A1', 'Дата')}${inline('B1', 'Курс')}</row>${inner}`);
  const formula = `<row r="2">${inline('A2', '2026-01-02')}<c r="B2"><f>B9*2</f><v>449.5</v></c></row>`;
  expect(await readImport(sheet(formula), columns)).toMatchObject({
    rows: [{ cells: { rate: '449.5' } }],
    hasFormulas: true,
  });
});

const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
function workbookWith(rows: string, further: Record<string, Uint8Array> = {}): Blob {
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    'xl/workbook.xml': `<workbook ${xmlns} xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${xmlns}><sheetData>${rows}</sheetData></worksheet>`,
  };
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  return new Blob([zipSync({ ...files, ...further })]);
}

test.each([
  [
    'one cell in the last row there can be',
    `<row r="1048576">${inline('A1048576', 'x')}</row>`,
    'import-too-many-rows',
  ],
  ['one cell in the last column there can be', `<row r="1">${inline('XFD1', 'x')}</row>`, 'import-too-many-columns'],
  ['a row that is no row', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', 'import-damaged'],
])('a workbook is refused before it is built: %s', async (_what, rows, refused) => {
  expect(await readImport(workbookWith(rows), columns)).toEqual({ refused, headers: [] });
});

test('a workbook that becomes enormous is refused without being unpacked', async () => {
  const bomb = workbookWith('', { 'xl/sharedStrings.xml': new Uint8Array(tableLimits.inflated + 1) });
  expect(bomb.size).toBeLessThan(100_000);
  expect(await readImport(bomb, columns)).toEqual({ refused: 'import-too-large', headers: [] });
});

test('an archive that declares less than it becomes is refused', () => {
  const archive = zipSync({ 'a.xml': new Uint8Array(5_000_000) });
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  for (let at = 0; at < archive.length - 4; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
  }
  expect(unpackArchive(archive, { inflated: 1_000_000, entries: 10 }, () => true)).toEqual({ refused: 'damaged' });
});

test.each([
  ['cut short', (bytes: Uint8Array) => bytes.slice(0, bytes.length - 30)],
  ['its end is lost', (bytes: Uint8Array) => bytes.slice(0, 40)],
  ['only the first letters', () => strToU8('PK')],
])('an archive is damaged: %s', (_what, harm) => {
  const archive = zipSync({ 'a.xml': strToU8('<a/>'.repeat(100)) });
  expect(unpackArchive(harm(archive), { inflated: 1_000_000, entries: 10 }, () => true)).toEqual({
    refused: 'damaged',
  });
});

test('too many entries, and one file twice, are damage', () => {
  const many = zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`${at}.xml`, strToU8('x')])));
  expect(unpackArchive(many, { inflated: 1_000_000, entries: 10 }, () => true)).toEqual({ refused: 'damaged' });
});

test('a file larger than allowed is refused, and so is one of an old spreadsheet', async () => {
  expect(await readImport(new Blob([new Uint8Array(tableLimits.bytes + 1)]), columns)).toMatchObject({
    refused: 'import-too-large',
  });
  expect(await readImport(new Blob([Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0])]), columns)).toMatchObject({
    refused: 'import-kind-unsupported',
  });
});

test('a long list is refused by its rows', async () => {
  const limits = { ...tableLimits, rows: 2 };
  const rows = '2026-01-02,1\r\n'.repeat(3);
  expect(await readImport(new Blob([`Күні,Бағам\r\n${rows}`]), columns, limits)).toMatchObject({
    refused: 'import-too-many-rows',
  });
});

test.each<[ColumnKind, string, string]>([
  ['decimal', '449.50', '449.5'],
  ['decimal', '449,5', '449.5'],
  ['decimal', '1 087 000 000', '1087000000'],
  ['decimal', '1\u00A0087,25', '1087.25'],
  ['decimal', '−3', '-3'],
  ['decimal', '0,125', '0.125'],
  ['decimal', '-0', '0'],
  ['integer', '007', '7'],
  ['day', '02.01.2026', '2026-01-02'],
  ['edtf', '2019/2024', '2019/2024'],
  ['edtf', '05.11.2020', '2020-11-05'],
  ['text', " '=A1 ", '=A1'],
])('%s %j is %s', (kind, cellText, value) => expect(canonical(kind, cellText)).toEqual({ value }));

test.each<[ColumnKind, string, string]>([
  ['decimal', '1,500', 'number-unclear'],
  ['decimal', '1.087.000', 'number-unclear'],
  ['decimal', '1,087,000.50', 'number-unclear'],
  ['decimal', '12 000 теңге', 'not-a-number'],
  ['decimal', '1e9', 'not-a-number'],
  ['integer', '1.5', 'not-whole'],
  ['day', '02/03/2026', 'day-unclear'],
  ['day', '31.02.2026', 'not-a-day'],
  ['edtf', 'жаз', 'date-unclear'],
  ['text', '#REF!', 'formula-error'],
  ['text', 'x'.repeat(2001), 'too-long'],
])('%s %.20s is refused as %s', (kind, cellText, cause) => expect(canonical(kind, cellText)).toEqual({ cause }));

test.each([
  ['0.30000000000000004', '0.3'],
  ['1.087E9', '1087000000'],
  ['1.5E-7', '0.00000015'],
  ['449.123', '449.123'],
  ['-123456789012345678', '-123456789012346000'],
  ['99.999999999999986', '100'],
])('the stored number %s was typed as %s', (stored, typed) => expect(plainNumber(stored)).toBe(typed));

test('a header has its name in every language', () => {
  expect(headersIn((t) => t('action.save'))).toEqual(['Сақтау', 'Сохранить', 'Save']);
});
