import { SelectField, TextField } from '../../../design/index.ts';
import { currencies } from '../../../platform/money/currencies.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { quotaUnits } from '../quota.ts';
import type { FieldsProps } from './Fields.tsx';
import { useWords } from './useWords.ts';

/** In what it is counted; money in which currency. */
function Unit({ values, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="quota-unit"
        label={t('quotas.ui.unit')}
        value={values.unit}
        onChange={({ target }) => set({ unit: quotaUnits.find((unit) => unit === target.value) ?? 'seat' })}
        options={quotaUnits.map((unit) => ({ value: unit, label: t(`quotas.ui.${unit}`) }))}
      />
      {values.unit === 'money' && (
        <SelectField
          id="quota-currency"
          label={t('quotas.ui.currency')}
          required
          value={values.currency}
          onChange={({ target }) => set({ currency: target.value })}
          options={currencies.map((code) => ({ value: code, label: code }))}
        />
      )}
    </>
  );
}

/** How many seats, or how much money, and for which year. */
export function Size(props: FieldsProps) {
  const { t } = useWords();
  const { values, set, error } = props;
  return (
    <>
      <TextField
        id="quota-year"
        label={t('quotas.ui.year')}
        error={faultAt(error, '/year')}
        type="number"
        min={2000}
        max={2100}
        required
        value={values.year}
        onChange={({ target }) => set({ year: target.value })}
      />
      <Unit {...props} />
      <TextField
        id="quota-amount"
        label={t(values.unit === 'seat' ? 'quotas.ui.amount' : 'quotas.ui.amount_money')}
        error={faultAt(error, '/amount')}
        inputMode="decimal"
        required
        value={values.amount}
        onChange={({ target }) => set({ amount: target.value })}
      />
    </>
  );
}
