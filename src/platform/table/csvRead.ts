import type { Grid, GridRefusal, TableLimits } from './workbook.ts';

/** UTF-8, or what spreadsheets of this region write when nobody asks for UTF-8; null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

const separators = [',', ';', '\t'] as const;

/** The mark that stands between the cells of the header most often. */
function separatorOf(text: string): string {
  const [header = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const counted = separators.map((mark) => ({ mark, count: header.split(mark).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).mark;
}

/** One cell or line end (RFC 4180): quoted, with doubled quotes, or bare. */
const pieceOf = (mark: string): RegExp =>
  new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n][^${mark}\\r\\n]*)?)(${mark}|\\r\\n|\\n|\\r|$)`, 'gy');

/** The cells of a CSV file as text, whichever of `,` `;` and tab divides them. */
export function readCsv(bytes: Uint8Array, limits: TableLimits): Grid | { refused: GridRefusal } {
  const text = textOf(bytes);
  if (text === null) return { refused: 'import-kind-unsupported' };
  const piece = pieceOf(separatorOf(text));
  const rows: string[][] = [];
  let row: string[] = [];
  while (piece.lastIndex < text.length || row.length > 0) {
    const found = piece.exec(text);
    if (!found) return { refused: 'import-damaged' };
    const [, quoted, bare, end = ''] = found;
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (row.length > limits.columns) return { refused: 'import-too-many-columns' };
    if (separators.some((mark) => mark === end)) continue;
    rows.push(row);
    row = [];
    if (rows.length > limits.rows + 1) return { refused: 'import-too-many-rows' };
  }
  return { rows, hasFormulas: false };
}
