import { useMemo } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn, type LocalisedText, textIn } from '../../../platform/i18n/shown.ts';
import { placeOf } from '../../../platform/place/place.ts';
import type { Meeting, Row } from './client.ts';

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const text = (localised: LocalisedText): string => textIn(locale, localised).text;
  /** As far as it is known, with the hours of the place; where only the report is dated, that is said. */
  const when = ({ held, localStart, localEnd, reportedOn, zone }: Row): string => {
    if (held === null) {
      const reported = reportedOn === null ? [] : [t('meetings.reported_on', { day: reportedOn })];
      return [t('meetings.date_unknown'), ...reported].join(', ');
    }
    if (localStart === null) return formats.edtf(held);
    const end = localEnd === null ? '' : `–${localEnd.slice(11)}`;
    return `${formats.edtf(held)}, ${localStart.slice(11)}${end} (${zone})`;
  };
  const where = ({ place, venue, manner }: Row): string => {
    const known = place === null ? undefined : placeOf(place);
    const parts = [venue && text(venue), known?.names[locale], manner === 'online' && t('meetings.manner.online')];
    return parts.filter(Boolean).join(', ');
  };
  const side = (id: string | null, { sides }: Pick<Meeting, 'sides'>): string => {
    const found = sides.find((each) => each.id === id);
    return found ? nameIn(locale, found.names) : t('meetings.point.all_sides');
  };
  return { t, formats, locale, text, when, where, side };
}
export type Words = ReturnType<typeof wordsOf>;

/** Meetings in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
