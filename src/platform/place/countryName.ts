import type { Locale } from '../i18n/locales.ts';
import { placeOf } from './place.ts';

const known = new Map<Locale, Intl.DisplayNames>();
const displayNames = (locale: Locale): Intl.DisplayNames => {
  const names = known.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  known.set(locale, names);
  return names;
};

/**
 * The name of a country by its code (ISO 3166-1 alpha-2): as our own table has it, else as CLDR does. What is no code
 * stands as it is.
 */
export function countryName(locale: Locale, code: string): string {
  const place = placeOf(code.toLowerCase());
  if (place?.kind === 'country') return place.names[locale];
  return /^[A-Za-z]{2}$/.test(code) ? (displayNames(locale).of(code.toUpperCase()) ?? code) : code;
}
