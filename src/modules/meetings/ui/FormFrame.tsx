import type { FormEvent, ReactNode } from 'react';
import { Button, Note, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import type { Sending } from '../../../web/kit/useSend.ts';
import { useWords } from './useWords.ts';

type Props = {
  label: string;
  /** What was typed earlier was found again. */
  wasKept: boolean;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  submit: () => void;
  close?: () => void;
  reload?: () => void;
  children: ReactNode;
};

/** Around the fields of every form here: what was kept, what went wrong, save and leave. */
export function FormFrame({ label, wasKept, sending: { isSending, error }, submit, close, reload, children }: Props) {
  const { t } = useWords();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="card stack" onSubmit={send} aria-label={label}>
      {wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      {children}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        {close && <Button onClick={close}>{t('action.cancel')}</Button>}
      </div>
    </form>
  );
}

export type Choice<Name extends string> = {
  name: Name;
  label: string;
  options: readonly { value: string; label: string }[];
};
type ChoicesProps<Name extends string> = {
  /** Before the ids of the fields. */
  at: string;
  choices: readonly Choice<Name>[];
  values: Readonly<Partial<Record<Name, string>>>;
  set: (name: Name, value: string) => void;
  disabled?: boolean;
};

/** Several choices of one value, side by side where there is room. */
export function Choices<Name extends string>({ at, choices, values, set, disabled = false }: ChoicesProps<Name>) {
  return choices.map(({ name, label, options }) => (
    <SelectField
      key={name}
      id={`${at}-${name}`}
      label={label}
      value={values[name] ?? ''}
      disabled={disabled}
      onChange={(event) => set(name, event.target.value)}
      options={options}
    />
  ));
}

type RowsProps<Row> = {
  rows: readonly Row[];
  set: (rows: Row[]) => void;
  fresh: Row;
  add: string;
  remove: string;
  legend: (number: number) => string;
  isFixed?: (row: Row) => boolean;
  children: (row: Row, at: number, change: (changed: Partial<Row>) => void) => ReactNode;
};

/** Several things of one kind in one form: each can be changed and taken out, another added. */
export function Rows<Row>({ rows, set, fresh, add, remove, legend, isFixed, children }: RowsProps<Row>) {
  const change = (at: number, changed: Partial<Row>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...changed } : row)));
  return (
    <>
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row that is being typed has no other name
        <fieldset key={index} className="stack-s">
          <legend>{legend(index + 1)}</legend>
          {children(row, index, (changed) => change(index, changed))}
          {!isFixed?.(row) && (
            <Button small onClick={() => set(rows.filter((_row, other) => other !== index))}>
              {remove}
            </Button>
          )}
        </fieldset>
      ))}
      <Button onClick={() => set([...rows, fresh])}>{add}</Button>
    </>
  );
}
