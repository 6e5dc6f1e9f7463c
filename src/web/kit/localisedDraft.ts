import { type LocalisedText, type TranslatedBy, translators } from '../../platform/i18n/shown.ts';
import { localeTable } from '../../platform/i18n/locales.ts';

export type Tag = keyof typeof localeTable;
export const tags = Object.keys(localeTable) as Tag[];

/** The languages in which there is no version yet, in the order they are offered. */
export const missingIn = (text: LocalisedText): Tag[] => tags.filter((tag) => text[tag] === undefined);

/** One version changed; `null` takes it out. */
export function withVersion(
  text: LocalisedText,
  tag: Tag,
  changed: Partial<{ text: string; by: TranslatedBy }> | null,
): LocalisedText {
  const { [tag]: before = { text: '', by: 'person' as const }, ...others } = text;
  return changed === null ? others : { ...others, [tag]: { ...before, ...changed } };
}

/** What is sent: without versions that hold no words. Null where none does. */
export function readLocalised(text: LocalisedText): LocalisedText | null {
  const kept = tags.flatMap((tag) => {
    const version = text[tag];
    const words = version?.text.trim() ?? '';
    return version && words !== '' ? [[tag, { text: words, by: version.by }] as const] : [];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

/** Who may be said to have written a version: nobody approves what a person wrote. */
export const writersOf = (by: TranslatedBy): readonly TranslatedBy[] =>
  by === 'person' ? translators.filter((each) => each !== 'approved') : translators;
