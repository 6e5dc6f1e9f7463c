import type { ReactNode } from 'react';
import { DemoBand, Masthead, Note, SkipLink } from '../design/index.ts';
import { useLanguage } from '../platform/i18n/react.ts';
import { locales, localeTable } from '../platform/i18n/locales.ts';
import { demoSignIns } from './demo.ts';
import { useIsOnline } from '../platform/browser/useIsOnline.ts';

/** What every page has around it: masthead with languages, the demonstration band, and word of a lost connection. */
export function Frame({ account, children }: { account?: ReactNode; children: ReactNode }) {
  const { t, locale } = useLanguage();
  const isOnline = useIsOnline();
  const languages = locales.map((lang) => ({ lang, name: localeTable[lang].ownName, href: `?language=${lang}` }));
  return (
    <>
      <SkipLink label={t('page.skip_to_content')} />
      <Masthead
        wide
        brand={t('web.brand')}
        home="/app/"
        languages={{ label: t('language.label'), current: locale, languages }}
      >
        {account}
      </Masthead>
      {demoSignIns.length > 0 && <DemoBand wide title={t('web.demo.title')} text={t('web.demo.text')} />}
      <output>{!isOnline && <Note tone="warn">{t('web.offline')}</Note>}</output>
      {children}
    </>
  );
}
