import { organisationsOf, type Partnership } from '../directory/index.ts';
import { type LocalisedText, nameIn } from '../../platform/i18n/localised.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import type { Preview, PreviewRow, Values } from '../../platform/table/import.ts';
import { type ImportRefusal, seenOf, shownPreview } from '../../platform/table/read.server.ts';
import type { ImportPreview } from '../../platform/table/schemas.ts';
import { changeCommitment } from './changes.server.ts';
import { recordCommitment } from './entry.server.ts';
import { layGround } from './ledger.sql.ts';
import type { KnownPromise } from './promiseImport.sql.ts';
import { previewOf, type RefusedFile } from './promisePreview.server.ts';
import { inputFrom, partyJoiner } from './promiseRow.ts';
import { takeInRows } from './sourceFile.server.ts';

/** Commitments from a ministry's spreadsheet: looked at first, never written over, and each resting on its row of the file. */
/** Organisations by their names, as a person reads them. */
async function inWords({ tx }: Served, preview: Preview, locale: Locale): Promise<Preview> {
  const texts = preview.rows.flatMap((row) =>
    row.is === 'added' ? [row.values] : row.is === 'changed' ? [row.values, beforeOf(row)] : [],
  );
  const ids = texts.flatMap(({ from, to }) => [from, to].flatMap((each) => each?.split(partyJoiner) ?? []));
  const names = new Map((await organisationsOf(tx, ids)).map((each) => [each.id, nameIn(locale, each.names)]));
  const said = (column: string, value: string | null) =>
    column === 'from' || column === 'to'
      ? (value
          ?.split(partyJoiner)
          .map((id) => names.get(id) ?? id)
          .join(partyJoiner) ?? null)
      : value;
  const worded = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, said(key, value)]));
  const rows = preview.rows.map((row): PreviewRow => {
    if (row.is === 'added') return { ...row, values: worded(row.values) };
    if (row.is !== 'changed') return row;
    const changes = row.changes.map(({ column, before, after }) => ({
      column,
      before: said(column, before),
      after: said(column, after),
    }));
    return { ...row, values: worded(row.values), changes };
  });
  return { ...preview, rows };
}
const beforeOf = ({ changes }: Extract<PreviewRow, { is: 'changed' }>): Values =>
  Object.fromEntries(changes.map(({ column, before }) => [column, before]));

export async function previewCommitments(
  context: Served,
  file: Blob,
  locale: Locale,
): Promise<ImportPreview | RefusedFile> {
  const previewed = await previewOf(context, file);
  if ('refused' in previewed) return previewed;
  const { preview, read } = previewed;
  const shown = shownPreview(await inWords(context, preview, locale), { read, locale, module: 'accords' });
  return { ...shown, seen: seenOf(preview) };
}

type Writing = Extract<PreviewRow, { is: 'added' | 'changed' }>;
type Written = { row: Writing; claim: string; found: KnownPromise | undefined; partnership: Partnership };

const reasonsIn = ({ reasons }: Values): { reasons?: LocalisedText } =>
  reasons ? { reasons: { kk: { text: reasons, by: 'person' } } } : {};

/** @returns false where what was previewed is no longer so: the transaction is then to be abandoned */
async function writeRow(context: Served, { row, claim, found, partnership }: Written): Promise<boolean> {
  const input = inputFrom(row.values, found);
  if (!found) {
    const { meeting, instrument } = row.values;
    const origin = { ...(meeting && { meeting }), ...(instrument && { instrument }) };
    const recorded = await recordCommitment(context, { commitment: input, claims: [claim], ...origin }, partnership);
    return !('refused' in recorded);
  }
  const { kind: _kind, measure: _measure, currency: _currency, ...change } = input;
  const changed = await changeCommitment(context, {
    id: found.id,
    version: found.version,
    change,
    ...reasonsIn(row.values),
  });
  if ('refused' in changed) return false;
  const part = input.target === null ? 'statement' : 'target';
  await layGround(context.tx, claim, { type: 'commitment', id: found.id, part, saidOn: input.statedOn });
  return true;
}

/** What the file says in a row, as a claim of the document that the file becomes. */
function claimOf({ row, values }: Writing, found: KnownPromise | undefined) {
  const { title, strength, term, condition } = inputFrom(values, found);
  const what = Object.values(title)[0]?.text ?? '';
  const conditional = condition && Object.values(condition)[0]?.text;
  if (strength === null) throw new Error('a row that was accepted says how strongly it is promised');
  const said = { strength, what, ...(term && { deadline: term }) };
  return {
    row,
    claim: { kind: 'commitment' as const, value: { ...said, ...(conditional && { condition: conditional }) } },
  };
}

/** Writes what was previewed. What is new is seen by the own side alone; what changes leaves its trace as by hand. */
export async function importCommitments(
  context: Served,
  { file, seen }: { file: Blob; seen: string },
): Promise<
  { applied: Preview['counts'] } | RefusedFile<ImportRefusal | 'import-preview-changed' | 'document-official-use'>
> {
  const previewed = await previewOf(context, file);
  if ('refused' in previewed) return previewed;
  const { preview, read, around } = previewed;
  if (seenOf(preview) !== seen) return { refused: 'import-preview-changed', headers: [] };
  const rows = preview.rows.filter((row): row is Writing => row.is === 'added' || row.is === 'changed');
  const foundFor = (row: Writing) => (row.is === 'changed' ? around.rows.get(row.id) : undefined);
  const [first] = rows;
  const slug =
    first &&
    (first.values['partnership'] ?? around.existing.get(`id ${foundFor(first)?.id ?? ''}`)?.values['partnership']);
  const partnership = around.partnerships.get(slug ?? '');
  if (!first || !partnership) return { applied: preview.counts };
  const told = rows.map((row) => claimOf(row, foundFor(row)));
  const taken = await takeInRows(context, { partnership: partnership.id, file, read, told });
  if ('refused' in taken) return { refused: taken.refused, headers: [] };
  for (const row of rows) {
    const claim = taken.claims.get(row.row) ?? '';
    const isWritten = await writeRow(context, { row, claim, found: foundFor(row), partnership });
    if (!isWritten) return { refused: 'import-preview-changed', headers: [] };
  }
  return { applied: preview.counts };
}
