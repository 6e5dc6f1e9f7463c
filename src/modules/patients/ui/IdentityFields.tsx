import { SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameTagFacts, nameTags } from '../../../platform/i18n/shown.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { identifierSystems, sexes } from '../identifier.ts';
import { relations, transcribers } from '../schemas.ts';
import { Lines } from './Lines.tsx';
import { noIdentifier, noName, noRepresentative, type Typed, type TypedRepresentative, withSystem } from './typed.ts';

type Props = {
  typed: Typed;
  set: (changed: Partial<Typed>) => void;
  /** What the server found wrong, by the field's place in the identity. */
  fault: (field: string) => string | undefined;
};

/** Each field keeps what is typed out of what the browser remembers. */
const unremembered = { autoComplete: 'off', spellCheck: false } as const;

/** Who a patient is: all fields. Nothing typed here leaves the page but to the server. */
export function IdentityFields(props: Props) {
  return (
    <>
      <NameLines {...props} />
      <Birth {...props} />
      <IdentifierLines {...props} />
      <Contact {...props} />
      <Representatives {...props} />
      <Death {...props} />
    </>
  );
}

export function useTagOptions() {
  return nameTags.map((tag) => ({ value: tag, label: nameTagFacts(tag).ownName }));
}

function NameLines({ typed, set, fault }: Props) {
  const { t } = useLanguage();
  const tags = useTagOptions();
  return (
    <Lines
      title={t('patients.ui.names')}
      items={typed.names}
      set={(names) => set({ names })}
      added={() => ({ ...noName, tag: 'ru', by: 'person' })}
      add={t('patients.ui.add_name')}
      legend={(n) => t('patients.ui.name_n', { n })}
      fewest={1}
      most={6}
    >
      {(name, change, at) => (
        <div className="fgrid">
          {(['family', 'given', 'patronymic'] as const).map((part) => (
            <TextField
              key={part}
              id={`name-${at}-${part}`}
              label={t(`patients.ui.${part}`)}
              error={fault(`/names/${at}/${part}`)}
              lang={name.tag}
              dir="auto"
              maxLength={100}
              {...unremembered}
              value={name[part]}
              onChange={({ target }) => change({ [part]: target.value })}
            />
          ))}
          <SelectField
            id={`name-${at}-tag`}
            label={t('patients.ui.tag')}
            options={tags}
            value={name.tag}
            onChange={({ target }) => change({ tag: target.value })}
          />
          <SelectField
            id={`name-${at}-by`}
            label={t('patients.ui.by')}
            options={transcribers.map((by) => ({ value: by, label: t(`patients.ui.by.${by}`) }))}
            value={name.by}
            onChange={({ target }) => change({ by: target.value })}
          />
        </div>
      )}
    </Lines>
  );
}

function Birth({ typed, set, fault }: Props) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <TextField
        id="birth-date"
        label={t('patients.ui.birth_date')}
        hint={t('patients.ui.birth_date_hint')}
        error={fault('/birthDate')}
        inputMode="numeric"
        maxLength={20}
        {...unremembered}
        value={typed.birthDate}
        onChange={({ target }) => set({ birthDate: target.value })}
      />
      <SelectField
        id="sex"
        label={t('patients.ui.sex')}
        options={sexes.map((sex) => ({ value: sex, label: t(`patients.ui.sex.${sex}`) }))}
        value={typed.sex}
        onChange={({ target }) => set({ sex: target.value })}
      />
    </div>
  );
}

function IdentifierLines({ typed, set, fault }: Props) {
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
        <div className="fgrid">
          <SelectField
            id={`identifier-${at}-system`}
            label={t('patients.ui.system')}
            options={identifierSystems.map((system) => ({ value: system, label: t(`patients.ui.system.${system}`) }))}
            value={identifier.system}
            onChange={({ target }) => {
              const system = identifierSystems.find((each) => each === target.value);
              if (system) change(withSystem(identifier, system));
            }}
          />
          <TextField
            id={`identifier-${at}-country`}
            label={t('patients.ui.country')}
            hint={t('patients.ui.country_hint')}
            error={fault(`/identifiers/${at}/country`)}
            maxLength={2}
            {...unremembered}
            value={identifier.country}
            onChange={({ target }) => change({ country: target.value.toUpperCase() })}
          />
          <TextField
            id={`identifier-${at}-value`}
            label={t('patients.ui.value')}
            error={fault(`/identifiers/${at}/value`)}
            maxLength={40}
            {...unremembered}
            value={identifier.value}
            onChange={({ target }) => change({ value: target.value })}
          />
        </div>
      )}
    </Lines>
  );
}

