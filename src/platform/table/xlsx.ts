import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Column, Pages } from './columns.ts';
import { rowWriter, sheetEnd, sheetStart, workbookParts } from './sheet.ts';

/** The usual balance of speed and size for text that repeats itself as a table does. */
const level = 4;

/** The parts of an archive as they become ready. */
function openArchive() {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const part = (name: string): ZipDeflate => {
    const entry = new ZipDeflate(name, { level });
    zip.add(entry);
    return entry;
  };
  return { part, end: () => zip.end(), take: () => ready.splice(0) };
}

/**
 * A workbook of one sheet, written as its rows come: memory holds one page of rows, whatever the length of the list. Numbers and
 * days are numbers and days, everything else is text; there are no formulas.
 */
export async function* xlsxChunks<Row>(
  { title, columns }: { title: string; columns: readonly Column<Row>[] },
  pages: Pages<Row>,
): AsyncGenerator<Uint8Array> {
  const archive = openArchive();
  for (const [name, xml] of Object.entries(workbookParts(title))) archive.part(name).push(strToU8(xml), true);
  const sheet = archive.part('xl/worksheets/sheet1.xml');
  sheet.push(strToU8(sheetStart(columns)));
  const write = rowWriter(columns);
  let number = 1;
  for await (const rows of pages) {
    let xml = '';
    for (const row of rows) {
      number += 1;
      xml += write(row, number);
    }
    sheet.push(strToU8(xml));
    yield* archive.take();
  }
  sheet.push(strToU8(sheetEnd(columns.length, number)), true);
  archive.end();
  yield* archive.take();
}
