import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

const lines = (text: string) => text.replace(/^\uFEFF/, '').split('\r\n');

test('a table begins with a byte order mark, so that spreadsheets read Kazakh', () => {
  expect(csvText(['Атауы'], [['Ынтымақ']])).toBe('\uFEFFАтауы\r\nЫнтымақ\r\n');
});

test.each([
  '=1+1',
  '+7',
  '@SUM(A1)',
  '-2+3',
  '\t=1',
  '|calc',
  "=cmd|'/c calc'!A1",
  '\u0000=1+1',
  ' =1+1',
  '\u00A0=1+1',
  '\u200B=1+1',
  '\uFEFF@SUM(A1)',
  '＝1+1',
  '＋1',
  '－1+1',
  '＠SUM(A1)',
])('a spreadsheet does not run %j', (text) => {
  expect(lines(csvText(['a'], [[text]]))[1]).toMatch(/^"?'/);
});

test('a negative number stays a number', () => {
  expect(lines(csvText(['a', 'b'], [['-12.5', -3]]))[1]).toBe('-12.5,-3');
});

test('what is missing is an empty cell', () => {
  expect(lines(csvText(['a', 'b', 'c'], [[null, undefined, false]]))[1]).toBe(',,false');
});

/** A reader of its own, by the grammar of RFC 4180. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [all, quoted, plain = '', end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') [rows[rows.length], row] = [row, []];
    if (all === '') break;
  }
  return rows;
}

test('what is written is what is read, whatever it holds', () => {
  const table = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1 });
  fc.assert(
    fc.property(table, (rows) => {
      const back = read(csvText(['a', 'b'], rows)).slice(1);
      expect(back.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      );
    }),
  );
});
