/** From letters with their places on a page to lines and paragraphs in reading order. Lengths are points, y runs down. */

/** Letters that a page sets in one go. */
export type Piece = { text: string; x: number; y: number; width: number; size: number };
export type PlacedPage = { width: number; height: number; pieces: readonly Piece[] };

/** Letters side by side on one baseline, without a gap as wide as a gutter. */
type Segment = { text: string; left: number; right: number; y: number; size: number };
type Row = { y: number; segments: Segment[] };
/** A line of a column; `column` tells the columns of a page apart, in reading order. */
export type Line = Segment & { column: number };

const gutter = 2;
const fewestLinesOfColumn = 4;
const fewestLettersOfColumn = 18;
/** Finding columns looks at every run of rows: a page with more rows than this is read across. */
const mostRowsWithColumns = 150;

/** Pieces of one baseline, left to right. A gap wider than `gutter` letters ends a segment. */
function segmentsOf(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = [];
  for (const { text, x, y, width, size } of pieces.toSorted((a, b) => a.x - b.x)) {
    const last = segments.at(-1);
    // A space may be as wide as the gap that it fills, and is no letter.
    if (text.trim() === '') {
      if (last) last.text += ' ';
      continue;
    }
    const gap = last ? x - last.right : 0;
    if (last && gap <= gutter * size) {
      const isApart = gap > 0.2 * size && !/\s$/.test(last.text) && !/^\s/.test(text);
      last.text += (isApart ? ' ' : '') + text;
      last.right = Math.max(last.right, x + width);
      last.size = Math.max(last.size, size);
    } else segments.push({ text, left: x, right: x + width, y, size });
  }
  return segments.map((segment) => ({ ...segment, text: segment.text.replaceAll(/\s+/g, ' ').trim() }));
}

