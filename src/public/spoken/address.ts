import type { PatientLocale } from '../../platform/i18n/patientLocales.ts';

/** What pages that are spoken in more languages than the site are told: values as they were read, formatted by nobody. */
export type SpokenAsk<L extends PatientLocale = PatientLocale> = {
  locale: L;
  today: string;
  origin: string;
  stylesheet: string;
};
export const spokenAddress = (locale: PatientLocale, path: string): string => `/${locale}${path}`;
