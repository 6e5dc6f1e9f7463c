/** A cell: text, or an exact number; null and undefined are empty. */
export type Cell = string | number | bigint | boolean | null | undefined;

/** A spreadsheet takes a text with such a beginning for a formula; an apostrophe before it makes it text again. */
const looksLikeFormula = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = looksLikeFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly: a byte order mark, so that they see UTF-8, and no text that
 * they would run as a formula. Numbers are written plainly, with a point.
 */
export const csvText = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${[columns, ...rows].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;
