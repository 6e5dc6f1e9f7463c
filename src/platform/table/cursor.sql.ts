import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database.ts';

/** So many rows are read, kept and written at once. */
const rowsAtOnce = 250;
let opened = 0;

/**
 * The rows of a query a page at a time, all from the one moment at which it is asked, in whatever order. The transaction can
 * be used for other statements between two pages.
 */
export async function* cursorPages<Row>(
  tx: Tx,
  query: RawBuilder<Row>,
  size = rowsAtOnce,
): AsyncGenerator<readonly Row[]> {
  opened += 1;
  const name = sql.id(`table_rows_${opened}`);
  await sql`declare ${name} no scroll cursor for ${query}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(size)} from ${name}`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await sql`close ${name}`.execute(tx);
}
