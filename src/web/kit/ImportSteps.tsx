import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef, useState } from 'react';
import { Badge, Button, Field, Note, Table } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { type Call, newKey } from '../../platform/client.ts';
import { Problem } from '../../platform/clientProblem.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { ImportPreview } from '../../platform/table/schemas.ts';
import { ErrorNote } from './ErrorNote.tsx';

type Applied = ImportPreview['counts'];
type Options = { context: Call };
type Props = {
  /** Unique on the page. */
  id: string;
  preview: (input: { file: File; locale: Locale }, options: Options) => Promise<ImportPreview>;
  apply: (input: { file: File; seen: string }, options: Options) => Promise<Applied>;
};
type Step =
  | { at: 'start' }
  | { at: 'reading' }
  | { at: 'previewed'; file: File; preview: ImportPreview; key: string }
  | { at: 'applying'; file: File; preview: ImportPreview; key: string }
  | { at: 'done'; counts: Applied };

function useImport({ preview, apply }: Props) {
  const { locale } = useLanguage();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>({ at: 'start' });
  const [error, setError] = useState<Error | null>(null);
  const latest = useRef(0);
  const attempt = async (work: () => Promise<Step>, back: Step): Promise<void> => {
    latest.current += 1;
    const own = latest.current;
    setError(null);
    const next = await work().catch((failure: Error) => {
      setError(failure);
      return back;
    });
    if (own === latest.current) setStep(next);
  };
  const read = (file: File) => {
    setStep({ at: 'reading' });
    const ask = async (): Promise<Step> => {
      const found = await preview({ file, locale }, { context: {} });
      return { at: 'previewed', file, preview: found, key: newKey() };
    };
    void attempt(ask, { at: 'start' });
  };
  const enter = (seen: Extract<Step, { at: 'previewed' }>) => {
    const { file, preview: shown, key } = seen;
    setStep({ ...seen, at: 'applying' });
    const ask = async (): Promise<Step> => {
      const counts = await apply({ file, seen: shown.seen }, { context: { idempotencyKey: key } });
      await queries.invalidateQueries();
      return { at: 'done', counts };
    };
    void attempt(ask, seen);
  };
  return { step, error, read, enter };
}

/** Records from a file in two steps: what it would do is shown first, and only what was shown is entered. */
export function ImportSteps(props: Props) {
  const { t } = useLanguage();
  const { step, error, read, enter } = useImport(props);
  const isBusy = step.at === 'reading' || step.at === 'applying';
  return (
    <div className="card stack" id={props.id}>
      <h2 className="minor">{t('table.ui.import')}</h2>
      <FileField id={`${props.id}-file`} read={read} isBusy={isBusy} />
      <ErrorNote error={error} />
      <Headers error={error} />
      <output className="quiet">
        {isBusy && t('phrase.loading')}
        {step.at === 'done' && t('table.ui.done', { added: step.counts.added, changed: step.counts.changed })}
      </output>
      {(step.at === 'previewed' || step.at === 'applying') && (
        <Previewed
          id={props.id}
          preview={step.preview}
          isBusy={isBusy}
          enter={() => step.at === 'previewed' && enter(step)}
        />
      )}
    </div>
  );
}

type FileFieldProps = { id: string; read: (file: File) => void; isBusy: boolean };

function FileField({ id, read, isBusy }: FileFieldProps) {
  const { t } = useLanguage();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file, corrected, can be chosen again.
    event.target.value = '';
    if (file && !isBusy) read(file);
  };
  return (
    <Field id={id} label={t('table.ui.file')}>
      {(wiring) => (
        <>
          <input className="sr" type="file" accept=".xlsx,.csv,text/csv" onChange={choose} {...wiring} />
          <label className="btn" htmlFor={id}>
            {t('action.choose_file')}
          </label>
        </>
      )}
    </Field>
  );
}

/** Which headers a refusal is about. */
function Headers({ error }: { error: Error | null }) {
  if (!(error instanceof Problem) || !error.code.startsWith('import-header')) return null;
  return <p>{error.fields.map(({ field }) => field.slice(1)).join(', ')}</p>;
}

type PreviewedProps = { id: string; preview: ImportPreview; isBusy: boolean; enter: () => void };

/** What a file would do: how many rows of each outcome, and of each row what it brings or why it is refused. */
export function Previewed({ id, preview, isBusy, enter }: PreviewedProps) {
  const { t } = useLanguage();
  const { counts, unknown, hasFormulas, rows } = preview;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const count = counts.added + counts.changed;
  return (
    <>
      <h3>{t('table.ui.preview')}</h3>
      <p className="row">
        {(['added', 'changed', 'unchanged', 'refused'] as const).map((outcome) => (
          <span key={outcome}>
            {t(`table.ui.outcome.${outcome}`)}: <b>{counts[outcome]}</b>
          </span>
        ))}
      </p>
      {unknown.length > 0 && <Note tone="warn">{t('table.ui.columns_unknown', { names: unknown.join(', ') })}</Note>}
      {hasFormulas && <Note tone="warn">{t('table.ui.formulas')}</Note>}
      {counts.refused > 0 && <Note tone="warn">{t('table.ui.refused_left')}</Note>}
      {rows.length > 0 && <Rows id={id} preview={preview} />}
      {rows.length < total && <p className="hint">{t('table.ui.shown', { shown: rows.length, total })}</p>}
      {count === 0 ? (
        <p>{t('table.ui.nothing')}</p>
      ) : (
        <p>
          <Button tone="primary" unavailable={isBusy} onClick={enter}>
            {t('table.ui.apply', { count })}
          </Button>
        </p>
      )}
    </>
  );
}

const tones = { added: 'leaf', changed: 'sun', refused: 'clay', unchanged: 'plain' } as const;

function Rows({ id, preview: { rows, columns } }: { id: string; preview: ImportPreview }) {
  const { t } = useLanguage();
  const nameOf = (key: string | null) => columns.find((column) => column.key === key)?.header ?? key ?? '';
  return (
    <Table
      id={`${id}-rows`}
      caption={t('table.ui.preview')}
      captionHidden
      columns={[
        { key: 'row', label: t('table.ui.row'), numeric: true },
        { key: 'what', label: t('table.ui.preview') },
      ]}
      rows={rows.map((row) => ({
        key: String(row.row),
        cells: [
          row.row,
          <div key="what" className="stack-s">
            <p>
              <Badge tone={tones[row.is]}>{t(`table.ui.outcome.${row.is}`)}</Badge>
            </p>
            <What row={row} nameOf={nameOf} />
          </div>,
        ],
      }))}
    />
  );
}

type WhatProps = { row: ImportPreview['rows'][number]; nameOf: (key: string | null) => string };

/** What a row brings: all values of a new one, was and would be of a changed one, the causes of a refused one. */
function What({ row, nameOf }: WhatProps) {
  const { t } = useLanguage();
  if (row.is === 'added') {
    const said = Object.entries(row.values).filter(([, value]) => value !== null);
    return <p>{said.map(([key, value]) => `${nameOf(key)}: ${value}`).join(' · ')}</p>;
  }
  if (row.is === 'changed')
    return row.changes.map(({ column, before, after }) => (
      <p key={column}>
        {nameOf(column)}: <ins>{after ?? '–'}</ins> <del>{t('table.ui.was', { value: before ?? '–' })}</del>
      </p>
    ));
  if (row.is === 'refused')
    return row.faults.map(({ column, cause, text }) => (
      <p key={`${column} ${cause}`}>{column === null ? text : `${nameOf(column)}: ${text}`}</p>
    ));
  return null;
}
