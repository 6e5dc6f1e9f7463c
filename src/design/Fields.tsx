import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { Icon } from './Icon.tsx';
import { classes } from './keys.ts';

/** What a control needs so that its hint and its error are read with it. */
export type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export type FieldProps = {
  /** Unique on the page. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, what was kept and what to do; absent when all is well. */
  error?: ReactNode;
};

/** A control with its label, hint and error; `children` gets the attributes that tie them together. */
export function Field({ id, label, hint, error, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const hinted = hint !== undefined && hint !== null;
  const wrong = error !== undefined && error !== null;
  const described = [hinted && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={classes('field', wrong && 'err')}>
      <label htmlFor={id}>{label}</label>
      {hinted && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p className="err-t" id={`${id}-error`}>
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(wrong && { 'aria-invalid': true }),
      })}
    </div>
  );
}

type Without<T> = Omit<T, 'id' | 'className' | keyof Wiring>;

/** One line of text, a date, a password, a file. */
export function TextField({
  id,
  label,
  hint,
  error,
  ...input
}: FieldProps & Without<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(wiring) => <input {...input} {...wiring} />}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({
  id,
  label,
  hint,
  error,
  ...area
}: FieldProps & Without<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(wiring) => <textarea {...area} {...wiring} />}
    </Field>
  );
}

export type SelectFieldProps = FieldProps &
  Without<SelectHTMLAttributes<HTMLSelectElement>> & { options: readonly { value: string; label: string }[] };

/** One of a few choices. */
export function SelectField({ id, label, hint, error, options, ...select }: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(wiring) => (
        <select {...select} {...wiring}>
          {options.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
