import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { unpackArchive } from './archive.ts';

/** The most that a file may hold. */
export type TableLimits = {
  bytes: number;
  /** Of a workbook, unpacked. */
  inflated: number;
  rows: number;
  columns: number;
  /** Of all cells together: one long text may stand in many of them. */
  characters: number;
};
export type Grid = { rows: string[][]; hasFormulas: boolean };
export type GridRefusal =
  | 'import-damaged'
  | 'import-too-large'
  | 'import-too-many-rows'
  | 'import-too-many-columns'
  | 'import-kind-unsupported';

const mostEntries = 200;
const sheetPlace = /^xl\/worksheets\/[^/]+\.xml$/;

/** 1 for `A`, 27 for `AA`. */
const placeOf = (column: string): number => {
  let place = 0;
  for (const letter of column) place = place * 26 + letter.charCodeAt(0) - 64;
  return place;
};

/** What a sheet claims about its size before anybody builds it: one far cell would make a million empty ones. */
function whySheetIsRefused(xml: string, limits: TableLimits): GridRefusal | null {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return 'import-damaged';
  for (const [, column = '', row] of xml.matchAll(/<(?:\w+:)?(?:c|row)\b[^>]*?\sr="([A-Z]{0,7})(\d{1,9})"/g)) {
    if (Number(row) > limits.rows + 1) return 'import-too-many-rows';
    if (placeOf(column) > limits.columns) return 'import-too-many-columns';
  }
  return null;
}

const dayOrMoment = (date: Date): string => date.toISOString().replace(/T00:00:00\.000Z$/, '');

/** A number as the sheet keeps it has 17 digits; what was typed has at most 15. */
export function plainNumber(stored: string): string {
  if (!/^-?\d*\.?\d+(e[-+]?\d+)?$/i.test(stored)) return stored;
  const isPlain = !/e/i.test(stored) && stored.replaceAll(/\D/g, '').length <= 15;
  if (isPlain) return stored;
  const [, sign = '', first = '', rest = '', exponent = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(Number(stored).toExponential(14)) ?? [];
  const digits = first + rest;
  const point = Number(exponent) + 1;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`.replace(/\.?0+$/, '');
  const whole = digits.slice(0, point).padEnd(point, '0');
  return `${sign}${whole}.${digits.slice(point)}`.replace(/\.?0*$/, '');
}

/** What the library gives for a cell; its own type says the constructor of a date where it means a date. */
type LibraryCell = string | boolean | Date | null;

const cellText = (cell: LibraryCell): string => {
  if (cell === null) return '';
  return cell instanceof Date ? dayOrMoment(cell) : String(cell);
};

/** The cells of the first sheet as text. Formulas stand as what they last came to. */
export async function readWorkbook(bytes: Uint8Array, limits: TableLimits): Promise<Grid | { refused: GridRefusal }> {
  const unpacked = unpackArchive(
    bytes,
    { inflated: limits.inflated, entries: mostEntries },
    (name) => name.endsWith('.xml') || name.endsWith('.rels'),
  );
  if ('refused' in unpacked) return { refused: `import-${unpacked.refused}` };
  let hasFormulas = false;
  for (const [name, content] of unpacked.files) {
    if (!sheetPlace.test(name)) continue;
    const xml = new TextDecoder().decode(content);
    const refused = whySheetIsRefused(xml, limits);
    if (refused) return { refused };
    hasFormulas ||= /<(?:\w+:)?f[\s/>]/.test(xml);
  }
  // What the library opens is exactly what was measured.
  const measured = zipSync(Object.fromEntries(unpacked.files), { level: 0 });
  try {
    const rows = await readSheet<string>(new Blob([measured]), 1, { parseNumber: plainNumber, trim: false });
    return { rows: (rows as unknown as LibraryCell[][]).map((row) => row.map(cellText)), hasFormulas };
  } catch {
    return { refused: 'import-damaged' };
  }
}
