import { localeTable } from './locales.ts';

type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as [Tag, ...Tag[]];

/** Who put a text into this language. */
export const translators = ['person', 'machine', 'approved'] as const;
export type TranslatedBy = (typeof translators)[number];

/** A name in several languages, each as its bearer or a document writes it. */
export type Names = Partial<Record<Tag, string>>;
/** A text in several languages; each version says who wrote it. */
export type LocalisedText = Partial<Record<Tag, { text: string; by: TranslatedBy }>>;
/** A text as it is shown: `language` differs from the reader's where there is no better version. */
export type Shown = { text: string; language: Tag; by: TranslatedBy };

/** The reader's language, else the first of Kazakh, Russian, English and the rest that there is. */
export function textIn(locale: Tag, text: LocalisedText): Shown {
  const language = [locale, ...tags].find((tag) => text[tag] !== undefined);
  const version = language && text[language];
  return version ? { ...version, language } : { text: '', language: locale, by: 'person' };
}

/** A name as the reader's language has it. */
export const nameIn = (locale: Tag, names: Names): string =>
  names[locale] ?? tags.map((tag) => names[tag]).find((name) => name !== undefined) ?? '';

/** The version in which a text was first written: the one that is said to be, else the first that a person wrote. */
export function originalIn(text: LocalisedText, known?: string | null): Shown | null {
  const written = tags.find((tag) => tag === known && text[tag] !== undefined);
  const language = written ?? tags.find((tag) => text[tag]?.by === 'person');
  const version = language && text[language];
  return version ? { ...version, language } : null;
}
