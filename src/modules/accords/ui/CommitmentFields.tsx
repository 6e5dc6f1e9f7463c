import { useQuery } from '@tanstack/react-query';
import { SelectField, strengthKeys, TextField } from '../../../design/index.ts';
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
export function WhatFields({ values, set, error, at, isNew }: FieldsProps & { isNew: boolean }) {
  const { t } = useWords();
  const { data: measures = [] } = useQuery(accordsApi.measures.queryOptions());
  const { locale } = useWords();
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
      {isNew && values.kind === 'measure' && (
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
      )}
      {isNew && values.kind === 'money' && (
        <TextField
          id="commitment-currency"
          label={t('accords.ui.entry.currency')}
          hint="KZT, KGS, UZS, KRW, JPY, ILS, USD, EUR, RUB"
          maxLength={3}
          error={faultAt(error, `${at}/currency`)}
          value={values.currency}
          onChange={({ target }) => set({ currency: target.value.toUpperCase() })}
        />
      )}
      <AmountFields {...{ values, set, error, at }} />
    </>
  );
}

const periods = ['P1Y', 'P6M', 'P3M', 'P1M', 'P1W'];

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

/** How strongly, by when, and on what condition. */
export function TermFields({ values, set, error, at }: FieldsProps) {
  const { t } = useWords();
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
      </div>
      <ConditionFields {...{ values, set, error, at }} />
      <LocalisedTextField
        id="commitment-beneficiaries"
        label={t('accords.ui.fact.beneficiaries')}
        value={values.beneficiaries}
        set={(beneficiaries) => set({ beneficiaries })}
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
