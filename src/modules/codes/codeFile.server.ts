import { readCsv } from '../../platform/table/csvRead.ts';
import { nameTags, type Names, type NameTag } from '../../platform/i18n/shown.ts';

/** A classification as a file brings it: a FHIR CodeSystem (JSON), or a table (CSV). Pure. */
export type CodeOfFile = { code: string; parent: string | null; names: Names };
export type CodeFile = {
  /** As FHIR names the system, where the file says so. */
  url: string | null;
  version: string | null;
  title: string | null;
  /** The file says that it is the whole classification. */
  isWhole: boolean;
  codes: CodeOfFile[];
};
export type CodeFileFault =
  | 'not-a-code-system'
  | 'no-codes'
  | 'too-many-codes'
  | 'code-twice'
  | 'code-too-long'
  | 'name-missing'
  | 'no-code-column'
  | 'table-unreadable';
export type CodeFileRead = CodeFile | { refused: CodeFileFault; at: string };

const mostCodes = 500_000;
const longestCode = 40;
const longestName = 500;
const deepest = 30;

const isTag = (text: string): text is NameTag => nameTags.some((tag) => tag === text);
/** A language as files write it (`ru-RU`, `kk-Cyrl`, `en`), or null where it is none of ours. */
export function languageOf(text: string): NameTag | null {
  if (isTag(text)) return text;
  const [first = ''] = text.toLowerCase().split(/[-_]/);
  return isTag(first) ? first : null;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function namesOf(concept: Record<string, unknown>, language: NameTag): Names {
  const display = text(concept['display']);
  const names: Names = display === null ? {} : { [language]: display.slice(0, longestName) };
  for (const each of list(concept['designation']).map(record)) {
    const tag = languageOf(text(each['language']) ?? '');
    const value = text(each['value']);
    if (tag && value) names[tag] ??= value.slice(0, longestName);
  }
  return names;
}

type Level = { concepts: unknown[]; parent: string | null; depth: number };

/** Concepts may lie inside each other; the one above is their parent. */
function flattened(top: readonly unknown[], language: NameTag): CodeOfFile[] {
  const codes: CodeOfFile[] = [];
  const levels: Level[] = [{ concepts: [...top], parent: null, depth: 0 }];
  for (let level = levels.pop(); level; level = levels.pop()) {
    for (const each of level.concepts.map(record)) {
      const code = text(each['code']) ?? '';
      const stated = list(each['property']).map(record);
      const parent = stated.find((property) => property['code'] === 'parent')?.['valueCode'];
      codes.push({ code, parent: text(parent) ?? level.parent, names: namesOf(each, language) });
      if (level.depth < deepest) levels.push({ concepts: list(each['concept']), parent: code, depth: level.depth + 1 });
    }
    if (codes.length > mostCodes) return codes;
  }
  return codes;
}

/** What is wrong with the codes of a file; null where nothing is. */
function faultOf(codes: readonly CodeOfFile[]): { refused: CodeFileFault; at: string } | null {
  if (codes.length === 0) return { refused: 'no-codes', at: '' };
  if (codes.length > mostCodes) return { refused: 'too-many-codes', at: String(codes.length) };
  const seen = new Set<string>();
  for (const { code, names } of codes) {
    if (code === '' || code.length > longestCode) return { refused: 'code-too-long', at: code.slice(0, 60) };
    if (seen.has(code)) return { refused: 'code-twice', at: code };
    if (Object.keys(names).length === 0) return { refused: 'name-missing', at: code };
    seen.add(code);
  }
  return null;
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return null;
  }
}

/**
 * Reads a FHIR CodeSystem of R4 or later: displays, designations in other languages, parents by nesting or by the property `parent`.
 *
 * @param language of the displays where the file does not say one
 */
export function readCodeSystem(written: string, language: NameTag): CodeFileRead {
  const system = record(jsonOf(written));
  if (system['resourceType'] !== 'CodeSystem') return { refused: 'not-a-code-system', at: '' };
  const own = languageOf(text(system['language']) ?? '') ?? language;
  const codes = flattened(list(system['concept']), own);
  const isWhole = system['content'] === 'complete';
  const said = { url: text(system['url']), version: text(system['version']), title: text(system['title']) };
  return faultOf(codes) ?? { ...said, isWhole, codes };
}

const heads = {
  code: ['code', 'код', 'mkb_code'],
  parent: ['parent', 'parent_code'],
  name: ['display', 'name', 'title'],
};

/** Reads a table with a column `code`, and names in columns called by their language (`kk`, `ru`, `en`) or `display`. */
export function readCodeTable(bytes: Uint8Array, language: NameTag): CodeFileRead {
  const grid = readCsv(bytes, {
    bytes: 200_000_000,
    inflated: 0,
    characters: 200_000_000,
    columns: 60,
    rows: mostCodes,
  });
  if ('refused' in grid) return { refused: 'table-unreadable', at: grid.refused };
  const [header = [], ...rows] = grid.rows;
  const titles = header.map((title) =>
    title
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const at = (names: readonly string[]) => titles.findIndex((title) => names.includes(title));
  const [codeAt, parentAt] = [at(heads.code), at(heads.parent)];
  if (codeAt < 0) return { refused: 'no-code-column', at: titles.join(' ').slice(0, 100) };
  const tags = titles.map((title) => (heads.name.includes(title) ? language : languageOf(title)));
  const codes = rows
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row): CodeOfFile => {
      const named = row.flatMap((cell, index) => {
        const tag = tags[index];
        return tag && text(cell) ? [[tag, cell.trim().slice(0, longestName)] as const] : [];
      });
      const parent = parentAt < 0 ? null : text(row[parentAt]);
      return { code: (row[codeAt] ?? '').trim(), parent, names: Object.fromEntries(named) };
    });
  return faultOf(codes) ?? { url: null, version: null, title: null, isWhole: false, codes };
}
