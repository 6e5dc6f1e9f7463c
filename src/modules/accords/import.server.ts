import { sha256 } from '../../platform/hash.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { textIn } from '../../platform/i18n/localised.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import {
  type Existing,
  type Fault,
  type ImportColumn,
  type Preview,
  previewImport,
  type SheetRow,
  type Values,
} from '../../platform/table/import.ts';
import {
  headersIn,
  type ImportRefusal,
  type ReadImport,
  readImport,
  seenOf,
  shownPreview,
} from '../../platform/table/read.server.ts';
import type { ImportPreview } from '../../platform/table/schemas.ts';
import { recordDelivery } from './deliver.server.ts';
import { cellAmount } from './promiseRow.ts';
import { takeInRows } from './sourceFile.server.ts';
import { cellKeyOf, readCommitment, readComparator, readPlace, whyNotAmount } from './import.ts';
import { commitmentsNamed, type NamedCommitment, type OwnDelivery, ownDeliveries } from './import.sql.ts';
import { type Comparator, comparators } from './status.ts';

/** Deliveries from a ministry's spreadsheet: looked at first, and never written over. */
type Refused = { refused: ImportRefusal; headers: readonly string[] };

const comparatorWords = Object.fromEntries(
  comparators.map((key) => [key, headersIn((t) => t(`accords.ui.comparator.${key}`))]),
) as Record<Comparator, string[]>;

const columnsFor = (known: readonly NamedCommitment[]): ImportColumn[] => [
  { key: 'id', headers: headersIn((t) => t('accords.column.delivery')), kind: 'text' },
  { key: 'version', headers: headersIn((t) => t('accords.column.version')), kind: 'integer' },
  {
    key: 'commitment',
    headers: headersIn((t) => t('accords.column.commitment')),
    kind: 'text',
    isRequired: true,
    read: readCommitment(known),
  },
  { key: 'amount', headers: headersIn((t) => t('accords.column.delivered')), kind: 'decimal', isRequired: true },
  {
    key: 'comparator',
    headers: headersIn((t) => t('accords.column.comparator')),
    kind: 'text',
    read: readComparator(comparatorWords),
  },
  { key: 'period', headers: headersIn((t) => t('accords.column.period')), kind: 'edtf' },
  { key: 'place', headers: headersIn((t) => t('accords.column.place')), kind: 'text', read: readPlace },
  { key: 'reported', headers: headersIn((t) => t('accords.column.reported')), kind: 'day' },
];

const keyIn = ({ commitment, period = null, place = null }: Values): string | null =>
  commitment ? cellKeyOf(commitment, period, place) : null;

/** What the ledger keeps of an earlier import, as the file would say it. */
const existingOf = (row: OwnDelivery, currency: string | null): Existing => ({
  id: row.id,
  version: row.version,
  values: {
    commitment: row.commitment_id,
    amount: cellAmount(row.amount, currency),
    comparator: row.comparator,
    period: row.period,
    place: row.place,
    reported: row.reported_on,
  },
});

/** The key under which an import counts a place and period of a commitment: a set of records, whatever the file is called. */
function recordOf(values: Values): string {
  const cell = sha256(keyIn(values) ?? '');
  return `import:${values['commitment']}:${cell.slice(0, 7)}x${cell.slice(7, 14)}`;
}

const isImported = ({ source_record }: OwnDelivery): boolean => source_record?.startsWith('import:') ?? false;

/** The row says what is there already. */
const saysTheSame = ({ id: _id, version: _version, ...said }: Values, { values }: Existing): boolean =>
  Object.entries(said).every(([column, value]) => value === (values[column] ?? null));

type Kept = {
  /** Entries from elsewhere than a spreadsheet: counted already. */
  others: ReadonlyMap<string, Existing>;
  /** Imported entries that the actor may not correct, because others have seen them. */
  closed: ReadonlyMap<string, Existing>;
  /** All that is there: a row that says the same writes nothing. */
  existing: ReadonlyMap<string, Existing>;
};

function checkWith(known: readonly NamedCommitment[], { others, closed, existing }: Kept, today: string) {
  const isMixed = new Set(known.map(({ partnership_id }) => partnership_id)).size > 1;
  return (values: Values): Fault[] => {
    const { commitment, amount = null, reported = null } = values;
    const of = known.find(({ id }) => id === commitment);
    const faults: Fault[] = [];
    const cause = of && amount !== null ? whyNotAmount(amount, of) : null;
    if (cause) faults.push({ column: 'amount', cause });
    if (reported !== null && reported > today) faults.push({ column: 'reported', cause: 'day-in-future' });
    const other = others.get(keyIn(values) ?? '');
    if (other && !saysTheSame(values, other)) faults.push({ column: 'commitment', cause: 'counted-already' });
    const shown = closed.get(keyIn(values) ?? '');
    if (shown && !saysTheSame(values, shown)) faults.push({ column: null, cause: 'may-not-publish' });
    const there = existing.get(keyIn(values) ?? '');
    if (isMixed && !(there && saysTheSame(values, there)))
      faults.push({ column: 'commitment', cause: 'several-partnerships' });
    return faults;
  };
}

/** A row that says nothing of how exact its number is means it exactly. */
const exactly = ({ number, cells }: SheetRow): SheetRow =>
  cells['comparator']?.trim() === '' ? { number, cells: { ...cells, comparator: 'eq' } } : { number, cells };

