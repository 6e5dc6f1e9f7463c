import type { ImportColumn } from './import.ts';

/** A header as it is compared: case, spaces, ё and what stands in brackets do not matter. */
const plain = (header: string): string =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export type Matched =
  | { columns: readonly (string | null)[]; unknown: readonly string[] }
  | { refused: 'header-repeated' | 'header-missing'; headers: readonly string[] };

/** Which column each header names, in whichever language: null for one that is none of ours and is not read. */
export function matchHeaders(columns: readonly ImportColumn[], header: readonly string[]): Matched {
  const byName = new Map(columns.flatMap(({ key, headers }) => [key, ...headers].map((each) => [plain(each), key])));
  const found = header.map((each) => byName.get(plain(each)) ?? null);
  const repeated = header.filter((_, at) => found[at] !== null && found.indexOf(found[at] ?? null) !== at);
  if (repeated.length > 0) return { refused: 'header-repeated', headers: repeated };
  const missing = columns.filter(({ key, isRequired }) => isRequired && !found.includes(key));
  if (missing.length > 0)
    return { refused: 'header-missing', headers: missing.map(({ key, headers }) => headers[0] ?? key) };
  return { columns: found, unknown: header.filter((each, at) => found[at] === null && each.trim() !== '') };
}
