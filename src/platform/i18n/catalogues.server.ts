import en from '../../generated/messages.en.json' with { type: 'json' };
import kk from '../../generated/messages.kk.json' with { type: 'json' };
import ru from '../../generated/messages.ru.json' with { type: 'json' };
import type { Locale } from './locales.ts';
import { type Catalogue, isPlainKey, type Translator, translator } from './translate.ts';

/** The messages of every served language at once: for the server, which answers in all of them. */
export const catalogues = { kk, ru, en } as unknown as Readonly<Record<Locale, Catalogue>>;

const translators = {
  kk: translator('kk', catalogues.kk),
  ru: translator('ru', catalogues.ru),
  en: translator('en', catalogues.en),
};

/** The texts of a language on the server. */
export const translatorFor = (locale: Locale): Translator => translators[locale];

/**
 * The text of a key that is known only at run time, such as `problem.<name>`. A key without a message of its own gets
 * the general one of its kind.
 */
export function problemTitle(locale: Locale, key: string): string {
  const t = translatorFor(locale);
  if (isPlainKey(catalogues[locale], key)) return t(key);
  return t(key.startsWith('problem.field.') ? 'problem.field.custom' : 'problem.failed');
}
