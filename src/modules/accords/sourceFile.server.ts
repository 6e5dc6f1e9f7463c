import { type TableClaim, takeInTable } from '../documents/index.ts';
import type { Served } from '../../platform/serve.ts';
import type { SheetRow } from '../../platform/table/import.ts';
import type { ReadImport } from '../../platform/table/read.server.ts';

/** The spreadsheet that figures come from is itself their source: kept as a document, each row the quote of its figure. */
const notQuoted = new Set(['id', 'version', 'reasons']);

/** A row as text, in the words of the file: what each column is called there, and what its cell says. */
export const rowWords = ({ cells }: SheetRow, { keys, headers }: Pick<ReadImport, 'keys' | 'headers'>): string =>
  keys
    .filter((key) => !notQuoted.has(key) && (cells[key] ?? '').trim() !== '')
    .map((key) => `${headers[key] ?? key}: ${(cells[key] ?? '').trim().replaceAll(/\s+/g, ' ')}`)
    .join('; ');

type Told = { row: number; claim: Omit<TableClaim, 'line'> };
type Taking = { partnership: string; file: Blob; read: ReadImport; told: readonly Told[] };

/**
 * Takes the file in as a document of the own side, with an accepted claim for each row that is entered.
 *
 * @returns the claim of each row, by the number of the row
 */
export async function takeInRows(
  context: Served,
  { partnership, file, read, told }: Taking,
): Promise<{ claims: ReadonlyMap<number, string> } | { refused: 'document-official-use' }> {
  const lines = read.rows.map((row) => rowWords(row, read));
  const lineOf = new Map(read.rows.map(({ number }, line) => [number, line]));
  const cells = read.rows.flatMap((row) => Object.values(row.cells));
  const claims = told.map(({ row, claim }) => ({ ...claim, line: lineOf.get(row) ?? 0 }) as TableClaim);
  const taken = await takeInTable(context, { partnership, file, lines, around: [...read.unknown, ...cells], claims });
  if ('refused' in taken) {
    if (taken.refused === 'document-official-use') return { refused: taken.refused };
    throw new Error(`the own side of a partnership takes in no file: ${taken.refused}`);
  }
  return { claims: new Map(told.map(({ row }, index) => [row, taken.claims[index] ?? ''])) };
}
