import { useMemo } from 'react';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { type LocalisedText, nameIn, textIn } from '../../../../platform/i18n/shown.ts';
import type { Organisations } from '../client.ts';

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const text = (localised: LocalisedText): string => textIn(locale, localised).text;
  const organisation = (id: string, known: Organisations): string => {
    const found = known.find((each) => each.id === id);
    return found ? nameIn(locale, found.names) : t('missions.plan.organisation_unknown');
  };
  const days = (all: readonly string[]): string => all.map((day) => formats.edtf(day)).join(', ');
  const span = ({ firstDay, lastDay }: { firstDay: string | null; lastDay: string | null }): string => {
    if (firstDay === null || lastDay === null) return t('missions.plan.no_days');
    return firstDay === lastDay ? formats.edtf(firstDay) : formats.edtf(`${firstDay}/${lastDay}`);
  };
  return { t, formats, locale, text, organisation, days, span };
}
export type Words = ReturnType<typeof wordsOf>;

/** A mission in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
