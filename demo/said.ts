import type { LocalisedText } from '../src/platform/i18n/localised.ts';
import { demoId } from './ids.ts';

/** A text that a person wrote in the three languages of the site, Kazakh first. */
export const said = (kk: string, ru: string, en: string): LocalisedText => ({
  kk: { text: kk, by: 'person' },
  ru: { text: ru, by: 'person' },
  en: { text: en, by: 'person' },
});

/** The ids of organisations by their keys. */
export const org = (...keys: readonly string[]): string[] => keys.map((key) => demoId('organisation', key));
