import { SelectField, strengthKeys, TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { perText } from '../per.ts';
import { type FieldsProps, periods } from './CommitmentFields.tsx';
import { useWords } from './useWords.ts';

/** How strongly, by when, where, and on what condition. */
export function TermFields(fields: FieldsProps) {
  const { t } = useWords();
  const { values, set, error, at } = fields;
  return (
    <>
      <div className="fgrid">
        <SelectField
          id="commitment-strength"
          label={t('accords.ui.list.by.strength')}
          error={faultAt(error, `${at}/strength`)}
          value={values.strength}
          onChange={({ target }) => set({ strength: target.value })}
          options={[
            { value: '', label: t('accords.ui.strength.unknown') },
            ...strengthKeys.map((value) => ({ value, label: t(`accords.ui.strength.${value}`) })),
          ]}
        />
        <WhenFields {...fields} />
      </div>
      <ConditionFields {...fields} />
      <LocalisedTextField
        id="commitment-beneficiaries"
        label={t('accords.ui.fact.beneficiaries')}
        value={values.beneficiaries}
        set={(beneficiaries) => set({ beneficiaries })}
      />
    </>
  );
}

function WhenFields({ values, set, error, at }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        id="commitment-term"
        label={t('accords.ui.fact.term')}
        hint={t('accords.ui.entry.term_hint')}
        error={faultAt(error, `${at}/term`)}
        value={values.term}
        onChange={({ target }) => set({ term: target.value })}
      />
      <TextField
        id="commitment-stated"
        type="date"
        label={t('accords.ui.fact.stated_on')}
        error={faultAt(error, `${at}/statedOn`)}
        value={values.statedOn}
        onChange={({ target }) => set({ statedOn: target.value })}
      />
      <TextField
        id="commitment-place"
        label={t('accords.ui.fact.place')}
        error={faultAt(error, `${at}/place`)}
        value={values.place}
        onChange={({ target }) => set({ place: target.value })}
      />
      <PlaceField
        id="commitment-place-key"
        label={t('accords.ui.entry.place_key')}
        value={values.placeKey || null}
        set={(placeKey) => set({ placeKey: placeKey ?? '' })}
        error={faultAt(error, `${at}/placeKey`)}
      />
    </>
  );
}

function ConditionFields({ values, set, error, at }: FieldsProps) {
  const { t } = useWords();
  const isConditional = Object.keys(values.condition).length > 0;
  return (
    <>
      <LocalisedTextField
        id="commitment-condition"
        label={t('accords.ui.fact.condition')}
        hint={t('accords.ui.entry.condition_hint')}
        value={values.condition}
        set={(condition) => set({ condition })}
      />
      {isConditional && (
        <SelectField
          id="commitment-due-after"
          label={t('accords.ui.entry.due_after')}
          error={faultAt(error, `${at}/dueAfter`)}
          value={values.dueAfter}
          onChange={({ target }) => set({ dueAfter: target.value })}
          options={[
            { value: '', label: t('accords.ui.not_stated') },
            ...periods.map((value) => ({ value, label: t('accords.ui.entry.after', { time: perText(t, value) }) })),
          ]}
        />
      )}
    </>
  );
}
