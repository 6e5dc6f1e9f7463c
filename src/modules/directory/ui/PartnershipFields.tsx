import { SelectField, TextField } from '../../../design/index.ts';
import { localeTable } from '../../../platform/i18n/locales.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { places } from '../../../platform/place/place.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { cooperationFields, publishables, sideRoles } from '../partnership.ts';
import { Choices } from './Choices.tsx';
import { NameFields } from './NameFields.tsx';
import type { PartnershipTyped, SideEdited } from './partnershipTyped.ts';

type Props = {
  values: PartnershipTyped;
  set: (changed: Partial<PartnershipTyped>) => void;
  error: Error | null;
  /** What everybody has been shown is not hidden again. */
  wasPublic: boolean;
};
const regions = places.filter(({ kind }) => kind === 'region').map(({ id }) => id);
const tags = Object.keys(localeTable) as (keyof typeof localeTable)[];

/** What a partnership is called and what it is about. */
export function About({ values, set, error, wasPublic }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <NameFields
        id="partnership-name"
        legend={t('directory.ui.name')}
        values={values.names}
        set={(names) => set({ names })}
        error={faultAt(error, '/change/names')}
      />
      <LocalisedTextField
        id="partnership-summary"
        label={t('directory.ui.summary')}
        hint={t('directory.ui.summary_hint')}
        value={values.summary}
        set={(summary) => set({ summary })}
        error={faultAt(error, '/change/summary')}
      />
      <Facts {...{ values, set, error, wasPublic }} />
      <Ticked values={values} set={set} />
    </>
  );
}

function Facts({ values, set, error, wasPublic }: Props) {
  const { t } = useLanguage();
  const visibilities = wasPublic ? (['public'] as const) : (['partnership', 'public'] as const);
  return (
    <div className="duo">
      <SelectField
        id="partnership-visibility"
        label={t('directory.ui.visibility')}
        value={values.visibility}
        onChange={(event) => set({ visibility: event.target.value as typeof values.visibility })}
        options={visibilities.map((value) => ({ value, label: t(`directory.ui.visibility.${value}`) }))}
      />
      <TextField
        id="partnership-since"
        label={t('directory.column.since')}
        hint={t('directory.ui.post.date_hint')}
        error={faultAt(error, '/change/since')}
        maxLength={20}
        value={values.since}
        onChange={(event) => set({ since: event.target.value })}
      />
      <TextField
        id="partnership-countries"
        label={t('directory.column.countries')}
        hint={t('directory.ui.country_hint')}
        error={faultAt(error, '/change/countries')}
        maxLength={200}
        value={values.countries}
        onChange={(event) => set({ countries: event.target.value })}
      />
    </div>
  );
}

function Ticked({ values, set }: Pick<Props, 'values' | 'set'>) {
  const { t, locale } = useLanguage();
  return (
    <>
      <Choices
        legend={t('directory.column.fields')}
        options={cooperationFields}
        labelOf={(field) => t(`directory.ui.cooperation.${field}`)}
        chosen={values.fields}
        set={(fields) => set({ fields })}
      />
      <Choices
        legend={t('directory.column.languages')}
        hint={t('directory.ui.languages_hint')}
        options={tags}
        labelOf={(tag) => localeTable[tag].ownName}
        chosen={tags.filter((tag) => values.languages.includes(tag))}
        set={(languages) => set({ languages })}
      />
      <details>
        <summary>{t('directory.column.places')}</summary>
        <Choices
          legend={t('directory.column.places')}
          options={regions}
          labelOf={(id) => places.find((place) => place.id === id)?.names[locale] ?? id}
          chosen={values.places}
          set={(chosen) => set({ places: [...values.places.filter((id) => !regions.includes(id)), ...chosen] })}
        />
      </details>
    </>
  );
}

type SidesProps = { sides: readonly SideEdited[]; set: (sides: SideEdited[]) => void };

/** Each side: its name, what part it has, and what it may publish of its own records. */
export function EditSides({ sides, set }: SidesProps) {
  const { t } = useLanguage();
  const change = (id: string, changed: Partial<SideEdited>) =>
    set(sides.map((side) => (side.id === id ? { ...side, ...changed } : side)));
  return sides.map(({ id, names, role, mayPublish }, index) => (
    <fieldset key={id} className="stack-s">
      <legend>{t('directory.ui.side', { number: index + 1 })}</legend>
      <NameFields
        id={`side-${index}`}
        legend={t('directory.ui.side_name')}
        values={names}
        set={(changed) => change(id, { names: changed })}
      />
      <SelectField
        id={`side-${index}-role`}
        label={t('directory.ui.role')}
        value={role}
        onChange={(event) => change(id, { role: event.target.value as typeof role })}
        options={sideRoles.map((value) => ({ value, label: t(`directory.ui.role.${value}`) }))}
      />
      <Choices
        legend={t('directory.ui.may_publish')}
        options={publishables}
        labelOf={(what) => t(`directory.ui.publish.${what}`)}
        chosen={mayPublish}
        set={(chosen) => change(id, { mayPublish: chosen })}
      />
    </fieldset>
  ));
}
