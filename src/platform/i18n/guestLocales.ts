import { isLocale, type Locale } from './locales.ts';

/** Languages of guests: spoken by the pages of a mission alone, with what is missing in English. Browser-safe. */
export const guestLocales = ['ko'] as const;
export type Spoken = Locale | (typeof guestLocales)[number];

export const isSpoken = (text: unknown): text is Spoken =>
  isLocale(text) || guestLocales.some((locale) => locale === text);
