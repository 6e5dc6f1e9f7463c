import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { perText } from '../per.ts';
import { comparators } from '../status.ts';
import { kinds } from './choices.ts';
import { accordsApi } from './client.ts';
import type { CommitmentDraft } from './commitmentDraft.ts';
import { useWords } from './useWords.ts';

export type FieldsProps = {
  values: CommitmentDraft;
  set: (changed: Partial<CommitmentDraft>) => void;
  error: Error | null;
  /** Where its fields stand in the request. */
  at: '/commitment' | '/change';
};

/** What is promised: one act, something counted, or money. What it is counted in is chosen once. */
export function WhatFields({ isNew, ...fields }: FieldsProps & { isNew: boolean }) {
  const { t } = useWords();
  const { values, set, error, at } = fields;
  return (
    <>
      <LocalisedTextField
        id="commitment-title"
        label={t('accords.ui.entry.title')}
        isLine
        value={values.title}
        set={(title) => set({ title })}
        error={faultAt(error, `${at}/title`)}
      />
      {isNew && (
        <SelectField
          id="commitment-kind"
          label={t('accords.ui.fact.kind')}
          value={values.kind}
          onChange={({ target }) => set({ kind: target.value as CommitmentDraft['kind'] })}
          options={kinds.map((value) => ({ value, label: t(`accords.ui.kind.${value}`) }))}
        />
      )}
      {isNew && values.kind === 'measure' && <MeasureField {...fields} />}
      {isNew && values.kind === 'money' && <CurrencyField {...fields} />}
      <AmountFields {...fields} />
    </>
  );
}

function CurrencyField({ values, set, error, at }: FieldsProps) {
  const { t } = useWords();
  return (
    <TextField
      id="commitment-currency"
      label={t('accords.ui.entry.currency')}
      hint="KZT, KGS, UZS, KRW, JPY, ILS, USD, EUR, RUB"
      maxLength={3}
      error={faultAt(error, `${at}/currency`)}
      value={values.currency}
      onChange={({ target }) => set({ currency: target.value.toUpperCase() })}
    />
  );
}

function MeasureField({ values, set, error, at }: FieldsProps) {
  const { t, locale } = useWords();
  const { data: measures = [] } = useQuery(accordsApi.measures.queryOptions());
  return (
    <SelectField
      id="commitment-measure"
      label={t('accords.ui.entry.measure')}
      error={faultAt(error, `${at}/measure`)}
      value={values.measure}
      onChange={({ target }) => set({ measure: target.value })}
      options={[
        { value: '', label: t('accords.ui.form.choose') },
        ...measures.map(({ key, names }) => ({ value: key, label: nameIn(locale, names) })),
      ]}
    />
  );
}

export const periods = ['P1Y', 'P6M', 'P3M', 'P1M', 'P1W'];

/** How much, how exactly, and for which period: "once a year", or in total. */
function AmountFields({ values, set, error, at }: FieldsProps) {
  const { t } = useWords();
  const known = values.per === '' || periods.includes(values.per) ? periods : [...periods, values.per];
  return (
    <div className="fgrid">
      {values.kind !== 'act' && (
        <SelectField
          id="commitment-comparator"
          label={t('accords.ui.form.comparator')}
          value={values.comparator}
          onChange={({ target }) => set({ comparator: target.value as CommitmentDraft['comparator'] })}
          options={comparators.map((value) => ({ value, label: t(`accords.ui.comparator.${value}`) }))}
        />
      )}
      {values.kind !== 'act' && (
        <TextField
          id="commitment-target"
          inputMode="decimal"
          label={t('accords.ui.entry.target')}
          hint={t('accords.ui.entry.target_hint')}
          error={faultAt(error, `${at}/target/amount`) ?? faultAt(error, `${at}/target`)}
          value={values.target}
          onChange={({ target }) => set({ target: target.value })}
        />
      )}
      <SelectField
        id="commitment-per"
        label={t('accords.ui.entry.per')}
        value={values.per}
        onChange={({ target }) => set({ per: target.value })}
        options={[
          { value: '', label: t('accords.ui.entry.in_total') },
          ...known.map((value) => ({ value, label: perText(t, value) })),
        ]}
      />
    </div>
  );
}

/** Who owes whom: several on each side, of the organisations that take part. */
export function PartyFields({ values, set, slug, error, at }: FieldsProps & { slug: string }) {
  const { t, locale } = useWords();
  const { data } = useQuery(directoryApi.partnership.queryOptions({ input: { slug } }));
  const seated = new Set(data?.sides.flatMap(({ organisations }) => organisations));
  const choices = (data?.organisations ?? []).filter(({ id }) => seated.has(id));
  return (
    <div className="fgrid">
      {(['debtors', 'creditors'] as const).map((part) => (
        <fieldset key={part} className="field stack-s">
          <legend>{t(`accords.ui.entry.${part}`)}</legend>
          {choices.map(({ id, names }) => (
            <label key={id} className="choice">
              <input
                type="checkbox"
                checked={values[part].includes(id)}
                onChange={({ target }) =>
                  set({ [part]: target.checked ? [...values[part], id] : values[part].filter((each) => each !== id) })
                }
              />
              <span>{nameIn(locale, names)}</span>
            </label>
          ))}
          {faultAt(error, `${at}/${part}`) !== undefined && <p className="error">{faultAt(error, `${at}/${part}`)}</p>}
        </fieldset>
      ))}
    </div>
  );
}

/** Of which it is a part, and which has taken its place. */
export function LineFields({ values, set, error, at, slug, own }: FieldsProps & { slug: string; own?: string }) {
  const { t, text } = useWords();
  const { data } = useQuery(
    accordsApi.commitments.queryOptions({ input: { partnership: slug, sort: 'title', limit: 100 } }),
  );
  const others = (data?.items ?? []).filter(({ id }) => id !== own);
  const options = [
    { value: '', label: t('accords.ui.none_stated') },
    ...others.map(({ id, title }) => ({ value: id, label: text(title).text.slice(0, 90) })),
  ];
  return (
    <div className="fgrid">
      {(['partOf', 'replacedBy'] as const).map((line) => (
        <SelectField
          key={line}
          id={`commitment-${line}`}
          label={t(`accords.ui.entry.${line}`)}
          error={faultAt(error, `${at}/${line}`)}
          value={values[line]}
          onChange={({ target }) => set({ [line]: target.value })}
          options={options}
        />
      ))}
    </div>
  );
}
