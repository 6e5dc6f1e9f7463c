import { createContext, createElement, type ReactNode, useContext, useMemo } from 'react';
import { type Formats, formatsFor } from './formats.ts';
import type { Locale, localeTable } from './locales.ts';
import { type Catalogue, type Translator, translator } from './translate.ts';

type Language = { locale: Locale; t: Translator; formats: Formats };
const LanguageContext = createContext<Language | null>(null);

/** Gives a tree its language. Server and browser pass the same catalogue, so the markup is the same. */
export function LanguageProvider(props: { locale: Locale; catalogue: Catalogue; children?: ReactNode }): ReactNode {
  const { locale, catalogue, children } = props;
  const language = useMemo(
    () => ({ locale, t: translator(locale, catalogue), formats: formatsFor(locale) }),
    [locale, catalogue],
  );
  return createElement(LanguageContext.Provider, { value: language }, children);
}

/** The language of this tree: its code, its texts and its formats. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage needs a LanguageProvider above it');
  return language;
}

export const useT = (): Translator => useLanguage().t;

/** What `LocalisedTextView` of the design wants besides the text: `<LocalisedTextView text={…} {...useLocalised()} />`. */
export function useLocalised() {
  const { t, locale } = useLanguage();
  return useMemo(() => {
    const original = (language: keyof typeof localeTable) =>
      t('phrase.original', { language: t(`language.${language}`) });
    return { locale, words: { machine: t('phrase.by_machine'), approved: t('phrase.approved'), original } };
  }, [t, locale]);
}
