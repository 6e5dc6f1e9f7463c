import { SelectField, TextField } from '../../../design/index.ts';
import type { ClaimKind } from '../value.ts';
import { type ClaimField, fieldsOf, type Filled } from './fields.ts';
import type { ClaimWords } from './useClaimWords.ts';

type Props = {
  kind: ClaimKind;
  filled: Filled;
  faults: ReadonlySet<string>;
  set: (changed: Filled) => void;
  words: ClaimWords;
  /** Told apart from the fields of another form on the page. */
  prefix?: string;
  readOnly?: boolean;
};

/** What one of the choices of a field is called. */
function choiceName({ t, measureName }: ClaimWords, field: string, value: string): string {
  if (field === 'measure') return measureName(value) ?? t('documents.ui.measure.inhabitants');
  const key = `${field === 'comparator' || field === 'strength' ? 'accords.ui' : 'documents.ui'}.${field}.${value}`;
  return t(key as 'accords.ui.comparator.eq');
}

/** Dates are typed as far as they are known, and so are lengths of time. */
const hintOf = ({ t }: ClaimWords, { name }: ClaimField): string | undefined => {
  if (['edtf', 'from', 'until', 'date', 'deadline'].includes(name)) return t('documents.ui.hint.date');
  if (name === 'per' || name === 'duration') return t('documents.ui.hint.duration');
  return name === 'places' ? t('documents.ui.hint.places') : undefined;
};

/** The fields of a claim, by its kind. */
export function ClaimFields({ kind, filled, faults, set, words, prefix = 'claim', readOnly = false }: Props) {
  const { t } = words;
  return (
    <div className="fgrid">
      {fieldsOf[kind].map((field) => {
        const { name, options } = field;
        const value = filled[name] ?? '';
        const common = {
          id: `${prefix}-${name}`,
          label: t(`documents.ui.field.${name}` as 'documents.ui.field.what'),
          ...(faults.has(name) && { error: t('problem.field.custom') }),
        };
        if (!options)
          return (
            <TextField
              key={name}
              {...common}
              hint={faults.has(name) ? hintOf(words, field) : undefined}
              title={hintOf(words, field)}
              inputMode={field.as === 'number' || name === 'amount' ? 'decimal' : undefined}
              readOnly={readOnly}
              value={value}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          );
        const listed = options.map((option) => ({ value: option, label: choiceName(words, name, option) }));
        const none = { value: '', label: t('documents.ui.not_stated') };
        return (
          <SelectField
            key={name}
            {...common}
            disabled={readOnly}
            value={value}
            onChange={(event) => set({ [name]: event.target.value })}
            options={field.isOptional ? [none, ...listed] : listed}
          />
        );
      })}
    </div>
  );
}
