import { useLanguage } from '../../../platform/i18n/react.ts';
import { type NameTag, nameTagFacts, nameTags } from '../../../platform/i18n/shown.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { sexes } from '../identifier.ts';
import { transcribers } from '../identity.ts';
import { Choice, Line } from './fields.tsx';
import { IdentifierFields } from './IdentifierFields.tsx';
import { Lines } from './Lines.tsx';
import { Death } from './DeathFields.tsx';
import { Representatives } from './RepresentativeFields.tsx';
import { noIdentifier, noName, type Typed, type TypedName } from './typed.ts';

export type FieldsProps = {
  typed: Typed;
  set: (changed: Partial<Typed>) => void;
  /** What the server found wrong, by the field's place in the identity. */
  fault: (field: string) => string | undefined;
};

/** Who a patient is: all fields. Nothing typed here leaves the page but to the server. */
export function IdentityFields(props: FieldsProps) {
  return (
    <>
      <NameLines {...props} />
      <Birth {...props} />
      <IdentifierLines {...props} />
      <Contact {...props} />
      <Languages {...props} />
      <Representatives {...props} />
      <Death {...props} />
    </>
  );
}

const tags = nameTags.map((tag) => ({ value: tag, label: nameTagFacts(tag).ownName }));

function NameLines({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <Lines
      title={t('patients.ui.names')}
      items={typed.names}
      set={(names) => set({ names })}
      added={(): TypedName => ({ ...noName, tag: 'ru', by: 'person' })}
      add={t('patients.ui.add_name')}
      legend={(n) => t('patients.ui.name_n', { n })}
      fewest={1}
      most={6}
    >
      {(name, change, at) => <OneName {...{ name, change, at, fault }} />}
    </Lines>
  );
}

type NameProps = { name: TypedName; change: (changed: Partial<TypedName>) => void; at: number } & Pick<
  FieldsProps,
  'fault'
>;

function OneName({ name, change, at, fault }: NameProps) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      {(['family', 'given', 'patronymic'] as const).map((part) => (
        <Line
          key={part}
          id={`name-${at}-${part}`}
          label={t(`patients.ui.${part}`)}
          error={fault(`/names/${at}/${part}`)}
          lang={name.tag}
          value={name[part]}
          set={(text) => change({ [part]: text })}
        />
      ))}
      <Choice
        id={`name-${at}-tag`}
        label={t('patients.ui.tag')}
        options={tags}
        value={name.tag}
        set={(tag) => change({ tag })}
      />
      <Choice
        id={`name-${at}-by`}
        label={t('patients.ui.by')}
        options={transcribers.map((by) => ({ value: by, label: t(`patients.ui.by.${by}`) }))}
        value={name.by}
        set={(by) => change({ by })}
      />
    </div>
  );
}

function Birth({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <Line
        id="birth-date"
        label={t('patients.ui.birth_date')}
        hint={t('patients.ui.birth_date_hint')}
        error={fault('/birthDate')}
        most={20}
        value={typed.birthDate}
        set={(birthDate) => set({ birthDate })}
      />
      <Choice
        id="sex"
        label={t('patients.ui.sex')}
        options={sexes.map((sex) => ({ value: sex, label: t(`patients.ui.sex.${sex}`) }))}
        value={typed.sex}
        set={(sex) => set({ sex })}
      />
    </div>
  );
}

function IdentifierLines({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <Lines
      title={t('patients.ui.identifiers')}
      items={typed.identifiers}
      set={(identifiers) => set({ identifiers })}
      added={() => noIdentifier}
      add={t('patients.ui.add_identifier')}
      legend={(n) => t('patients.ui.identifier_n', { n })}
      most={10}
    >
      {(identifier, change, at) => (
        <IdentifierFields
          id={`identifier-${at}`}
          value={identifier}
          set={change}
          fault={(field) => fault(`/identifiers/${at}/${field}`)}
        />
      )}
    </Lines>
  );
}

function Contact({ typed, set, fault }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <Line
        id="phone"
        type="tel"
        label={t('patients.ui.phone')}
        error={fault('/phone')}
        most={40}
        value={typed.phone}
        set={(phone) => set({ phone })}
      />
      <PlaceField id="place" label={t('patients.ui.place')} value={typed.place} set={(place) => set({ place })} />
      <Line
        id="address"
        label={t('patients.ui.address')}
        error={fault('/address/text')}
        most={300}
        value={typed.address}
        set={(address) => set({ address })}
      />
    </div>
  );
}

function Languages({ typed, set }: FieldsProps) {
  const { t } = useLanguage();
  const toggled = (tag: NameTag) =>
    typed.languages.includes(tag) ? typed.languages.filter((each) => each !== tag) : [...typed.languages, tag];
  return (
    <fieldset>
      <legend>{t('patients.ui.languages')}</legend>
      <p className="hint">{t('patients.ui.languages_hint')}</p>
      <div className="row">
        {tags.map(({ value, label }) => (
          <label key={value} className="choice">
            <input
              type="checkbox"
              checked={typed.languages.includes(value)}
              onChange={() => set({ languages: toggled(value) })}
            />{' '}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
