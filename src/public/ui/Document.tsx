import type { ReactNode } from 'react';
import { DemoBand, Footer, Masthead, SkipLink } from '../../design/index.ts';
import { locales, localeTable } from '../../platform/i18n/locales.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { aboutPath, addressOf, correctionsPath, dataAddress, dataPath, feedPath, homePath } from '../address.ts';
import { missionsPath } from '../booking/data.ts';
import type { Ask } from '../pages.ts';

export type DocumentProps = {
  ask: Ask;
  /** Behind the language: the same in all of them. */
  path: string;
  query?: string | undefined;
  title: string;
  description: string;
  /** Whether anything on the page is a demonstration. */
  isDemo?: boolean;
  /** Whether the page is there as CSV and JSON too. */
  hasData?: boolean | undefined;
  /** The Atom feed that this page belongs to. */
  feed?: string | undefined;
  /** For a page that is not to be found again. */
  isHidden?: boolean;
  section?: 'home' | 'silent' | 'about' | 'data' | undefined;
  children: ReactNode;
};

/** A whole page: head, masthead, demonstration band, content, foot. */
export function Document(props: DocumentProps): ReactNode {
  const { ask, section, isDemo = false, children } = props;
  const { t } = useLanguage();
  const { tag, dir } = localeTable[ask.locale];
  return (
    <html lang={tag} dir={dir}>
      <Head {...props} />
      <body>
        <SkipLink label={t('page.skip_to_content')} />
        <Masthead
          brand={t('public.brand')}
          home={addressOf(ask.locale, homePath)}
          nav={{ label: t('public.nav.label'), items: useSections(ask, section) }}
          languages={languagesOf(props, t('language.label'))}
        />
        {isDemo && (
          <DemoBand
            title={t('public.demo.title')}
            text={
              <>
                {t('public.demo.text')} <a href={`${addressOf(ask.locale, aboutPath)}#demo`}>{t('public.demo.more')}</a>
              </>
            }
          />
        )}
        <main id="main">{children}</main>
        <Foot ask={ask} />
      </body>
    </html>
  );
}

function Head({ ask, path, query = '', title, description, hasData, feed, isHidden }: DocumentProps): ReactNode {
  const { t } = useLanguage();
  const { locale, origin, stylesheet } = ask;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – ${t('public.brand')}`}</title>
      <meta name="description" content={description} />
      {isHidden && <meta name="robots" content="noindex" />}
      <link rel="stylesheet" href={stylesheet} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      {!isHidden && (
        <>
          <link rel="canonical" href={`${origin}${addressOf(locale, path, query)}`} />
          {locales.map((other) => (
            <link
              key={other}
              rel="alternate"
              hrefLang={localeTable[other].tag}
              href={`${origin}${addressOf(other, path, query)}`}
            />
          ))}
          {path === '' && query === '' && <link rel="alternate" hrefLang="x-default" href={`${origin}/`} />}
        </>
      )}
      <Alternates {...{ ask, path, query, hasData, feed }} />
    </head>
  );
}

type AlternatesProps = Pick<DocumentProps, 'ask' | 'path' | 'query' | 'hasData' | 'feed'>;

/** The same as a feed and as data. */
function Alternates({ ask: { locale }, path, query = '', hasData, feed }: AlternatesProps): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      {feed !== undefined && (
        <link
          rel="alternate"
          type="application/atom+xml"
          title={t('public.feed.title')}
          href={addressOf(locale, feed)}
        />
      )}
      {hasData && (
        <>
          <link rel="alternate" type="text/csv" href={dataAddress(locale, path, { as: 'csv', query })} />
          <link rel="alternate" type="application/json" href={dataAddress(locale, path, { as: 'json', query })} />
        </>
      )}
    </>
  );
}

function useSections({ locale }: Ask, section: DocumentProps['section']) {
  const { t } = useLanguage();
  return [
    { href: addressOf(locale, homePath), label: t('public.nav.promises'), current: section === 'home' },
    {
      href: addressOf(locale, homePath, 'status=not_reported'),
      label: t('public.nav.silent'),
      current: section === 'silent',
    },
    { href: addressOf(locale, aboutPath), label: t('public.nav.about'), current: section === 'about' },
    { href: addressOf(locale, dataPath), label: t('public.nav.data'), current: section === 'data' },
  ];
}

/** This page in the languages that are served, each under its own name. */
const languagesOf = ({ ask, path, query = '' }: DocumentProps, label: string) => ({
  label,
  current: localeTable[ask.locale].tag,
  languages: locales.map((locale) => ({
    lang: localeTable[locale].tag,
    name: localeTable[locale].ownName,
    href: addressOf(locale, path, query),
  })),
});

function Foot({ ask }: { ask: Ask }): ReactNode {
  const { t } = useLanguage();
  const about = addressOf(ask.locale, aboutPath);
  const items = [
    { href: addressOf(ask.locale, missionsPath), label: t('booking.missions') },
    { href: addressOf(ask.locale, dataPath), label: t('public.nav.data') },
    { href: addressOf(ask.locale, correctionsPath), label: t('public.corrections') },
    { href: addressOf(ask.locale, feedPath), label: t('public.feed') },
  ];
  return (
    <Footer nav={{ label: t('public.foot.nav'), items }}>
      <p>{t('public.foot.as_known', { day: ask.today })}</p>
      <p>
        {t('public.foot.open')} <a href={`${about}#data`}>{t('public.foot.data')}</a>
      </p>
      <p>{t('public.foot.quotes')}</p>
    </Footer>
  );
}
