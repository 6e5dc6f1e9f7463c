import type { LocalisedText, Names } from '../../../platform/i18n/shown.ts';
import { type Locale, locales } from '../../../platform/i18n/locales.ts';

/** Texts in the served languages as they are being typed; empty where nobody has typed. */
export type NamesTyped = Record<Locale, string>;
export type SideTyped = { names: NamesTyped; organisations: string[] };

export const noNames: NamesTyped = { kk: '', ru: '', en: '' };

const filled = (typed: NamesTyped): [Locale, string][] =>
  locales.flatMap((locale): [Locale, string][] =>
    typed[locale].trim() === '' ? [] : [[locale, typed[locale].trim()]],
  );

export const namesOf = (typed: NamesTyped): Names => Object.fromEntries(filled(typed));

/** Typed by a person, in whichever languages. */
export const textsOf = (typed: NamesTyped): LocalisedText =>
  Object.fromEntries(filled(typed).map(([locale, text]) => [locale, { text, by: 'person' as const }]));

/** An address made of the English name; empty where there is none to make it of. */
export const slugOf = ({ en }: NamesTyped): string =>
  en
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
