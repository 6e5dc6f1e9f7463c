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
  if (field === 'comparator') return t(`accords.ui.comparator.${value}` as 'accords.ui.comparator.eq');
  if (field === 'strength') return t(`accords.ui.strength.${value}` as 'accords.ui.strength.agreed');
  // Every field of `fieldsOf` and each of its options has its words: a test goes through them.
  return t(`documents.ui.${field}.${value}` as 'documents.ui.status.completed');
}

/** Dates are typed as far as they are known, and so are lengths of time. */
const hintOf = ({ t }: ClaimWords, { name }: ClaimField): string | undefined => {
  if (['edtf', 'from', 'until', 'date', 'deadline'].includes(name)) return t('documents.ui.hint.date');
  if (name === 'per' || name === 'duration') return t('documents.ui.hint.duration');
  return name === 'places' ? t('documents.ui.hint.places') : undefined;
};

/** The fields of a claim, by its kind. */
export function ClaimFields({ kind, ...props }: Props) {
  const grid = (fields: readonly ClaimField[]) => (
    <div className="fgrid">
      {fields.map((field) => (
        <OneField key={field.name} field={field} {...props} />
      ))}
    </div>
  );
  const rare = fieldsOf[kind].filter(({ isRare }) => isRare);
  const isWrong = rare.some(({ name }) => props.faults.has(name));
  return (
    <>
      {grid(fieldsOf[kind].filter(({ isRare }) => !isRare))}
      {rare.length > 0 && (
        <details open={isWrong || undefined}>
          <summary className="small">{props.words.t('documents.ui.more_fields')}</summary>
          {grid(rare)}
        </details>
      )}
    </>
  );
}

function OneField({
  field,
  filled,
  faults,
  set,
  words,
  prefix = 'claim',
  readOnly = false,
}: Omit<Props, 'kind'> & { field: ClaimField }) {
  const { t } = words;
  const { name, options, isOptional, as } = field;
  const isWrong = faults.has(name);
  const common = {
    id: `${prefix}-${name}`,
    label: t(`documents.ui.field.${name}` as 'documents.ui.field.what'),
    value: filled[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    ...(isWrong && { error: t('problem.field.custom') }),
  };
  if (!options) {
    const hint = hintOf(words, field);
    const mode = as === 'number' || name === 'amount' ? 'decimal' : undefined;
    return (
      <TextField {...common} hint={isWrong ? hint : undefined} title={hint} inputMode={mode} readOnly={readOnly} />
    );
  }
  const listed = options.map((option) => ({ value: option, label: choiceName(words, name, option) }));
  const none = { value: '', label: t('documents.ui.not_stated') };
  return <SelectField {...common} disabled={readOnly} options={isOptional ? [none, ...listed] : listed} />;
}
