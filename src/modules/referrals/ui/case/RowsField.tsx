import { Button, SelectField, TextField } from '../../../../design/index.ts';
import { payers } from '../../caseMoney.ts';
import { useWords } from '../useWords.ts';
import { CodeField } from './CodeField.tsx';
import { type ColumnSpec, emptyRow, type FieldSpec, type Row } from './partFields.ts';

type Spec = Extract<FieldSpec, { type: 'rows' }>;
type Props = {
  id: string;
  spec: Spec;
  rows: readonly Row[];
  put: (rows: readonly Row[]) => void;
  fault: string | undefined;
};

/** Several of one thing, each in a row of its own; an empty row is left out when it is sent. */
export function RowsField({ id, spec, rows, put, fault }: Props) {
  const { t } = useWords();
  const { columns, name } = spec;
  const change = (at: number, row: Row) => put(rows.map((each, index) => (index === at ? row : each)));
  const label = t(`referrals.case.field.${name as 'lines'}`);
  return (
    <fieldset className="stack-s">
      <legend>{label}</legend>
      {fault && <p className="error">{fault}</p>}
      {rows.map((row, at) => (
        <div className="fgrid" key={`${id}-${String(at)}`}>
          {columns.map((column) => (
            <Cell
              key={column.name}
              id={`${id}-${at}-${column.name}`}
              column={column}
              row={row}
              put={(next) => change(at, next)}
            />
          ))}
        </div>
      ))}
      <div className="row">
        <Button small onClick={() => put([...rows, emptyRow(columns)])}>
          {t('referrals.case.add_row', { what: label })}
        </Button>
        {rows.length > 0 && (
          <Button small tone="quiet" onClick={() => put(rows.slice(0, -1))}>
            {t('referrals.case.drop_row')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

type CellProps = { id: string; column: ColumnSpec; row: Row; put: (row: Row) => void };

function Cell({ id, column: { name, type }, row, put }: CellProps) {
  const { t } = useWords();
  const value = row[name] ?? '';
  const set = (text: string) => put({ ...row, [name]: text });
  const label = t(`referrals.case.field.${name as 'what'}`);
  if (type === 'code') return <CodeField {...{ id, label, value }} put={set} />;
  if (type === 'payer' || type === 'by')
    return (
      <SelectField
        {...{ id, label, value }}
        options={
          type === 'payer'
            ? payers.map((payer) => ({ value: payer, label: t(`referrals.case.payer.${payer}`) }))
            : (['sender', 'receiver', 'patient'] as const).map((by) => ({
                value: by,
                label: t(`referrals.case.by.${by}`),
              }))
        }
        onChange={({ target }) => set(target.value)}
      />
    );
  return (
    <TextField
      {...{ id, label, value }}
      type={type === 'day' ? 'date' : 'text'}
      onChange={({ target }) => set(target.value)}
    />
  );
}
