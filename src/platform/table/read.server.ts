import { createHash } from 'node:crypto';
import { catalogues, translatorFor } from '../i18n/catalogues.server.ts';
import { type Locale, locales } from '../i18n/locales.ts';
import { isPlainKey, type Translator } from '../i18n/translate.ts';
import { readCsv } from './csvRead.ts';
import { matchHeaders } from './headers.ts';
import { type ImportColumn, outcomes, type Preview, type PreviewRow, type SheetRow } from './import.ts';
import type { ImportPreview } from './schemas.ts';
import { type Grid, type GridRefusal, readWorkbook, type TableLimits } from './workbook.ts';

export const tableLimits: TableLimits = {
  bytes: 5_000_000,
  inflated: 20_000_000,
  rows: 10_000,
  columns: 60,
  characters: 10_000_000,
};

export type ImportRefusal = GridRefusal | 'import-empty' | 'import-header-missing' | 'import-header-repeated';
export type ReadImport = {
  rows: SheetRow[];
  /** Keys of the columns that the file has, in its order. */
  keys: string[];
  /** What the file itself calls each of these columns. */
  headers: Readonly<Record<string, string>>;
  unknown: readonly string[];
  hasFormulas: boolean;
};

/** The header of a column in every language, as a file may have it. */
export const headersIn = (header: (t: Translator) => string): string[] =>
  locales.map((locale) => header(translatorFor(locale)));

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOldExcel = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

async function gridOf(bytes: Uint8Array, limits: TableLimits): Promise<Grid | { refused: GridRefusal }> {
  if (bytes.byteLength > limits.bytes) return { refused: 'import-too-large' };
  if (isOldExcel(bytes)) return { refused: 'import-kind-unsupported' };
  return isZip(bytes) ? readWorkbook(bytes, limits) : readCsv(bytes, limits);
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

function rowsBy(keys: readonly (string | null)[], rows: readonly (readonly string[])[]): SheetRow[] {
  return rows.flatMap((cells, at) => {
    if (isBlank(cells)) return [];
    const named = keys.flatMap((key, place) => (key === null ? [] : [[key, cells[place] ?? ''] as const]));
    return [{ number: at + 2, cells: Object.fromEntries(named) }];
  });
}

/**
 * Reads the file of an import: XLSX by its first sheet, or CSV. Its first row is the header, in any language; columns that are none
 * of ours are named and not read.
 * @returns `refused` with the headers in question, where it is about headers
 */
export async function readImport(
  file: Blob,
  columns: readonly ImportColumn[],
  limits: TableLimits = tableLimits,
): Promise<ReadImport | { refused: ImportRefusal; headers: readonly string[] }> {
  if (file.size > limits.bytes) return { refused: 'import-too-large', headers: [] };
  const grid = await gridOf(new Uint8Array(await file.arrayBuffer()), limits);
  if ('refused' in grid) return { ...grid, headers: [] };
  const characters = grid.rows.reduce((sum, row) => row.reduce((of, cell) => of + cell.length, sum), 0);
  if (characters > limits.characters) return { refused: 'import-too-large', headers: [] };
  const [header, ...rest] = grid.rows;
  if (!header || isBlank(header) || rest.every(isBlank)) return { refused: 'import-empty', headers: [] };
  const matched = matchHeaders(columns, header);
  if ('refused' in matched) return { refused: `import-${matched.refused}`, headers: matched.headers };
  const keys = matched.columns.filter((key) => key !== null);
  const named = matched.columns.flatMap((key, at) => (key === null ? [] : [[key, header[at]?.trim() ?? key] as const]));
  return {
    rows: rowsBy(matched.columns, rest),
    keys,
    headers: Object.fromEntries(named),
    unknown: matched.unknown,
    hasFormulas: grid.hasFormulas,
  };
}

/** What was previewed, as a hash: every row with its outcome, its values and the version it is based on. */
export function seenOf({ rows }: Preview): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}

/** A preview shows at most so many rows of each outcome; those that need a decision first. */
const mostShown = { refused: 300, changed: 300, added: 100, unchanged: 0 } as const;

type Shown = {
  read: Pick<ReadImport, 'keys' | 'unknown' | 'hasFormulas'>;
  locale: Locale;
  /** Its messages name columns (`<module>.column.<key>`) and causes of its own (`<module>.cause.<cause>`). */
  module: string;
};

/** The text of the first of these keys that there is. */
function textOf(locale: Locale, keys: readonly string[], otherwise: string): string {
  for (const key of keys) if (isPlainKey(catalogues[locale], key)) return translatorFor(locale)(key);
  return otherwise;
}

/** A preview as it is answered: in the reader's language, and not longer than anybody reads. */
export function shownPreview(preview: Preview, { read, locale, module }: Shown): ImportPreview {
  const causeText = (cause: string) => textOf(locale, [`${module}.cause.${cause}`, `table.cause.${cause}`], cause);
  const shown = (row: PreviewRow): ImportPreview['rows'][number] => {
    if (row.is === 'refused')
      return { ...row, faults: row.faults.map((fault) => ({ ...fault, text: causeText(fault.cause) })) };
    return row.is === 'changed' ? { ...row, changes: [...row.changes] } : row;
  };
  const rows = outcomes.flatMap((is) => preview.rows.filter((row) => row.is === is).slice(0, mostShown[is]));
  return {
    rows: rows.toSorted((one, other) => one.row - other.row).map(shown),
    counts: preview.counts,
    columns: read.keys.map((key) => ({ key, header: textOf(locale, [`${module}.column.${key}`], key) })),
    unknown: [...read.unknown],
    hasFormulas: read.hasFormulas,
    seen: seenOf(preview),
  };
}

/** For `errors[refused](…)`: names the headers in question among the fields at fault. */
export const refusedHeaders = (headers: readonly string[]) => ({
  data: { issues: headers.map((header) => ({ path: [header], code: 'custom' })) },
});
