import type { Locale } from '../../platform/i18n/locales.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { countryName } from '../../platform/place/countryName.ts';
import { placeOf } from '../../platform/place/place.ts';

export { countryName };

/** A place of our table in the reader's language; a key that it does not have stands as it is. */
export const placeName = (locale: Locale, key: string): string => placeOf(key)?.names[locale] ?? key;

export const useCountryName = (): ((code: string) => string) => {
  const { locale } = useLanguage();
  return (code) => countryName(locale, code);
};

const languageNames = new Map<Locale, Intl.DisplayNames>();
/** The name of a language by its code (BCP 47); what is no code stands as it is. */
export function languageName(locale: Locale, code: string): string {
  if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/.test(code)) return code;
  const names = languageNames.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' });
  languageNames.set(locale, names);
  return names.of(code) ?? code;
}
