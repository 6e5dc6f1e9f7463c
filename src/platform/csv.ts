/** Tables as CSV (RFC 4180), as the spreadsheets of this region open them: UTF-8 with a byte order mark. */
export type Cell = string | number | bigint | boolean | null | undefined;

/**
 * Whether a spreadsheet may run it: what begins with a sign of a formula, wide ones too, also behind blanks and characters that
 * nobody sees, which some programs drop as they read.
 */
export const mayRun = (text: string): boolean => /^([\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠])/u.test(text);

/** What may run is kept as text by an apostrophe before it; a negative number is a number. */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const isFormula = mayRun(cell) && !/^-?\d+([.,]\d+)?$/.test(cell);
  const safe = isFormula ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row with its line end. */
export const rowText = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** What a file begins with, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF';

/** A whole table as one text. */
export const csvText = (header: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  `${byteOrderMark}${rowText(header)}${Array.from(rows, rowText).join('')}`;
