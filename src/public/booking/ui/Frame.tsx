import { createContext, type ReactNode, useContext } from 'react';
import { DemoBand, Footer, Masthead, SkipLink } from '../../../design/index.ts';
import { guestLocales, type Spoken } from '../../../platform/i18n/guestLocales.ts';
import { locales, localeTable } from '../../../platform/i18n/locales.ts';
import { type LocalisedText, type Names, nameIn, textIn } from '../../../platform/i18n/shown.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { type BookingAsk, missionsPath, spokenAddress } from '../data.ts';

/** The words of these pages: they are spoken in the languages of missions, which may be more than the site's. */
export type Words = { t: Translator; locale: Spoken };
const WordsContext = createContext<Words | null>(null);
export const WordsProvider = WordsContext.Provider;

export function useWords(): Words & { said: (text: LocalisedText) => ReactNode; named: (names: Names) => string } {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useWords needs a WordsProvider above it');
  const { locale } = words;
  const said = (text: LocalisedText): ReactNode => {
    const { text: shown, language } = textIn(locale, text);
    return language === locale ? shown : <span lang={localeTable[language].tag}>{shown}</span>;
  };
  return { ...words, said, named: (names) => nameIn(locale, names) };
}

/** The languages that these pages are made in, in the order in which they are offered. */
export const allLanguages: readonly Spoken[] = [...locales, ...guestLocales];

/** What a mission is announced in, as far as these pages speak it; all of them where it speaks none. */
export const spokenOf = (languages: readonly string[]): Spoken[] => {
  const spoken = allLanguages.filter((locale) => languages.includes(locale));
  return spoken.length > 0 ? spoken : [...locales];
};

export type FrameProps = {
  ask: BookingAsk;
  /** Behind the language. */
  path: string;
  title: string;
  description: string;
  languages: readonly Spoken[];
  isDemo?: boolean;
  /** Not to be found by search: a form, a ticket. */
  isHidden?: boolean;
  children: ReactNode;
};

/** A whole page: head, masthead, demonstration band, content, foot. */
export function Frame({
  ask,
  path,
  title,
  description,
  languages,
  isDemo = false,
  isHidden = false,
  children,
}: FrameProps) {
  const { t, locale } = useWords();
  const addresses = languages.map((each) => ({
    lang: localeTable[each].tag,
    name: localeTable[each].ownName,
    href: spokenAddress(each, path),
  }));
  return (
    <html lang={localeTable[locale].tag} dir={localeTable[locale].dir}>
      <FrameHead {...{ ask, path, title, description, isHidden }} addresses={addresses} />
      <body>
        <SkipLink label={t('booking.skip')} />
        <Masthead
          brand={t('booking.brand')}
          home={spokenAddress(locale, missionsPath)}
          languages={{ label: t('booking.language'), current: localeTable[locale].tag, languages: addresses }}
        />
        {isDemo && <DemoBand title={t('booking.demo.title')} text={t('booking.demo.text')} />}
        <main id="main">{children}</main>
        <Footer>
          <p>{t('booking.foot')}</p>
        </Footer>
      </body>
    </html>
  );
}

type HeadProps = Pick<FrameProps, 'ask' | 'path' | 'title' | 'description' | 'isHidden'> & {
  addresses: readonly { lang: string; href: string }[];
};

function FrameHead({ ask, path, title, description, isHidden = false, addresses }: HeadProps) {
  const { t, locale } = useWords();
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – ${t('booking.brand')}`}</title>
      <meta name="description" content={description} />
      {isHidden && <meta name="robots" content="noindex" />}
      <link rel="stylesheet" href={ask.stylesheet} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {!isHidden && <link rel="canonical" href={`${ask.origin}${spokenAddress(locale, path)}`} />}
      {!isHidden &&
        addresses.map(({ lang, href }) => (
          <link key={lang} rel="alternate" hrefLang={lang} href={`${ask.origin}${href}`} />
        ))}
    </head>
  );
}

/** The head of a page: its title and what stands under it, then the rest. */
export function Top({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="band">
      <div className="wrap section stack">
        <h1>{title}</h1>
        {children}
      </div>
    </div>
  );
}
