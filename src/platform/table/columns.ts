/**
 * How a value of a column is written and read.
 * - `text`: as it is
 * - `integer`: whole number; `decimal`, `money`: plain decimal text (`1087000000`, `12.50`), its currency in a column of its own
 * - `day`: `YYYY-MM-DD`
 * - `edtf`: a date as exact as its source (`2018`, `2019/2024`); always text, so that no spreadsheet fills in what is missing
 */
export const columnKinds = ['text', 'integer', 'decimal', 'money', 'day', 'edtf'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** What a cell holds: exact numbers as bigint or decimal text, a day as text. */
export type TableValue = string | number | bigint | null | undefined;

/** One column of a list, described once for every format. `header` is in the reader's language. */
export type Column<Row> = {
  key: string;
  header: string;
  kind: ColumnKind;
  value: (row: Row) => TableValue;
};

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** Rows as they come from the database, a page at a time: never the whole list in memory. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;

/**
 * Pages of a list whose query knows where it left off.
 * @param read the page after a position (`null`: the first); `next` is null after the last one
 */
export async function* inPages<Row, Position>(
  read: (after: Position | null) => Promise<{ rows: readonly Row[]; next: Position | null }>,
): AsyncGenerator<readonly Row[]> {
  let after: Position | null = null;
  do {
    const page: { rows: readonly Row[]; next: Position | null } = await read(after);
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  } while (after !== null);
}
