import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { asPublic, type Database } from '../../platform/database.ts';
import type { Column, Pages, TableValue } from '../../platform/table/columns.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { type DataRow, datasetColumns, type DatasetName, notCarried } from './columns.ts';
import { datasetQueries } from './dataset.sql.ts';
import { licence } from './metadata.ts';

export const exportForms = ['csv', 'xlsx', 'json'] as const;
export type ExportForm = (typeof exportForms)[number];
export type Wanted = { name: DatasetName; form: ExportForm; isDemo: boolean; today: string };

/** A file that is ready: read as often as it is asked for, until a newer one takes its place. */
export type Export = { size: number; tag: string; read: () => Readable };

export const exportTypes: Readonly<Record<ExportForm, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

const columnsOf = (name: DatasetName): Column<DataRow>[] =>
  datasetColumns[name].map(({ name: key, kind, value }) => ({
    key,
    header: key,
    kind,
    value: value ?? ((row) => row[key] as string | number | bigint | null),
  }));

type Sink = (bytes: Uint8Array) => Promise<void>;
type Row = { columns: readonly Column<DataRow>[]; pages: Pages<DataRow> };

/** One object with what the file is and, row by row, what it has: never the whole of it in memory. */
async function writeJson({ name, isDemo, today }: Wanted, { columns, pages }: Row, sink: Sink): Promise<void> {
  const utf8 = new TextEncoder();
  const about = { dataset: name, demonstration: isDemo, asOf: today, licence, notCarried: notCarried[name] };
  await sink(utf8.encode(`${JSON.stringify({ format: 'yntymaq.data/1', ...about }).slice(0, -1)},"rows":[`));
  let isFirst = true;
  for await (const rows of pages) {
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ key, value }) => [key, plain(value(row))]))),
    );
    await sink(utf8.encode(`${isFirst ? '\n' : ',\n'}${objects.join(',\n')}`));
    isFirst = false;
  }
  await sink(utf8.encode('\n]}\n'));
}

const plain = (value: TableValue) => (typeof value === 'bigint' ? String(value) : (value ?? null));

async function write(wanted: Wanted, pages: Pages<DataRow>, sink: Sink): Promise<void> {
  const { name, form } = wanted;
  const table = { name, title: name, columns: columnsOf(name), pages };
  if (form === 'json') return writeJson(wanted, table, sink);
  const file = await tableFile({ ...table, format: form });
  for await (const bytes of file.stream()) await sink(bytes);
}

type Spooled = { handle: FileHandle; size: number; tag: string };

/** A file that has lost its name: it is gone with the handle, however the program ends. */
async function spool(writing: (sink: Sink) => Promise<void>): Promise<Spooled> {
  const path = join(tmpdir(), `yntymaq-open-data-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    await rm(path);
    await writing(async (bytes) => {
      hash.update(bytes);
      size += bytes.byteLength;
      await handle.appendFile(bytes);
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { handle, size, tag: hash.digest('hex').slice(0, 32) };
}

const longestDownload = 600_000;
type Ready = { handle: FileHandle; made: Export; at: number };

/** Makes files of the open data, each at most once in `fresh` milliseconds, one after another, whoever asks how often. */
export function openExports({ publicDb, fresh, now }: { publicDb: Database; fresh: number; now: () => number }) {
  const ready = new Map<string, Ready>();
  const making = new Map<string, Promise<Export>>();
  let last: Promise<unknown> = Promise.resolve();

  async function make(key: string, wanted: Wanted): Promise<Export> {
    const { handle, size, tag } = await asPublic(publicDb, (tx) =>
      spool((sink) => write(wanted, cursorPages(tx, datasetQueries[wanted.name](wanted)), sink)),
    );
    const made: Export = { size, tag, read: () => handle.createReadStream({ start: 0, autoClose: false }) };
    const before = ready.get(key);
    ready.set(key, { handle, made, at: now() });
    // Who still reads the older file keeps its handle: it is closed when nobody can be reading it any more.
    if (before) setTimeout(() => void before.handle.close(), longestDownload).unref();
    return made;
  }

  return (wanted: Wanted): Promise<Export> => {
    const key = `${wanted.name} ${wanted.form} ${wanted.isDemo}`;
    const known = ready.get(key);
    if (known && now() - known.at < fresh) return Promise.resolve(known.made);
    const begun = making.get(key);
    if (begun) return begun;
    const coming = last.then(() => make(key, wanted)).finally(() => making.delete(key));
    making.set(key, coming);
    last = coming.catch(() => {});
    return coming;
  };
}
