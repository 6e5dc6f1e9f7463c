import { useMemo } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type LocalisedText, nameIn, type Names, textIn } from '../../../platform/i18n/shown.ts';

type Named = { id: string; names: Names };

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const text = (localised: LocalisedText): string => textIn(locale, localised).text;
  const name = (names: Names): string => nameIn(locale, names);
  const organisation = (id: string, known: readonly Named[]): string => {
    const found = known.find((each) => each.id === id);
    return found ? nameIn(locale, found.names) : t('quotas.ui.organisation_unknown');
  };
  /** A decimal of the quota's unit, in the reader's digits; money with its currency. */
  const amount = (decimal: string, currency: string | null): string => {
    const size = decimal.replace(/^-/, '');
    const shown = formats.amount({ amount: size, currency });
    return size === decimal ? shown : `−${shown}`;
  };
  const region = (place: { names: Names } | null): string =>
    place === null ? t('quotas.ui.country') : nameIn(locale, place.names);
  const moment = (at: string): string => formats.moment(new Date(at), 'Asia/Almaty');
  return { t, formats, locale, text, name, organisation, amount, region, moment };
}
export type Words = ReturnType<typeof wordsOf>;

/** Quotas in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
