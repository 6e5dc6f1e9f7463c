import { localeTable } from './locales.ts';

/** Every language of the product: what a patient reads is written in all of them, wherever the rest is. Browser-safe. */
export type PatientLocale = keyof typeof localeTable;
export const patientLocales = [
  'kk',
  'ru',
  'en',
  'uz-Cyrl',
  'ky',
  'ko',
  'ja',
  'he',
] as const satisfies readonly PatientLocale[];

export const isPatientLocale = (text: unknown): text is PatientLocale =>
  typeof text === 'string' && Object.hasOwn(localeTable, text);