function rowsOf({ pieces }: PlacedPage): Row[] {
  const rows: { y: number; pieces: Piece[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const last = rows.at(-1);
    if (last && Math.abs(piece.y - last.y) <= 0.4 * piece.size) last.pieces.push(piece);
    else rows.push({ y: piece.y, pieces: [piece] });
  }
  return rows
    .map(({ y, pieces: own }) => ({ y, segments: segmentsOf(own) }))
    .filter(({ segments }) => segments.length > 0);
}

/** Where a gutter runs through all of these rows, with prose on both sides; null where none does. */
function gutterIn(rows: readonly Row[]): number | null {
  const segments = rows.flatMap((row) => row.segments).toSorted((a, b) => a.left - b.left);
  let reached = segments[0]?.right ?? 0;
  for (const segment of segments) {
    if (segment.left > reached + 0.6 * segment.size) {
      const at = (segment.left + reached) / 2;
      const sides = [segments.filter((each) => each.right <= at), segments.filter((each) => each.left >= at)];
      if (sides.every((side) => isProse(side))) return at;
    }
    reached = Math.max(reached, segment.right);
  }
  return null;
}

const isProse = (side: readonly Segment[]): boolean =>
  side.length >= fewestLinesOfColumn &&
  side.reduce((sum, { text }) => sum + text.length, 0) >= fewestLettersOfColumn * side.length;

type Columns = { from: number; to: number; at: number };
/** The longest run of rows that is set in columns. */
function columnsIn(rows: readonly Row[]): Columns | null {
  const double = rows.filter(({ segments }) => segments.length > 1).length;
  if (double < fewestLinesOfColumn || rows.length > mostRowsWithColumns) return null;
  for (let length = rows.length; length >= fewestLinesOfColumn; length--)
    for (let from = 0; from + length <= rows.length; from++) {
      const at = gutterIn(rows.slice(from, from + length));
      if (at !== null) return { from, to: from + length, at };
    }
  return null;
}

/** Cells of a table stand apart by a bar: side by side, two numbers would read as one. */
const across = ({ y, segments }: Row): Segment => ({
  text: segments.map(({ text }) => text).join(' | '),
  left: Math.min(...segments.map(({ left }) => left)),
  right: Math.max(...segments.map(({ right }) => right)),
  y,
  size: Math.max(...segments.map(({ size }) => size)),
});

function inOrder(rows: readonly Row[]): Segment[][] {
  const columns = columnsIn(rows);
  if (!columns) return rows.length > 0 ? [rows.map(across)] : [];
  const { from, to, at } = columns;
  const side = (isOf: (segment: Segment) => boolean): Row[] =>
    rows.slice(from, to).flatMap(({ y, segments }) => {
      const own = segments.filter(isOf);
      return own.length > 0 ? [{ y, segments: own }] : [];
    });
  const [left, right] = [side((segment) => segment.right <= at), side((segment) => segment.right > at)];
  return [...inOrder(rows.slice(0, from)), ...inOrder(left), ...inOrder(right), ...inOrder(rows.slice(to))];
}

/** The lines of a page in reading order: down the first column, then down the next. */
export const linesOf = (page: PlacedPage): Line[] =>
  inOrder(rowsOf(page)).flatMap((lines, column) => lines.map((line) => ({ ...line, column })));

const pageNumber =
  /^(?:[–—-]?\s?\d{1,4}\s?[–—-]?|(?:page|бет|стр(?:аница|\.)?|саҳифа|p\.)\s?\d{1,4}(?:\s?(?:of|из|\/)\s?\d{1,4})?|\d{1,4}\s?(?:-?\s?бет|\/\s?\d{1,4}|of \d{1,4}|из \d{1,4}))$/iu;
const edge = 0.12;

const isAtEdge = ({ y }: Line, { height }: PlacedPage): boolean => y < edge * height || y > (1 - edge) * height;
const withoutNumbers = (text: string): string => text.toLowerCase().replaceAll(/\d+/g, '#');

/**
 * For each page its lines, each with whether it is furniture: a page number, or what stands at the edge of several pages
 * in the same words.
 */
export function markFurniture(pages: readonly PlacedPage[]): { line: Line; isFurniture: boolean }[][] {
  const all = pages.map((page) => linesOf(page));
  const seen = new Map<string, number>();
  for (const [index, page] of pages.entries()) {
    const edges = (all[index] ?? []).filter((line) => isAtEdge(line, page)).map(({ text }) => withoutNumbers(text));
    for (const text of new Set(edges)) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  const often = Math.max(2, 0.4 * pages.length);
  return all.map((lines, index) =>
    lines.map((line) => {
      const page = pages[index];
      const isFurniture =
        page !== undefined &&
        isAtEdge(line, page) &&
        (pageNumber.test(line.text) || (seen.get(withoutNumbers(line.text)) ?? 0) >= often);
      return { line, isFurniture };
    }),
  );
}

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const endsSentence = (text: string): boolean => /[.!?…:;]["»”)]?$/.test(text);
const opensItem = /^(?:[•▪●◦–—-]\s|\d{1,2}[.)]\s|[а-яa-z][)]\s)/iu;

/** The lines of one column cut into paragraphs. */
export function paragraphsOf(lines: readonly Line[]): Line[][] {
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const leading = middle(lines.slice(1).map((line, index) => line.y - (lines[index]?.y ?? 0)));
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const open = paragraphs.at(-1);
    const last = open?.at(-1);
    const isIndented = (each: Line): boolean => each.left > left + 0.8 * each.size;
    const isNew =
      !open ||
      !last ||
      line.y - last.y > 1.4 * Math.max(leading, 1.1 * line.size) ||
      Math.abs(line.size - last.size) > 0.1 * last.size ||
      (isIndented(line) && !isIndented(last)) ||
      (endsSentence(last.text) && last.right < right - 0.2 * (right - left)) ||
      opensItem.test(line.text);
    if (isNew) paragraphs.push([line]);
    else open.push(line);
  }
  return paragraphs;
}
