import type { Locale } from '../../../platform/i18n/locales.ts';
import { nameIn, nameShown, type Names, nameTagFacts } from '../../../platform/i18n/shown.ts';
import type { Identity, Organisations } from './types.ts';

type Name = Identity['names'][number];
const written = ({ family, given, patronymic }: Name): string => [family, given, patronymic].filter(Boolean).join(' ');

/** What somebody is called, for this reader, with the language and direction in which it is written. */
export function nameFor(locale: Locale, names: readonly Name[]): { text: string; lang: string; dir: 'ltr' | 'rtl' } {
  const byTag: Names = Object.fromEntries(names.map((name) => [name.tag, written(name)]));
  const shown = nameShown(locale, byTag);
  const { tag: lang, dir } = nameTagFacts(shown?.tag ?? 'kk');
  return { text: shown?.text ?? '', lang, dir };
}

export const fullName = written;

export const organisationName = (locale: Locale, organisations: Organisations, id: string): string => {
  const found = organisations.find((each) => each.id === id);
  return found ? nameIn(locale, found.names) : id.slice(0, 8);
};
