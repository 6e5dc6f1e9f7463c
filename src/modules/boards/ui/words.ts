import { useLanguage } from '../../../platform/i18n/react.ts';
import { type LocalisedText, nameIn, type Names, textIn } from '../../../platform/i18n/shown.ts';
import type { QueuedCase } from '../schemas.ts';

type Words = Partial<Record<string, string>>;

/** What pages of boards call things. */
export function useBoardWords() {
  const language = useLanguage();
  const { t, locale, formats } = language;
  return {
    ...language,
    name: (names: Names): string => nameIn(locale, names),
    text: (text: LocalisedText): string => textIn(locale, text).text,
    /** What somebody said, in the reader's language where they said it so. */
    said: (words: Words): string => words[locale] ?? Object.values(words).find((text) => text !== undefined) ?? '',
    day: (at: string): string => formats.edtf(at.slice(0, 10)),
    /** Whom a case is about, without saying who. */
    group: ({ disease, sex, ageGroup }: Pick<QueuedCase, 'disease' | 'sex' | 'ageGroup'>): string =>
      [
        disease === null ? null : disease.names === null ? disease.code : nameIn(locale, disease.names),
        t(`boards.sex.${sex}`),
        ageGroup === 'unknown' ? null : ageGroup,
      ]
        .filter((part) => part !== null && part !== '')
        .join(' · '),
  };
}
export type BoardWords = ReturnType<typeof useBoardWords>;
