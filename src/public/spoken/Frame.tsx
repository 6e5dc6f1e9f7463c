import { createContext, type ReactNode, useContext } from 'react';
import { DemoBand, Footer, Masthead, SkipLink } from '../../design/index.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import type { PatientLocale } from '../../platform/i18n/patientLocales.ts';
import { type LocalisedText, type Names, nameShown, nameTagFacts, textIn } from '../../platform/i18n/shown.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import { type SpokenAsk, spokenAddress } from './address.ts';

/** What pages that are spoken in more languages than the site have in common: their words and their frame. */

export type Words = { t: Translator; locale: PatientLocale };
const WordsContext = createContext<Words | null>(null);
export const WordsProvider = WordsContext.Provider;

type InWords = Words & { said: (text: LocalisedText) => ReactNode; named: (names: Names) => ReactNode };

export function useSpoken(): InWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useSpoken needs a WordsProvider above it');
  const { locale } = words;
  const said = (text: LocalisedText): ReactNode => {
    const { text: shown, language } = textIn(locale, text);
    return language === locale ? shown : <span lang={localeTable[language].tag}>{shown}</span>;
  };
  const named = (names: Names): ReactNode => {
    const found = nameShown(locale, names);
    if (!found || found.tag === locale) return found?.text ?? '';
    const { tag, dir } = nameTagFacts(found.tag);
    return (
      <span lang={tag} dir={dir}>
        {found.text}
      </span>
    );
  };
  return { ...words, said, named };
}

/** The words of the frame itself. */
export type FrameWords = {
  brand: string;
  skip: string;
  language: string;
  foot: string;
  demo: { title: string; text: string };
};
export type SpokenFrameProps = {
  ask: SpokenAsk;
  words: FrameWords;
  /** Behind the language. */
  path: string;
  /** Where the brand leads, behind the language. */
  home: string;
  title: string;
  description: string;
  languages: readonly PatientLocale[];
  isDemo?: boolean;
  /** Not to be found by search: a form, a ticket, a page of one's own. */
  isHidden?: boolean;
  children: ReactNode;
};

/** A whole page: head, masthead, demonstration band, content, foot. */
export function SpokenFrame({
  ask,
  words,
  path,
  home,
  title,
  description,
  languages,
  isDemo = false,
  isHidden = false,
  children,
}: SpokenFrameProps) {
  const { locale } = useSpoken();
  const addresses = languages.map((each) => ({
    lang: localeTable[each].tag,
    name: localeTable[each].ownName,
    href: spokenAddress(each, path),
  }));
  return (
    <html lang={localeTable[locale].tag} dir={localeTable[locale].dir}>
      <FrameHead {...{ ask, path, title, description, isHidden }} brand={words.brand} addresses={addresses} />
      <body>
        <SkipLink label={words.skip} />
        <Masthead
          brand={words.brand}
          home={spokenAddress(locale, home)}
          languages={{ label: words.language, current: localeTable[locale].tag, languages: addresses }}
        />
        {isDemo && <DemoBand {...words.demo} />}
        <main id="main">{children}</main>
        <Footer>
          <p>{words.foot}</p>
        </Footer>
      </body>
    </html>
  );
}

type HeadProps = Pick<SpokenFrameProps, 'ask' | 'path' | 'title' | 'description' | 'isHidden'> & {
  brand: string;
  addresses: readonly { lang: string; href: string }[];
};

function FrameHead({ ask, path, title, description, isHidden = false, brand, addresses }: HeadProps) {
  const { locale } = useSpoken();
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – ${brand}`}</title>
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
