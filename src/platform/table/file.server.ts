import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { byteOrderMark, rowText } from '../csv.ts';
import type { Column, Pages, TableFormat } from './columns.ts';
import { xlsxChunks } from './xlsx.ts';

export const tableTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type Table<Row> = {
  format: TableFormat;
  /** Of the file, without its ending. */
  name: string;
  /** Of the sheet. */
  title: string;
  columns: readonly Column<Row>[];
  pages: Pages<Row>;
};

/** A list as CSV, a page at a time. */
export async function* csvChunks<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  const utf8 = new TextEncoder();
  yield utf8.encode(byteOrderMark + rowText(columns.map(({ header }) => header)));
  for await (const rows of pages)
    yield utf8.encode(rows.map((row) => rowText(columns.map(({ value }) => value(row)))).join(''));
}

/** A file on disk that has lost its name already: it is gone when it has been sent, or when the program ends. */
class SpooledFile extends File {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(spooled: { handle: FileHandle; size: number }, name: string, type: string) {
    super([], name, { type });
    this.#handle = spooled.handle;
    this.#size = spooled.size;
  }

  override get size(): number {
    return this.#size;
  }

  override stream(): ReturnType<File['stream']> {
    const content: ReadableStream = Readable.toWeb(this.#handle.createReadStream({ start: 0 }));
    return content as ReturnType<File['stream']>;
  }
}

/** Writes what comes to a file without a name. */
export async function spool(chunks: AsyncIterable<Uint8Array>): Promise<{ handle: FileHandle; size: number }> {
  const path = join(tmpdir(), `yntymaq-table-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    await rm(path);
    let size = 0;
    for await (const chunk of chunks) {
      await handle.writev([chunk]);
      size += chunk.byteLength;
    }
    return { handle, size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * A list as a file, for an endpoint whose output is `z.file()`. All rows are read before it returns, so inside the
 * transaction of the request; its bytes wait on disk, not in memory. It can be read once.
 */
export async function tableFile<Row>({ format, name, title, columns, pages }: Table<Row>): Promise<File> {
  const chunks = format === 'csv' ? csvChunks(columns, pages) : xlsxChunks({ title, columns }, pages);
  return new SpooledFile(await spool(chunks), `${name}.${format}`, tableTypes[format]);
}
