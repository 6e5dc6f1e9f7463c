import { createHash } from 'node:crypto';
import { to as copyTo } from 'pg-copy-streams';
import type { Entry } from './entries.ts';
import { type Client, connectOwner } from './owner.sql.ts';
import { copyOut, plainSettings, sequencesOf, type Table, tablesOf } from './tables.sql.ts';

export type TableCounts = {
  startedAt: Date;
  finishedAt: Date;
  tables: Record<string, { rows: number; sha256: string }>;
};
/** The first entry of a copy of tables: all that is not rows. */
export type Contents = { tables: Table[]; sequences: Awaited<ReturnType<typeof sequencesOf>> };

export const contentsName = 'contents.json';
/** Names of schema and table apart by what neither has. */
export const entryName = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}\u0000${name}`;

/**
 * Copies all tables of a database as one moment saw them, through SQL alone: any server, any owner. The order of rows is that
 * in which they lie, so a copy of the restored table has the same bytes.
 */
export async function* copyTables(ownerUrl: string, done: (counts: TableCounts) => void): AsyncGenerator<Entry> {
  const client = await connectOwner(ownerUrl);
  try {
    await client.query(plainSettings);
    await client.query('begin isolation level repeatable read, read only');
    const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
    const at = rows[0]?.at ?? new Date();
    const contents: Contents = { tables: await tablesOf(client), sequences: await sequencesOf(client) };
    yield { name: contentsName, body: textOf(JSON.stringify(contents)) };
    const tables: TableCounts['tables'] = {};
    for (const table of contents.tables)
      yield {
        name: entryName(table),
        body: counted(client, table, (found) => (tables[entryName(table)] = found)),
      };
    // One snapshot: what it holds is from its beginning.
    done({ startedAt: at, finishedAt: at, tables });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The rows of a table as text, counted and hashed on their way. */
export async function* counted(
  client: Client,
  table: Table,
  done: (found: { rows: number; sha256: string }) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const rows = client.query(copyTo(copyOut(table)));
  for await (const chunk of rows) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
  done({ rows: rows.rowCount, sha256: hash.digest('hex') });
}
