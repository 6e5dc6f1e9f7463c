import type { EdtfDate } from '../time/edtf.ts';
import { inCase } from './kazakh.ts';
import type { Locale } from './locales.ts';

/** A date to build a phrase from: `exact` is its text without "about", `long` with it, `month` its month as after a day. */
export type Told = { date: EdtfDate; exact: string; long: string; month: string };

export type EdtfWords = {
  year: (year: number) => string;
  decade: (year: number) => string;
  years: (first: number, last: number) => string;
  yearless: (text: string) => string;
  about: (text: string) => string;
  /** A day as it stands in a sentence. */
  inText: (day: string) => string;
  since: (told: Told) => string;
  by: (told: Told) => string;
};

const kk: EdtfWords = {
  year: (year) => `${year} жыл`,
  decade: (year) => `${year}-жылдар`,
  years: (first, last) => `${first}–${last} жылдар`,
  yearless: (text) => `${text}, жылы белгісіз`,
  about: (text) => `шамамен ${text}`,
  inText: (day) => day.replace(' ж. ', ' жылғы '),
  since: ({ long }) => `${inCase(long, 'ablative')} бері`,
  by: ({ long }) => `${inCase(long, 'dative')} қарай`,
};

/** The preposition before a day: the second takes a vowel (со второго, ко второму). */
const withVowel = (preposition: string, { day }: EdtfDate): string => (day === 2 ? `${preposition}о` : preposition);

const ru: EdtfWords = {
  year: (year) => `${year} год`,
  decade: (year) => `${year}-е годы`,
  years: (first, last) => `${first}–${last} годы`,
  yearless: (text) => `${text}, год неизвестен`,
  about: (text) => `примерно ${text}`,
  inText: (day) => day,
  since({ date, exact, month }) {
    const about = date.approximate ? 'примерно ' : '';
    if (date.precision === 'year') return `${about}с ${date.year} года`;
    if (date.precision === 'decade') return `${about}с ${date.year}-х годов`;
    return about + (date.precision === 'month' ? `с ${month} ${date.year} г.` : `${withVowel('с', date)} ${exact}`);
  },
  by({ date, exact, month }) {
    const about = date.approximate ? 'примерно ' : '';
    if (date.precision === 'year') return `${about}к ${date.year} году`;
    if (date.precision === 'decade') return `${about}к ${date.year}-м годам`;
    const dative = month.replace(/я$/, 'ю').replace(/а$/, 'у');
    return about + (date.precision === 'month' ? `к ${dative} ${date.year} г.` : `${withVowel('к', date)} ${exact}`);
  },
};

const article = ({ date, exact, long }: Told): string => (date.precision === 'decade' ? `the ${exact}` : long);

const en: EdtfWords = {
  year: String,
  decade: (year) => `${year}s`,
  years: (first, last) => `${first}–${last}`,
  yearless: (text) => `${text}, year unknown`,
  about: (text) => `about ${text}`,
  inText: (day) => day,
  since: (told) => `since ${article(told)}`,
  by: (told) => `by ${article(told)}`,
};

export const edtfWords: Record<Locale, EdtfWords> = { kk, ru, en };
