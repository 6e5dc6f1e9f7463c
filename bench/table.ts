// How much memory a list takes on its way out, and a file on its way in.
//   node [--max-semi-space-size=2] bench/table.ts [rows]
// Rows come from a Postgres through a cursor, as in a request; the file is read to its end as a browser would. Memory is the resident
// size of this process, the highest that was seen every 10 ms; the database is another process. What is alive stays small; V8 lets
// garbage grow as far as the machine has room, unless the flag above keeps its young generation small.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import type { Column, TableFormat } from '../src/platform/table/columns.ts';
import { cursorPages } from '../src/platform/table/cursor.sql.ts';
import { tableFile } from '../src/platform/table/file.server.ts';

const rows = Number(process.argv[2] ?? 100_000);
const goal = 150;
const importedRows = 10_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

type Row = Record<'id' | 'title' | 'party' | 'status' | 'day' | 'term' | 'amount', string> & { n: number };

/** As many columns as the list of commitments has. */
const columns: Column<Row>[] = [
  ...(['id', 'title', 'party', 'status'] as const).map(
    (key): Column<Row> => ({ key, header: key, kind: 'text', value: (row) => row[key] }),
  ),
  { key: 'day', header: 'day', kind: 'day', value: ({ day }) => day },
  { key: 'term', header: 'term', kind: 'edtf', value: ({ term }) => term },
  { key: 'amount', header: 'amount', kind: 'money', value: ({ amount }) => amount },
  { key: 'n', header: 'n', kind: 'integer', value: ({ n }) => n },
  ...Array.from(
    { length: 12 },
    (_, at): Column<Row> => ({ key: `c${at}`, header: `c${at}`, kind: 'text', value: ({ title }) => title }),
  ),
];

const query = (count: number) => sql<Row>`
  select gen_random_uuid()::text as id, 'Талдықорған көпсалалы облыстық ауруханасында операция № ' || n as title,
         'Алматы облысының денсаулық сақтау басқармасы ' || n % 97 as party, 'not_reported' as status,
         (date '2015-01-01' + n % 4000)::text as day, (2018 + n % 9)::text as term, (n * 1013.5)::text as amount, n
  from generate_series(1, ${count}) n`;

/** The highest resident size while something is done, and how long that takes. */
async function watched<T>(work: () => Promise<T>): Promise<{ most: number; seconds: number; result: T }> {
  let most = process.memoryUsage.rss();
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const began = performance.now();
  try {
    const result = await work();
    return { most: Math.max(most, process.memoryUsage.rss()), seconds: (performance.now() - began) / 1000, result };
  } finally {
    clearInterval(timer);
  }
}

async function sizeOf(file: File): Promise<number> {
  let size = 0;
  for await (const chunk of file.stream()) size += chunk.byteLength;
  return size;
}

type FileOf = (format: TableFormat, count: number) => Promise<File>;

async function out(fileOf: FileOf): Promise<void> {
  for (const format of ['xlsx', 'csv'] as const) {
    const { most, seconds, result } = await watched(async () => sizeOf(await fileOf(format, rows)));
    const isMet = most <= goal * 2 ** 20 ? 'met' : 'MISSED';
    const took = `${megabytes(result)} in ${seconds.toFixed(1)} s, at most ${megabytes(most)} resident`;
    say(`${format} out: ${took}, goal ≤ ${goal} MB  ${isMet}`);
  }
}

async function back(fileOf: FileOf): Promise<void> {
  // Only now, so that what reads files does not weigh on what writes them.
  const { readImport } = await import('../src/platform/table/read.server.ts');
  const { previewImport } = await import('../src/platform/table/import.ts');
  const own = columns.slice(0, 8).map(({ key, header, kind }) => ({ key, headers: [header], kind }));
  for (const format of ['xlsx', 'csv'] as const) {
    const file = new Blob([await new Response((await fileOf(format, importedRows)).stream()).arrayBuffer()]);
    const read = await watched(() => readImport(file, own));
    if ('refused' in read.result) throw new Error(read.result.refused);
    const importing = { columns: own, rows: read.result.rows, existing: new Map(), identify: () => null };
    const preview = await watched(async () => previewImport(importing));
    const took = `read in ${read.seconds.toFixed(1)} s and previewed in ${preview.seconds.toFixed(1)} s`;
    const most = Math.max(read.most, preview.most);
    say(
      `${format} in: ${importing.rows.length} rows (${megabytes(file.size)}) ${took}, at most ${megabytes(most)} resident`,
    );
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-table-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(path.join(folder, 'data'));
  const db = openDatabase(postgres.urlFor('postgres', 'postgres'), 1);
  const fileOf =
    (width: number): FileOf =>
    (format, count) =>
      db.transaction().execute((tx) => {
        const pages = cursorPages(tx, query(count));
        return tableFile({ format, name: 'list', title: 'List', columns: columns.slice(0, width), pages });
      });
  try {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${[process.version, ...process.execArgv].join(' ')}`;
    say(`${machine}, load average ${loadavg()[0]?.toFixed(1)}`);
    say(`${rows} rows of ${columns.length} columns; before: ${megabytes(process.memoryUsage.rss())} resident`);
    await out(fileOf(columns.length));
    await back(fileOf(8));
  } finally {
    await db.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
