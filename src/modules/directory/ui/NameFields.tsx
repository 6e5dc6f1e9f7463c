import { TextField } from '../../../design/index.ts';
import { locales, localeTable } from '../../../platform/i18n/locales.ts';
import { useT } from '../../../platform/i18n/react.ts';
import type { NamesTyped } from './names.ts';

type Props = {
  /** Unique on the page: begins the ids of the fields. */
  id: string;
  legend: string;
  values: NamesTyped;
  set: (values: NamesTyped) => void;
  error?: string | undefined;
};

/** A name in each language; one is enough. */
export function NameFields({ id, legend, values, set, error }: Props) {
  const t = useT();
  const isMissing = locales.every((locale) => values[locale].trim() === '');
  return (
    <fieldset className="stack-s">
      <legend>{legend}</legend>
      <p className="hint">{t('directory.ui.name_hint')}</p>
      <div className="duo">
        {locales.map((locale, index) => (
          <TextField
            key={locale}
            id={`${id}-${locale}`}
            label={localeTable[locale].ownName}
            lang={localeTable[locale].tag}
            required={isMissing && index === 0}
            maxLength={500}
            {...(index === 0 && error !== undefined && { error })}
            value={values[locale]}
            onChange={(event) => set({ ...values, [locale]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
