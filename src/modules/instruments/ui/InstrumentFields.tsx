import { useQuery } from '@tanstack/react-query';
import { SelectField, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { tags } from '../../../web/kit/localisedDraft.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { bindings, instrumentKinds, relations } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import { Signatories } from './SignatoryFields.tsx';
import type { InstrumentTyped } from './typed.ts';
import { useWords } from './useWords.ts';

export type FieldsProps = {
  values: InstrumentTyped;
  set: (changed: Partial<InstrumentTyped>) => void;
  /** The slug of the partnership; '' until one is chosen. */
  partnership: string;
  error: Error | null;
  /** The instrument itself, which is no parent of its own. */
  self?: string;
};

/** The organisations that take part in a partnership, to choose from. */
function useSeated(partnership: string): { value: string; label: string }[] {
  const { locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const found = partnerships.find(({ slug }) => slug === partnership);
  const seated = new Set(found?.sides.flatMap((side) => side.organisations));
  return organisations
    .filter(({ id }) => seated.has(id))
    .map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }));
}

/** What an instrument is: its kind and title, between whom, what it stands under, for which years, who signed. */
export function InstrumentFields(props: FieldsProps) {
  const { values, set, partnership, error } = props;
  const { t } = useWords();
  const seated = useSeated(partnership);
  return (
    <>
      <KindFields {...props} />
      <LocalisedTextField
        id="instrument-title"
        label={t('instruments.ui.by.title')}
        isLine
        error={faultAt(error, '/instrument/title') ?? faultAt(error, '/change/title')}
        value={values.title}
        set={(title) => set({ title })}
      />
      <Choices
        legend={t('instruments.ui.by.parties')}
        options={seated}
        chosen={values.parties}
        set={(parties) => set({ parties })}
      />
      <Choices
        legend={t('instruments.ui.languages')}
        options={tags.map((tag) => ({ value: tag, label: t(`language.${tag}`) }))}
        chosen={values.languages}
        set={(languages) => set({ languages: tags.filter((tag) => languages.includes(tag)) })}
      />
      <ParentFields {...props} />
      <Signatories values={values} set={set} seated={seated} />
    </>
  );
}

/** Of what kind, whether it binds, for which years. */
function KindFields({ values, set, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <div className="fgrid">
      <SelectField
        id="instrument-kind"
        label={t('instruments.ui.by.kind')}
        value={values.kind}
        onChange={({ target }) => set({ kind: target.value as InstrumentTyped['kind'] })}
        options={instrumentKinds.map((value) => ({ value, label: t(`instruments.ui.kind.${value}`) }))}
      />
      <SelectField
        id="instrument-binding"
        label={t('instruments.ui.by.binding')}
        value={values.binding}
        onChange={({ target }) => set({ binding: target.value as InstrumentTyped['binding'] })}
        options={bindings.map((value) => ({ value, label: t(`instruments.ui.binding.${value}`) }))}
      />
      <TextField
        id="instrument-covers"
        label={t('instruments.ui.by.period')}
        hint={t('instruments.ui.covers_hint')}
        placeholder="2019/2024"
        error={faultAt(error, '/instrument/covers') ?? faultAt(error, '/change/covers')}
        maxLength={40}
        value={values.covers}
        onChange={({ target }) => set({ covers: target.value })}
      />
    </div>
  );
}

type ChoicesProps = {
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  set: (chosen: string[]) => void;
};

function Choices({ legend, options, chosen, set }: ChoicesProps) {
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              set(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** The instrument above: one that is recorded, or words where nothing more is known of it. */
function ParentFields(props: FieldsProps) {
  const { values, set } = props;
  const { t } = useWords();
  return (
    <fieldset className="field stack-s">
      <legend>{t('instruments.ui.parent.title')}</legend>
      <SelectField
        id="parent-relation"
        label={t('instruments.ui.parent.relation')}
        value={values.relation}
        onChange={({ target }) => set({ relation: target.value as InstrumentTyped['relation'] })}
        options={[
          { value: '', label: t('instruments.ui.parent.none') },
          ...relations.map((value) => ({ value, label: t(`instruments.ui.relation.${value}`) })),
        ]}
      />
      {values.relation !== '' && <ParentChoice {...props} />}
      {values.relation !== '' && values.parent === '' && (
        <LocalisedTextField
          id="parent-title"
          label={t('instruments.ui.parent.words')}
          isLine
          value={values.parentTitle}
          set={(parentTitle) => set({ parentTitle })}
        />
      )}
    </fieldset>
  );
}

function ParentChoice({ values, set, partnership, self }: FieldsProps) {
  const { t, text } = useWords();
  const { data } = useQuery({
    ...instrumentsApi.instruments.queryOptions({ input: { partnership, limit: 100 } }),
    enabled: partnership !== '',
  });
  const others = (data?.items ?? []).filter(({ id }) => id !== self);
  return (
    <SelectField
      id="parent-id"
      label={t('instruments.ui.parent.which')}
      value={values.parent}
      onChange={({ target }) => set({ parent: target.value })}
      options={[
        { value: '', label: t('instruments.ui.parent.in_words') },
        ...others.map(({ id, title }) => ({ value: id, label: text(title).text.slice(0, 100) })),
      ]}
    />
  );
}
