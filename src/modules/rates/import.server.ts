import { sha256 } from '../../platform/hash.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { canonical } from '../../platform/table/cells.ts';
import {
  type Existing,
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
import { isDemonstration } from '../directory/index.ts';
import { keyOf, perOne, type RateKey, readCurrency, readDay, readRate } from './rate.ts';
import { insertImport, insertRates, type NewRate, ratesNamed, type RateRow, replaceRates } from './rate.sql.ts';

const columnsOn = (today: string): ImportColumn[] => [
  {
    key: 'base',
    headers: headersIn((t) => t('rates.column.base')),
    kind: 'text',
    isRequired: true,
    read: readCurrency,
  },
  {
    key: 'quote',
    headers: headersIn((t) => t('rates.column.quote')),
    kind: 'text',
    isRequired: true,
    read: readCurrency,
  },
  { key: 'day', headers: headersIn((t) => t('rates.column.day')), kind: 'day', isRequired: true, read: readDay(today) },
  { key: 'rate', headers: headersIn((t) => t('rates.column.rate')), kind: 'decimal', isRequired: true, read: readRate },
  {
    key: 'source',
    headers: headersIn((t) => t('rates.column.source')),
    kind: 'text',
    isRequired: true,
    read: readSource,
  },
  {
    key: 'units',
    headers: headersIn((t) => t('rates.column.units')),
    kind: 'integer',
    read: () => ({ cause: 'units-unclear' }),
  },
  { key: 'version', headers: headersIn((t) => t('rates.column.version')), kind: 'integer' },
];

const longestSource = 200;
const readSource = (value: string) => (value.length > longestSource ? { cause: 'too-long' } : { value });

/** A rate that is published for a hundred units becomes the rate of one; other units stay, and are refused. */
function ofOneUnit({ number, cells }: SheetRow): SheetRow {
  const { units = '', ...rest } = cells;
  if (units.trim() === '') return { number, cells: rest };
  const [per, rate] = [canonical('integer', units), canonical('decimal', rest['rate'] ?? '')];
  const one = 'value' in per && 'value' in rate ? perOne(rate.value, per.value) : null;
  return { number, cells: one === null ? cells : { ...rest, rate: one } };
}

const keyIn = ({ base, quote, day, source }: Values): RateKey | null =>
  base && quote && day && source ? { base, quote, day, source } : null;

const existingOf = ({ id, version, base, quote, day, rate, source }: RateRow): Existing => ({
  id,
  version,
  values: { base, quote, day, rate, source },
});

const check = ({ base, quote }: Values) => (base === quote ? [{ column: 'quote', cause: 'same-currency' }] : []);

type Previewed = { preview: Preview; read: ReadImport };
type Refused = { refused: ImportRefusal; headers: readonly string[] };

async function previewOf(context: Served, file: Blob, isDemo: boolean): Promise<Previewed | Refused> {
  const columns = columnsOn(context.today);
  const read = await readImport(file, columns);
  if ('refused' in read) return read;
  const rows = read.rows.map(ofOneUnit);
  const identify = (values: Values) => {
    const key = keyIn(values);
    return key && keyOf(key);
  };
  const importing = { columns, rows, identify, check };
  // What the file names is known only after it has been read in its one form; nothing is decided in this first look.
  const named = previewImport({ ...importing, existing: new Map() }).rows.flatMap((row) => {
    const key = row.is === 'added' ? keyIn(row.values) : null;
    return key ? [key] : [];
  });
  const known = await ratesNamed(context.tx, named, isDemo);
  const own = new Map(known.map((rate) => [keyOf(rate), rate]));
  const existing = new Map(known.map((rate) => [keyOf(rate), existingOf(rate)]));
  const preview = previewImport({ ...importing, existing });
  return { preview: withoutOthers(preview, own), read };
}

/** A rate that another organisation brought is corrected by that organisation; one's own source can be put beside it. */
function withoutOthers(preview: Preview, known: ReadonlyMap<string, RateRow>): Preview {
  const byId = new Map([...known.values()].map((rate) => [rate.id, rate]));
  const rows = preview.rows.map((row) => {
    if (row.is !== 'changed' || byId.get(row.id)?.isOwn) return row;
    return { is: 'refused' as const, row: row.row, faults: [{ column: 'rate', cause: 'not-own' }] };
  });
  const refused = rows.filter(({ is }) => is === 'refused').length;
  const changed = rows.filter(({ is }) => is === 'changed').length;
  return { rows, counts: { ...preview.counts, changed, refused } };
}

export async function previewRates(context: Served, file: Blob, locale: Locale): Promise<ImportPreview | Refused> {
  const found = await previewOf(context, file, await isDemonstration(context));
  if ('refused' in found) return found;
  return shownPreview(found.preview, { read: found.read, locale, module: 'rates' });
}

type Applied =
  | { counts: Preview['counts'] }
  | Refused
  | { refused: 'import-preview-changed'; headers: readonly string[] };

const previewChanged = { refused: 'import-preview-changed', headers: [] } as const;

/** Enters what was previewed, all of it or nothing. The same file again changes nothing. */
export async function importRates(context: Served, file: File, seen: string): Promise<Applied> {
  const isDemo = await isDemonstration(context);
  const found = await previewOf(context, file, isDemo);
  if ('refused' in found) return found;
  const { preview } = found;
  if (seenOf(preview) !== seen) return previewChanged;
  if (preview.counts.added + preview.counts.changed > 0) {
    const isWritten = await write(context, { file, preview, isDemo });
    if (!isWritten) return previewChanged;
  }
  return { counts: preview.counts };
}

type Writing = { file: File; preview: Preview; isDemo: boolean };

/** @returns false when somebody else entered or corrected one of the rates meanwhile */
async function write(context: Served, { file, preview, isDemo }: Writing): Promise<boolean> {
  const { tx, actor, now: at, newId } = context;
  const { organisation: owner, person } = actor;
  const hash = sha256(new Uint8Array(await file.arrayBuffer()));
  const own = {
    id: newId(),
    owner,
    person,
    at,
    fileName: file.name.toWellFormed().slice(0, 200),
    sha256: hash,
    isDemo,
  };
  await insertImport(tx, own);
  const rates = preview.rows.flatMap((row): NewRate[] => newRate(row, newId));
  const replaced = await replaceRates(
    tx,
    preview.rows.filter((row) => row.is === 'changed'),
    at,
  );
  const entered = await insertRates(tx, own, rates);
  const shared = {
    owner_organisation: owner,
    partnership_id: null,
    side_id: null,
    visibility: 'own_side' as const,
    is_demo: isDemo,
  };
  await recordEvent(context, {
    subject: 'rate_import',
    subjectId: own.id,
    action: 'import',
    fields: ['rates'],
    shared,
  });
  return replaced === preview.counts.changed && entered === rates.length;
}

function newRate(row: Preview['rows'][number], newId: () => string): NewRate[] {
  if (row.is !== 'added' && row.is !== 'changed') return [];
  const { base, quote, day, source, rate } = row.values;
  if (!base || !quote || !day || !source || !rate) throw new Error('a previewed rate has all its values');
  return [{ id: newId(), base, quote, day, source, rate, version: row.is === 'changed' ? row.version + 1 : 1 }];
}
