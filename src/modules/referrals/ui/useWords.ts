import { useMemo } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { dayOf } from '../../../platform/time/calendar.ts';

/** Clocks of referrals are read in this zone; the pages say so. */
export const zone = 'Asia/Almaty';
export type Organisations = readonly { id: string; names: Names }[];

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const name = (names: Names): string => nameIn(locale, names);
  const organisation = (id: string, known: Organisations): string => {
    const found = known.find((each) => each.id === id);
    return found ? nameIn(locale, found.names) : t('web.history.somebody');
  };
  /** Of an instant or of a plain day. */
  const day = (at: string): string => formats.edtf(at.length === 10 ? at : dayOf(new Date(at), zone), 'medium');
  const moment = (at: string): string => formats.moment(new Date(at), zone);
  return { t, formats, locale, name, organisation, day, moment };
}
export type Words = ReturnType<typeof wordsOf>;

/** A referral in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
