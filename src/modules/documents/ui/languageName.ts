import { localeTable } from '../../../platform/i18n/locales.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';

type Tag = keyof typeof localeTable;
/** A language of the product by its tag; null for any other, such as `und`. */
export const tagOf = (language: string): Tag | null =>
  (Object.keys(localeTable) as Tag[]).find((tag) => tag === language) ?? null;

/** What a document's language is called; the tag itself where it is none of ours. */
export function languageName(language: string, t: Translator): string {
  const tag = tagOf(language);
  return tag ? t(`language.${tag}`) : language;
}
