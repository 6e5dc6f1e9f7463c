import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { type AsyncFlateStreamHandler, Zip, type ZipInputFile } from 'fflate';
import type { Column, Pages } from './columns.ts';
import { each, inked } from './ink.ts';
import { rowWriter, sheetEnd, sheetStart, workbookParts } from './sheet.ts';

const deflated = 8;
/** Fast, as text that repeats itself as a table does is small anyway. */
const level = 4;

/** A part of an archive that Node's own zlib makes smaller, in a thread of its own, as its text comes. */
class Part implements ZipInputFile {
  readonly filename: string;
  readonly compression = deflated;
  size = 0;
  crc = 0;
  // Set by the archive to which the part is added.
  ondata?: AsyncFlateStreamHandler;
  readonly #deflate = createDeflateRaw({ level });

  constructor(filename: string) {
    this.filename = filename;
    this.#deflate.on('data', (chunk: Uint8Array<ArrayBuffer>) => this.ondata?.(null, chunk, false));
  }

  write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.byteLength;
    this.crc = crc32(bytes, this.crc);
    return new Promise((done, failed) => {
      this.#deflate.write(bytes, (error) => (error ? failed(error) : done()));
    });
  }

  async end(): Promise<void> {
    this.#deflate.end();
    await once(this.#deflate, 'end');
    this.ondata?.(null, new Uint8Array(0), true);
  }
}

/** An archive whose bytes can be taken as they become ready. */
function openArchive() {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const add = (name: string): Part => {
    const part = new Part(name);
    zip.add(part);
    return part;
  };
  return { add, end: () => zip.end(), take: () => ready.splice(0) };
}

type Sheet<Row> = { title: string; columns: readonly Column<Row>[] };

async function* sheetTexts<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Iterable<string>> {
  yield [sheetStart(columns)];
  const rowOf = rowWriter(columns);
  let number = 1;
  const next = (row: Row): string => {
    number += 1;
    return rowOf(row, number);
  };
  for await (const rows of pages) yield each(rows, next);
  yield [sheetEnd(columns.length, number)];
}

/**
 * A workbook of one sheet, written as its rows come: memory holds one page of rows, whatever the length of the list. Numbers and days
 * are numbers and days, everything else is text; there are no formulas.
 */
export async function* xlsxChunks<Row>({ title, columns }: Sheet<Row>, pages: Pages<Row>): AsyncGenerator<Uint8Array> {
  const archive = openArchive();
  for (const [name, xml] of Object.entries(workbookParts(title))) {
    const part = archive.add(name);
    await part.write(Buffer.from(xml));
    await part.end();
  }
  const sheet = archive.add('xl/worksheets/sheet1.xml');
  for await (const bytes of inked(sheetTexts(columns, pages))) {
    await sheet.write(bytes);
    yield* archive.take();
  }
  await sheet.end();
  archive.end();
  yield* archive.take();
}
