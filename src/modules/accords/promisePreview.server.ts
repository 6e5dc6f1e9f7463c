import { allPartnerships, organisationsCalled, type Partnership } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import {
  type Existing,
  type Fault,
  type Preview,
  previewImport,
  type SheetRow,
  type Values,
} from '../../platform/table/import.ts';
import { type ImportRefusal, type ReadImport, readImport, tableLimits } from '../../platform/table/read.server.ts';
import { allMeasures } from './ground.sql.ts';
import { seatedIn } from './place.server.ts';
import { type Known, partiesIn, promiseColumns } from './promiseColumns.server.ts';
import { type KnownPromise, originsSeen, promisesNamed } from './promiseImport.sql.ts';
import {
  differing,
  fixedKeys,
  inputFrom,
  isCorrecting,
  keysOf,
  promiseFaults,
  textKey,
  valuesOf,
} from './promiseRow.ts';

/** What a ministry's spreadsheet of commitments would do: looked at row by row, and nothing is written. */
export type RefusedFile<Reason extends string = ImportRefusal> = { refused: Reason; headers: readonly string[] };
type Around = {
  /** The own partnerships, by slug. */
  partnerships: ReadonlyMap<string, Partnership>;
  rows: ReadonlyMap<string, KnownPromise>;
  existing: ReadonlyMap<string, Existing>;
  /** What a row without an identifier may be about, by `keysOf`. */
  called: ReadonlyMap<string, readonly string[]>;
  origins: ReadonlySet<string>;
};
export type Previewed = { preview: Preview; read: ReadImport; around: Around };

const limits = { ...tableLimits, rows: 2000 };
const nobody: Known = { partnerships: [], measures: [], called: new Map() };
const cellsOf = (rows: readonly SheetRow[], keys: readonly string[]): string[] =>
  rows.flatMap(({ cells }) => keys.flatMap((key) => cells[key]?.trim() || []));

/** The own partnerships; a file of somebody who has only one need not name it. */
const ownPartnerships = async ({ tx }: Served): Promise<Partnership[]> =>
  (await allPartnerships(tx)).filter(({ ownSide }) => ownSide !== null);

async function knownFor(context: Served, rows: readonly SheetRow[]): Promise<Known> {
  const { tx } = context;
  const named = cellsOf(rows, ['from', 'to']).flatMap(partiesIn);
  return {
    partnerships: await ownPartnerships(context),
    measures: await allMeasures(tx),
    called: await organisationsCalled(tx, named),
  };
}

/** A row that names no partnership is about the only one there is. */
const inPartnership =
  (partnerships: readonly Partnership[]) =>
  ({ number, cells }: SheetRow): SheetRow => {
    const [only, ...more] = partnerships;
    const isNamed = (cells['partnership'] ?? cells['id'] ?? '').trim() !== '';
    return isNamed || !only || more.length > 0
      ? { number, cells }
      : { number, cells: { ...cells, partnership: only.slug } };
  };

const titleKeys = (['kk', 'ru', 'en'] as const).map((locale) => textKey('title', locale));
const uuids = (cells: readonly string[]): string[] =>
  cells.filter((cell) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(cell));

async function aroundOf({ tx }: Served, rows: readonly SheetRow[], { partnerships }: Known): Promise<Around> {
  const titles = cellsOf(rows, titleKeys).map((title) => title.normalize('NFC').toLowerCase());
  const found = await promisesNamed(tx, { ids: cellsOf(rows, ['id']).map((id) => id.toLowerCase()), titles });
  const slugOf = new Map(partnerships.map(({ id, slug }) => [id, slug]));
  const withValues = found.map((row) => ({ row, values: valuesOf(row, slugOf.get(row.partnership_id) ?? '') }));
  const keyed = withValues.flatMap(({ row, values }) => keysOf(values).map((key) => ({ key, id: row.id })));
  const ids = partnerships.map(({ id }) => id);
  const [meetings, instruments] = [uuids(cellsOf(rows, ['meeting'])), uuids(cellsOf(rows, ['instrument']))];
  return {
    partnerships: new Map(partnerships.map((each) => [each.slug, each])),
    rows: new Map(found.map((row) => [row.id, row])),
    existing: new Map(
      withValues.map(({ row, values }) => [`id ${row.id}`, { id: row.id, version: row.version, values }]),
    ),
    called: new Map(
      [...Map.groupBy(keyed, ({ key }) => key)].map(([key, of]) => [key, [...new Set(of.map(({ id }) => id))]]),
    ),
    origins: await originsSeen(tx, { meetings, instruments, partnerships: ids }),
  };
}

