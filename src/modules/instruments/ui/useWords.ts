import { useMemo } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type LocalisedText, nameIn, textIn } from '../../../platform/i18n/shown.ts';
import type { Named, Row } from './types.ts';

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const text = (localised: LocalisedText) => textIn(locale, localised);
  const names = (ids: readonly string[], organisations: readonly Named[]) =>
    ids.map((id) => organisations.find((it) => it.id === id)).flatMap((it) => (it ? [nameIn(locale, it.names)] : []));
  /** Where it stands, since when and as of when: never later than a source says. */
  const standing = ({ state, since, asOf }: Row['standing']) => {
    const word = t(`instruments.ui.standing.${state}`);
    if (since !== null && asOf !== null)
      return t('instruments.ui.standing_since_as_of', { standing: word, since, asOf });
    if (since !== null) return t('instruments.ui.standing_since', { standing: word, since });
    return asOf === null ? word : t('instruments.ui.standing_as_of', { standing: word, asOf });
  };
  return { t, formats, locale, text, names, standing };
}
export type Words = ReturnType<typeof wordsOf>;

/** Instruments in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
