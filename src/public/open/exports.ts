import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { asPublic, type Database } from '../../platform/database.ts';
import type { Column, Pages } from '../../platform/table/columns.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { csvChunks, spool } from '../../platform/table/file.server.ts';
import { xlsxChunks } from '../../platform/table/xlsx.ts';
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

/** One object with what the file is and, row by row, what it has: never the whole of it in memory. */
async function* jsonChunks({ name, isDemo, today }: Wanted, pages: Pages<DataRow>): AsyncGenerator<Uint8Array> {
  const utf8 = new TextEncoder();
  const columns = columnsOf(name);
  const head = {
    format: 'yntymaq.data/1',
    dataset: name,
    demonstration: isDemo,
    asOf: today,
    licence,
    notCarried: notCarried[name],
  };
  yield utf8.encode(`${JSON.stringify(head).slice(0, -1)},"rows":[`);
  let isFirst = true;
  for await (const rows of pages) {
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ key, value }) => [key, plain(value(row))]))),
    );
    yield utf8.encode(`${isFirst ? '\n' : ',\n'}${objects.join(',\n')}`);
    isFirst = false;
  }
  yield utf8.encode('\n]}\n');
}

const plain = (value: string | number | bigint | null | undefined) =>
  typeof value === 'bigint' ? String(value) : (value ?? null);

function chunksOf(wanted: Wanted, pages: Pages<DataRow>): AsyncIterable<Uint8Array> {
  if (wanted.form === 'json') return jsonChunks(wanted, pages);
  const columns = columnsOf(wanted.name);
  return wanted.form === 'csv' ? csvChunks(columns, pages) : xlsxChunks({ title: wanted.name, columns }, pages);
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

type Ready = { handle: FileHandle; made: Export; at: number };

/** Makes files of the open data, each at most once in `fresh` milliseconds, one after another, whoever asks how often. */
export function openExports({ publicDb, fresh, now }: { publicDb: Database; fresh: number; now: () => number }) {
  const ready = new Map<string, Ready>();
  const making = new Map<string, Promise<Export>>();
  let last: Promise<unknown> = Promise.resolve();

  async function make(key: string, wanted: Wanted): Promise<Export> {
    const hash = createHash('sha256');
    const { handle, size } = await asPublic(publicDb, (tx) =>
      spool(hashed(chunksOf(wanted, cursorPages(tx, datasetQueries[wanted.name](wanted))), hash)),
    );
    const read = () => handle.createReadStream({ start: 0, autoClose: false });
    const made = { size, tag: hash.digest('hex').slice(0, 32), read };
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
const longestDownload = 600_000;
