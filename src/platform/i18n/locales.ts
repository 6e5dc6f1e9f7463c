/**
 * How a locale shows plural messages. Kazakh, Kyrgyz and Uzbek nouns stay singular after a numeral, so their messages
 * need `other` alone, although CLDR lists `one` as well.
 */
type Plurals = 'by-category' | 'other-only';

type LocaleFacts = { ownName: string; tag: string; dir: 'ltr' | 'rtl'; intl: string; plurals: Plurals };

/** The eight languages of the product: `tag` is the BCP 47 value of `lang`, `intl` the CLDR locale its forms come from. */
export const localeTable = {
  kk: { ownName: 'Қазақша', tag: 'kk', dir: 'ltr', intl: 'kk', plurals: 'other-only' },
  ru: { ownName: 'Русский', tag: 'ru', dir: 'ltr', intl: 'ru', plurals: 'by-category' },
  en: { ownName: 'English', tag: 'en', dir: 'ltr', intl: 'en-GB', plurals: 'by-category' },
  'uz-Cyrl': { ownName: 'Ўзбекча', tag: 'uz-Cyrl', dir: 'ltr', intl: 'uz-Cyrl', plurals: 'other-only' },
  ky: { ownName: 'Кыргызча', tag: 'ky', dir: 'ltr', intl: 'ky', plurals: 'other-only' },
  ko: { ownName: '한국어', tag: 'ko', dir: 'ltr', intl: 'ko', plurals: 'by-category' },
  ja: { ownName: '日本語', tag: 'ja', dir: 'ltr', intl: 'ja', plurals: 'by-category' },
  he: { ownName: 'עברית', tag: 'he', dir: 'rtl', intl: 'he', plurals: 'by-category' },
} as const satisfies Record<string, LocaleFacts>;

/** The languages served now, in the order they are offered. */
export const locales = ['kk', 'ru', 'en'] as const satisfies (keyof typeof localeTable)[];
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'kk';

export const isLocale = (text: unknown): text is Locale => locales.some((locale) => locale === text);

type Range = { tag: string; quality: number };

/** One entry of Accept-Language; an entry that RFC 9110 does not allow is left out. */
function rangeOf(entry: string): Range[] {
  const found = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i.exec(
    entry.trim(),
  );
  return found?.[1] ? [{ tag: found[1].toLowerCase(), quality: Number(found[2] ?? 1) }] : [];
}

const matches = (range: Range, locale: Locale): boolean => {
  const tag = localeTable[locale].tag.toLowerCase();
  return range.tag === tag || range.tag.startsWith(`${tag}-`);
};

/**
 * The served language that a browser prefers.
 *
 * @param acceptLanguage the header as sent, e.g. `ru-KZ,ru;q=0.9,en;q=0.8`; `q=0` refuses a language (RFC 9110, 12.5.4)
 * @returns the match of the highest quality (the first of equals), else the default language
 */
export function localeFor(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').slice(0, 1000).split(',').flatMap(rangeOf);
  const refused = new Set(locales.filter((locale) => ranges.some((it) => it.quality === 0 && matches(it, locale))));
  const wanted = ranges.filter((it) => it.quality > 0).toSorted((a, b) => b.quality - a.quality);
  for (const range of wanted) {
    const found =
      range.tag === '*'
        ? [defaultLocale, ...locales].find((locale) => !refused.has(locale))
        : locales.find((locale) => matches(range, locale));
    if (found) return found;
  }
  return defaultLocale;
}
