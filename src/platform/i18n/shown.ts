import { localeTable } from './locales.ts';

type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as [Tag, ...Tag[]];

/** Scripts in which names are written beside the languages of the product: Kazakh in Latin and in Arabic letters. */
export const nameScripts = {
  'kk-Latn': { ownName: 'Qazaqşa', tag: 'kk-Latn', dir: 'ltr' },
  'kk-Arab': { ownName: 'قازاقشا', tag: 'kk-Arab', dir: 'rtl' },
} as const;
/** A language, or a language in a script of its own. */
export type NameTag = Tag | keyof typeof nameScripts;
/** All that a name may be written in, in the order in which forms offer it. */
export const nameTags = [...tags, ...(Object.keys(nameScripts) as (keyof typeof nameScripts)[])] as const;
/** What a language or script is called by its own readers, and how it runs. */
export const nameTagFacts = (tag: NameTag): { ownName: string; tag: string; dir: 'ltr' | 'rtl' } =>
  tag in nameScripts ? nameScripts[tag as keyof typeof nameScripts] : localeTable[tag as Tag];

/** Who put a text into this language. */
export const translators = ['person', 'machine', 'approved'] as const;
export type TranslatedBy = (typeof translators)[number];

/** A name in several languages and scripts, each as its bearer or a document writes it. */
export type Names = Partial<Record<NameTag, string>>;
/** A text in several languages; each version says who wrote it. */
export type LocalisedText = Partial<Record<Tag, { text: string; by: TranslatedBy }>>;
/** A text as it is shown: `language` differs from the reader's where there is no better version. */
export type Shown = { text: string; language: Tag; by: TranslatedBy };

/** Whose readers are helped by English before Kazakh and Russian. */
const readEnglishFirst: ReadonlySet<Tag> = new Set(['ko', 'ja', 'he']);
const insteadOf = (locale: Tag): readonly Tag[] =>
  readEnglishFirst.has(locale) ? ['en', 'ru', 'kk'] : ['kk', 'ru', 'en'];

/**
 * The reader's language, else the first that there is of Kazakh, Russian, English and the rest; for readers of Korean, Japanese and
 * Hebrew of English, Russian, Kazakh and the rest.
 */
export function textIn(locale: Tag, text: LocalisedText): Shown {
  const language = [locale, ...insteadOf(locale), ...tags].find((tag) => text[tag] !== undefined);
  const version = language && text[language];
  return version ? { ...version, language } : { text: '', language: locale, by: 'person' };
}

/** Before a name of another language comes one of the same language in another script: a Kazakh reads both Kazakh alphabets. */
const otherScripts: Partial<Record<Tag, readonly NameTag[]>> = { kk: ['kk-Latn', 'kk-Arab'] };

/** The name for a reader, and in which language or script it is; undefined where there is none at all. */
export function nameShown(locale: Tag, names: Names): { text: string; tag: NameTag } | undefined {
  const wanted: readonly NameTag[] = [
    locale,
    ...(otherScripts[locale] ?? []),
    ...insteadOf(locale),
    'kk-Latn',
    ...nameTags,
  ];
  const tag = wanted.find((each) => names[each] !== undefined);
  const text = tag && names[tag];
  return tag && text !== undefined ? { text, tag } : undefined;
}

/** A name as the reader's language has it. */
export const nameIn = (locale: Tag, names: Names): string => nameShown(locale, names)?.text ?? '';

/** The version in which a text was first written: the one that is said to be, else the first that a person wrote. */
export function originalIn(text: LocalisedText, known?: string | null): Shown | null {
  const written = tags.find((tag) => tag === known && text[tag] !== undefined);
  const language = written ?? tags.find((tag) => text[tag]?.by === 'person');
  const version = language && text[language];
  return version ? { ...version, language } : null;
}
