import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { byteOrderMark, rowText } from '../csv.ts';
import type { Column, Pages, TableFormat } from './columns.ts';
import { each, inked } from './ink.ts';
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

async function* csvTexts<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Iterable<string>> {
  yield [byteOrderMark + rowText(columns.map(({ header }) => header))];
  const text = (row: Row): string => rowText(columns.map(({ value }) => value(row)));
  for await (const rows of pages) yield each(rows, text);
}

/** A list as CSV, a page at a time. Each chunk must be used before the next is asked for. */
export const csvChunks = <Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array> =>
  inked(csvTexts(columns, pages));

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
      await handle.appendFile(chunk);
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
