import en from '../../generated/cldr.en.json' with { type: 'json' };
import kk from '../../generated/cldr.kk.json' with { type: 'json' };
import ru from '../../generated/cldr.ru.json' with { type: 'json' };
import type { Locale } from './locales.ts';

/** A date pattern: text, or a field with the number of digits it is written in at least. */
export type PatternPart = string | [field: string, digits: number];
export type DatePattern = { parts: PatternPart[]; months: string[]; weekdays: string[] };

/** What Chromium lacks of a language (it has no Kazakh), read out of Node's Intl by scripts/cldr.ts. */
export type Cldr = {
  dates: Record<string, DatePattern>;
  /** `#` stands for the figure, `¤` for the currency. */
  number: { group: string; decimal: string; percent: string; money: string; moneyBelowZero: string };
  /** Words for -2…2 days where the language has them, else the sentence by plural category, `#` for the figure. */
  days: { words: Record<string, string>; past: Record<string, string>; future: Record<string, string> };
  lists: Record<'and' | 'or', { between: string; last: string; pair: string }>;
};

const data: Record<Locale, Cldr> = { kk: kk as Cldr, ru: ru as Cldr, en: en as Cldr };

export const cldrOf = (locale: Locale): Cldr => data[locale];
