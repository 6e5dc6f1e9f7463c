import en from '../../generated/messages.en.json' with { type: 'json' };
import kk from '../../generated/messages.kk.json' with { type: 'json' };
import ru from '../../generated/messages.ru.json' with { type: 'json' };
import type { Locale } from './locales.ts';
import { type Catalogue, type Translator, translator } from './translate.ts';

/** The messages of every served language at once: for the server, which answers in all of them. */
export const catalogues = { kk, ru, en } as unknown as Readonly<Record<Locale, Catalogue>>;

const translators = {
  kk: translator('kk', catalogues.kk),
  ru: translator('ru', catalogues.ru),
  en: translator('en', catalogues.en),
};

/** The texts of a language on the server. */
export const translatorFor = (locale: Locale): Translator => translators[locale];
