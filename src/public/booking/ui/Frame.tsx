import type { ReactNode } from 'react';
import { guestLocales, isSpoken, type Spoken } from '../../../platform/i18n/guestLocales.ts';
import { defaultLocale, locales } from '../../../platform/i18n/locales.ts';
import { type LocalisedText, type Names, nameIn } from '../../../platform/i18n/shown.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { SpokenFrame, useSpoken } from '../../spoken/Frame.tsx';
import { type BookingAsk, missionsPath } from '../data.ts';

export { Top } from '../../spoken/Frame.tsx';

/** The words of these pages: they are spoken in the languages of missions, which may be more than the site's. */
type Words = { t: Translator; locale: Spoken };

export function useWords(): Words & { said: (text: LocalisedText) => ReactNode; named: (names: Names) => string } {
  const { t, locale: language, said } = useSpoken();
  const locale = isSpoken(language) ? language : defaultLocale;
  return { t, locale, said, named: (names) => nameIn(locale, names) };
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

/** A whole page of missions and tickets. */
export function Frame(props: FrameProps) {
  const { t } = useSpoken();
  const words = {
    brand: t('booking.brand'),
    skip: t('booking.skip'),
    language: t('booking.language'),
    foot: t('booking.foot'),
    demo: { title: t('booking.demo.title'), text: t('booking.demo.text') },
  };
  return <SpokenFrame {...props} words={words} home={missionsPath} />;
}
