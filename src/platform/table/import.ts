import type { ColumnKind } from './columns.ts';
import { canonical, type CellCause } from './cells.ts';

/** A row as it is kept: every value as text in one form only (`12.5`, `2026-01-02`), null where there is none. */
export type Values = Readonly<Record<string, string | null>>;

/** Why a row is refused: one of the platform's causes, or one of the module's own (`read`, `check`). */
export type ImportCause = CellCause | 'required' | 'repeated' | 'version-missing' | 'stale' | 'not-found';
export type Fault = { column: string | null; cause: string };

/** A column that a file may bring. Two keys mean the same everywhere: `id` names a record, `version` what it was based on. */
export type ImportColumn = {
  key: string;
  /** What the header may say, in all languages; case, spaces and similar letters do not matter. */
  headers: readonly string[];
  kind: ColumnKind;
  /** A file without this column, and a row without this value, is refused. */
  isRequired?: boolean;
  /** It says something of the change (why), not of the record: it is never compared. */
  isRemark?: boolean;
  /** The value as it is kept, from the value in its one form; or the cause for which it is refused. */
  read?: (value: string) => { value: string } | { cause: string };
};

/** A row of the file: its number as a spreadsheet counts, and the text of its cells by column. */
export type SheetRow = { number: number; cells: Readonly<Record<string, string>> };
/** A record that is there already. */
export type Existing = { id: string; version: number; values: Values };
export type Change = { column: string; before: string | null; after: string | null };

export type PreviewRow =
  | { is: 'added'; row: number; values: Values }
  | { is: 'changed'; row: number; id: string; version: number; values: Values; changes: readonly Change[] }
  | { is: 'unchanged'; row: number; id: string }
  | { is: 'refused'; row: number; faults: readonly Fault[] };
export const outcomes = ['added', 'changed', 'unchanged', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];
export type Preview = { rows: readonly PreviewRow[]; counts: Record<Outcome, number> };

export type Importing = {
  columns: readonly ImportColumn[];
  rows: readonly SheetRow[];
  /** The records that the file may touch, by what `identify` says of them. */
  existing: ReadonlyMap<string, Existing>;
  /** What makes a row the same record as another; null: it names no record, and so is new. */
  identify: (values: Values) => string | null;
  /** What is wrong between the fields of a row. */
  check?: (values: Values) => readonly Fault[];
};

/**
 * What a file would do, row by row; nothing is written. A record changes only where the row says on which version of it
 * the change is based; only fields that the file brings are compared. The first of two rows about one record stands, the
 * second is refused.
 */
export function previewImport(importing: Importing): Preview {
  const seen = new Set<string>();
  const rows = importing.rows.map((row): PreviewRow => {
    const { values, faults } = valuesOf(importing.columns, row);
    const further = faults.length > 0 ? faults : (importing.check?.(values) ?? []);
    if (further.length > 0) return { is: 'refused', row: row.number, faults: further };
    const identity = importing.identify(values);
    if (identity !== null && seen.has(identity)) return refused(row, 'repeated');
    if (identity !== null) seen.add(identity);
    return outcomeOf(importing, { row, values, identity });
  });
  const count = (outcome: Outcome) => rows.filter(({ is }) => is === outcome).length;
  return {
    rows,
    counts: {
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
  };
}

const refused = ({ number }: SheetRow, cause: ImportCause, column: string | null = null): PreviewRow => ({
  is: 'refused',
  row: number,
  faults: [{ column, cause }],
});

type Read = { row: SheetRow; values: Values; identity: string | null };

function outcomeOf({ columns, existing }: Importing, { row, values, identity }: Read): PreviewRow {
  const found = identity === null ? undefined : existing.get(identity);
  const { id = null, version = null, ...kept } = values;
  if (!found) return id === null ? { is: 'added', row: row.number, values: kept } : refused(row, 'not-found', 'id');
  const changes = columns.flatMap(({ key, isRemark = false }): Change[] => {
    if (isRemark || !(key in kept) || kept[key] === (found.values[key] ?? null)) return [];
    return [{ column: key, before: found.values[key] ?? null, after: kept[key] ?? null }];
  });
  if (changes.length === 0) return { is: 'unchanged', row: row.number, id: found.id };
  if (version === null) return refused(row, 'version-missing', 'version');
  if (version !== String(found.version)) return refused(row, 'stale', 'version');
  return { is: 'changed', row: row.number, id: found.id, version: found.version, values: kept, changes };
}

/** What the cells say. A column that the file does not have is left out: it says nothing about that field. */
function valuesOf(columns: readonly ImportColumn[], { cells }: SheetRow): { values: Values; faults: Fault[] } {
  const values: Record<string, string | null> = {};
  const faults: Fault[] = [];
  for (const column of columns) {
    const cell = cells[column.key];
    if (cell === undefined && !column.isRequired) continue;
    const read = cell === undefined || cell.trim() === '' ? null : valueOf(column, cell);
    if (read === null) {
      values[column.key] = null;
      if (column.isRequired) faults.push({ column: column.key, cause: 'required' });
    } else if ('cause' in read) faults.push({ column: column.key, cause: read.cause });
    else values[column.key] = read.value;
  }
  return { values, faults };
}

function valueOf({ kind, read }: ImportColumn, cell: string): { value: string } | { cause: string } {
  const found = canonical(kind, cell);
  return 'cause' in found || !read ? found : read(found.value);
}