/** The commitments that a row may mean: the one of its identifier, else those that are called and placed as it says. */
function meantBy({ called }: Around, values: Values): readonly string[] {
  if (values['id']) return [values['id'].toLowerCase()];
  return [...new Set(keysOf(values).flatMap((key) => called.get(key) ?? []))];
}

const identityIn =
  (around: Around) =>
  (values: Values): string | null => {
    const [only] = meantBy(around, values);
    if (only !== undefined) return `id ${only}`;
    const [key] = keysOf(values);
    return key === undefined ? null : `new ${key}`;
  };

type Judged = { values: Values; found: KnownPromise | undefined; partnership: Partnership };

/** What is wrong with a row that would change a commitment. */
function changeFaults(
  { actor }: Served,
  { values, found }: Judged & { found: KnownPromise },
  fields: readonly string[],
): Fault[] {
  if (!found.isOwn) return [{ column: 'id', cause: 'not-yours' }];
  const fixed = fields.filter((field) => fixedKeys.some((key) => key === field));
  if (fixed.length > 0) return fixed.map((column) => ({ column, cause: 'fixed' }));
  if (found.visibility === 'own_side' || !isCorrecting(fields)) return [];
  if (!actor.may.has('accords.publish')) return [{ column: null, cause: 'may-not-publish' }];
  return values['reasons'] ? [] : [{ column: 'reasons', cause: 'reasons-missing' }];
}

function originFaults({ origins }: Around, { values, partnership }: Judged): Fault[] {
  return (['meeting', 'instrument'] as const).flatMap((column) => {
    const id = values[column];
    return id && !origins.has(`${partnership.id} ${id}`) ? [{ column, cause: `${column}-unknown` }] : [];
  });
}

/** @param isMixed the file is about several partnerships */
function checkWith(context: Served, around: Around, isMixed: boolean) {
  return (values: Values): Fault[] => {
    const meant = meantBy(around, values);
    if (meant.length > 1) return [{ column: 'id', cause: 'commitment-ambiguous' }];
    const found = around.rows.get(meant[0] ?? '');
    const known = around.existing.get(`id ${meant[0] ?? ''}`);
    const fields = known ? differing(values, known.values) : [];
    if (values['id'] && !found) return [];
    if (known && fields.length === 0) return [];
    const partnership = around.partnerships.get(known?.values['partnership'] ?? values['partnership'] ?? '');
    if (!partnership) return [{ column: 'partnership', cause: 'required' }];
    if (isMixed) return [{ column: 'partnership', cause: 'several-partnerships' }];
    const judged = { values, found, partnership };
    const faults = found ? changeFaults(context, { ...judged, found }, fields) : originFaults(around, judged);
    if (faults.length > 0) return faults;
    return promiseFaults(inputFrom(values, found), { seated: seatedIn(partnership), today: context.today });
  };
}

/** A document belongs to one partnership: what others may not read of another must not stand in its file. */
function isAboutSeveral(rows: readonly SheetRow[], { rows: found }: Around, { partnerships }: Known): boolean {
  const named = (cell: string) =>
    partnerships.find(({ slug, names }) => slug === cell || Object.values(names).includes(cell))?.id ?? [];
  const of = rows.flatMap(({ cells }) => {
    const id = cells['id']?.trim().toLowerCase() ?? '';
    return found.get(id)?.partnership_id ?? (cells['partnership']?.trim() ? named(cells['partnership'].trim()) : []);
  });
  return new Set(of).size > 1;
}

export async function previewOf(context: Served, file: Blob): Promise<Previewed | RefusedFile> {
  const read = await readImport(file, promiseColumns(nobody), limits);
  if ('refused' in read) return read;
  const known = await knownFor(context, read.rows);
  const rows = read.rows.map(inPartnership(known.partnerships));
  const around = await aroundOf(context, rows, known);
  const check = checkWith(context, around, isAboutSeveral(rows, around, known));
  const { existing } = around;
  const columns = promiseColumns(known);
  return { read, around, preview: previewImport({ columns, rows, existing, identify: identityIn(around), check }) };
}
