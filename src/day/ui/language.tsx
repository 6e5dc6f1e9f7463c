import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Spoken } from '../../platform/i18n/guestLocales.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import { specialties } from '../../modules/missions/day/operation.ts';
import { languages, rememberLanguage, textsIn } from './texts.ts';

type Language = { locale: Spoken; t: Translator; speak: (locale: Spoken) => void };
const LanguageContext = createContext<Language | null>(null);

/** Gives the screens their language, and lets it be changed without losing what is on them. */
export function Speaking({
  first,
  children,
}: {
  first: { locale: Spoken; t: Translator };
  children: ReactNode;
}): ReactNode {
  const [spoken, setSpoken] = useState(first);
  const language = useMemo(() => {
    const speak = (locale: Spoken) => {
      rememberLanguage(locale);
      void textsIn(locale).then((t) => setSpoken({ locale, t }));
    };
    return { ...spoken, speak };
  }, [spoken]);
  useEffect(() => {
    document.documentElement.lang = localeTable[spoken.locale].tag;
    document.title = spoken.t('day.title');
  }, [spoken]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('useLanguage needs Speaking above it');
  return language;
}

export const useT = (): Translator => useLanguage().t;

export function LanguageChoice() {
  const { locale, t, speak } = useLanguage();
  return (
    <select
      className="language"
      aria-label={t('day.language')}
      value={locale}
      onChange={({ target }) => {
        const chosen = languages.find((each) => each === target.value);
        if (chosen) speak(chosen);
      }}
    >
      {languages.map((each) => (
        <option key={each} value={each} lang={localeTable[each].tag}>
          {localeTable[each].ownName}
        </option>
      ))}
    </select>
  );
}

type Named = (typeof specialties)[number];
const isNamed = (name: string): name is Named => specialties.some((each) => each === name);
/** A specialty in this language; one that this application does not know as it was written. */
export const specialtyName = (t: Translator, name: string): string =>
  isNamed(name) ? t(`day.specialty.${name}`) : name;

/** A number on a door as `4-room` in this language; a room that has a name by its name. */
export const roomName = (t: Translator, room: string): string =>
  /^\d+\p{L}?$/u.test(room) ? t('day.display.room', { room }) : room;