const cellsNaming = (rows: readonly SheetRow[]): string[] =>
  rows.flatMap(({ cells }) => cells['commitment']?.trim() || []);
const keyOfRow = (row: OwnDelivery) => cellKeyOf(row.commitment_id, row.period, row.place);

type Previewed = { preview: Preview; read: ReadImport; known: readonly NamedCommitment[] };

async function previewOf({ tx, actor, today }: Served, file: Blob): Promise<Previewed | Refused> {
  const first = await readImport(file, columnsFor([]));
  if ('refused' in first) return first;
  const known = await commitmentsNamed(tx, cellsNaming(first.rows));
  const own = await ownDeliveries(
    tx,
    known.map(({ id }) => id),
  );
  const currencyOf = (id: string) => known.find((each) => each.id === id)?.currency ?? null;
  const kept = (rows: readonly OwnDelivery[]) =>
    new Map(rows.map((row) => [keyOfRow(row), existingOf(row, currencyOf(row.commitment_id))]));
  const others = kept(own.filter((row) => !isImported(row)));
  const imported = own.filter(isImported);
  const closed = kept(
    actor.may.has('accords.publish') ? [] : imported.filter(({ visibility }) => visibility !== 'own_side'),
  );
  const existing = new Map([...kept(imported), ...others]);
  const preview = previewImport({
    columns: columnsFor(known),
    rows: first.rows.map(exactly),
    existing,
    identify: keyIn,
    check: checkWith(known, { others, closed, existing }, today),
  });
  return { preview, read: first, known };
}

type ShownRow = ImportPreview['rows'][number];

/** A row with what a person calls its values. */
function inWords(row: ShownRow, wordOf: (column: string, value: string | null) => string | null): ShownRow {
  if (row.is === 'added') {
    const values = Object.entries(row.values).map(([column, value]) => [column, wordOf(column, value)]);
    return { ...row, values: Object.fromEntries(values) as Record<string, string | null> };
  }
  if (row.is !== 'changed') return row;
  const changes = row.changes.map(({ column, before, after }) => ({
    column,
    before: wordOf(column, before),
    after: wordOf(column, after),
  }));
  return { ...row, changes };
}

export async function previewDeliveries(context: Served, file: Blob, locale: Locale): Promise<ImportPreview | Refused> {
  const previewed = await previewOf(context, file);
  if ('refused' in previewed) return previewed;
  const { preview, read, known } = previewed;
  const shown = shownPreview(preview, { read, locale, module: 'accords' });
  const t = translatorFor(locale);
  const wordOf = (column: string, value: string | null): string | null => {
    const named = column === 'commitment' && known.find(({ id }) => id === value);
    const comparator = column === 'comparator' && comparators.find((key) => key === value);
    if (named) return textIn(locale, named.title).text;
    return comparator ? t(`accords.ui.comparator.${comparator}`) : value;
  };
  return {
    ...shown,
    rows: shown.rows.map((row) => inWords(row, wordOf)),
  };
}

/**
 * Writes what was previewed: a new row is counted from the file's records, a changed one corrects by a counter-entry. Each
 * rests on its row of the file, which is kept as a document of the own side.
 */
export async function importDeliveries(
  context: Served,
  { file, seen }: { file: Blob; seen: string },
): Promise<
  | { applied: Preview['counts'] }
  | Refused
  | { refused: 'import-preview-changed' | 'document-official-use'; headers: readonly string[] }
> {
  const previewed = await previewOf(context, file);
  if ('refused' in previewed) return previewed;
  const { preview, read, known } = previewed;
  if (seenOf(preview) !== seen) return { refused: 'import-preview-changed', headers: [] };
  const rows = preview.rows.filter((row) => row.is === 'added' || row.is === 'changed');
  const of = ({ commitment }: Values) => known.find(({ id }) => id === commitment);
  const partnership = rows[0] && of(rows[0].values)?.partnership_id;
  if (partnership === undefined) return { applied: preview.counts };
  const told = rows.map(({ row, values }) => ({ row, claim: claimOf(of(values)) }));
  const taken = await takeInRows(context, { partnership, file, read, told });
  if ('refused' in taken) return { refused: taken.refused, headers: [] };
  // Who imports the same at the same time takes the commitments in the same order.
  const key = ({ values }: (typeof rows)[number]) => keyIn(values) ?? '';
  for (const { row, values } of rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1)))
    await countRow(context, { values, claim: taken.claims.get(row) ?? '', currency: of(values)?.currency ?? null });
  return { applied: preview.counts };
}

/** What the file says in a row: something was done for this promise. How much and where stands in the row itself. */
const claimOf = (of: NamedCommitment | undefined) => ({
  kind: 'delivery' as const,
  value: { status: 'completed' as const, what: of ? textIn(defaultLocale, of.title).text : '…' },
});

type Counting = { values: Values; claim: string; currency: string | null };

async function countRow(context: Served, { values, claim, currency }: Counting): Promise<void> {
  const { commitment, amount, comparator, period = null, place = null, reported = null } = values;
  if (!commitment || !amount) throw new Error('a row that was accepted names its commitment and amount');
  const recorded = await recordDelivery(context, {
    commitment,
    amount: { amount, currency },
    claims: [claim],
    comparator: (comparator ?? 'eq') as Comparator,
    period,
    place,
    reportedOn: reported,
    sourceRecord: recordOf(values),
  });
  if ('refused' in recorded) throw new Error(`a row that was accepted is refused: ${recorded.refused}`);
}
