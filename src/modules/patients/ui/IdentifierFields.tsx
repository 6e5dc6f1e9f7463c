import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { identifierSystems } from '../identifier.ts';
import { Choice, Line } from './fields.tsx';
import { type Typed, withSystem } from './typed.ts';

type Identifier = Typed['identifiers'][number];
type IdentifierProps = {
  id: string;
  value: Identifier;
  set: (identifier: Identifier) => void;
  fault: (field: string) => string | undefined;
};

/** Whose register it is, of which country, and the number. */
export function IdentifierFields({ id, value, set, fault }: IdentifierProps) {
  const { t, locale } = useLanguage();
  return (
    <div className="fgrid">
      <Choice
        id={`${id}-system`}
        label={t('patients.ui.system')}
        options={identifierSystems.map((system) => ({ value: system, label: t(`patients.ui.system.${system}`) }))}
        value={value.system}
        set={(system) => set(withSystem(value, system))}
      />
      <Line
        id={`${id}-country`}
        label={t('patients.ui.country')}
        hint={value.country.length === 2 ? countryName(locale, value.country) : t('patients.ui.country_hint')}
        error={fault('country')}
        most={2}
        value={value.country}
        set={(country) => set({ ...value, country: country.toUpperCase() })}
      />
      <Line
        id={`${id}-value`}
        label={t('patients.ui.value')}
        error={fault('value')}
        most={40}
        value={value.value}
        set={(text) => set({ ...value, value: text })}
      />
    </div>
  );
}