function Contact({ typed, set, fault }: Props) {
  const { t } = useLanguage();
  const tags = useTagOptions();
  const toggled = (tag: string) =>
    typed.languages.includes(tag) ? typed.languages.filter((each) => each !== tag) : [...typed.languages, tag];
  return (
    <>
      <div className="fgrid">
        <TextField
          id="phone"
          label={t('patients.ui.phone')}
          error={fault('/phone')}
          type="tel"
          maxLength={40}
          {...unremembered}
          value={typed.phone}
          onChange={({ target }) => set({ phone: target.value })}
        />
        <PlaceField id="place" label={t('patients.ui.place')} value={typed.place} set={(place) => set({ place })} />
        <TextField
          id="address"
          label={t('patients.ui.address')}
          error={fault('/address/text')}
          maxLength={300}
          {...unremembered}
          value={typed.address}
          onChange={({ target }) => set({ address: target.value })}
        />
      </div>
      <fieldset>
        <legend>{t('patients.ui.languages')}</legend>
        <p className="hint">{t('patients.ui.languages_hint')}</p>
        <div className="row">
          {tags.map(({ value, label }) => (
            <label key={value}>
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
    </>
  );
}

const representativeFields = ['name', 'phone', 'ground'] as const satisfies (keyof TypedRepresentative)[];
const labels = {
  name: 'patients.ui.full_name',
  phone: 'patients.ui.phone',
  ground: 'patients.ui.ground_document',
} as const;

function Representatives({ typed, set, fault }: Props) {
  const { t } = useLanguage();
  return (
    <Lines
      title={t('patients.ui.representatives')}
      items={typed.representatives}
      set={(representatives) => set({ representatives })}
      added={() => noRepresentative(crypto.randomUUID())}
      add={t('patients.ui.add_representative')}
      legend={(n) => t('patients.ui.representative_n', { n })}
      most={6}
    >
      {(each, change, at) => (
        <div className="fgrid">
          {representativeFields.map((field) => (
            <TextField
              key={field}
              id={`representative-${at}-${field}`}
              label={t(labels[field])}
              error={fault(`/representatives/${at}/${field}`)}
              maxLength={300}
              {...unremembered}
              value={each[field]}
              onChange={({ target }) => change({ [field]: target.value })}
            />
          ))}
          <SelectField
            id={`representative-${at}-relation`}
            label={t('patients.ui.relation')}
            options={relations.map((relation) => ({ value: relation, label: t(`patients.ui.relation.${relation}`) }))}
            value={each.relation}
            onChange={({ target }) => change({ relation: target.value })}
          />
          <TextField
            id={`representative-${at}-from`}
            type="date"
            label={t('patients.ui.valid_from')}
            error={fault(`/representatives/${at}/validFrom`)}
            value={each.validFrom}
            onChange={({ target }) => change({ validFrom: target.value })}
          />
          <TextField
            id={`representative-${at}-until`}
            type="date"
            label={t('patients.ui.valid_until')}
            error={fault(`/representatives/${at}/validUntil`)}
            value={each.validUntil}
            onChange={({ target }) => change({ validUntil: target.value })}
          />
        </div>
      )}
    </Lines>
  );
}

function Death({ typed, set, fault }: Props) {
  const { t } = useLanguage();
  return (
    <div className="stack-s">
      <label>
        <input
          type="checkbox"
          checked={typed.isDeceased}
          onChange={({ target }) => set({ isDeceased: target.checked })}
        />{' '}
        {t('patients.ui.deceased_is')}
      </label>
      {typed.isDeceased && (
        <TextField
          id="deceased-on"
          label={t('patients.ui.deceased_on')}
          error={fault('/deceased/on')}
          maxLength={20}
          {...unremembered}
          value={typed.deceasedOn}
          onChange={({ target }) => set({ deceasedOn: target.value })}
        />
      )}
    </div>
  );
}
