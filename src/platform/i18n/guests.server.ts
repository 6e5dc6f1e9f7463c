import he from '../../generated/messages.he.json' with { type: 'json' };
import ja from '../../generated/messages.ja.json' with { type: 'json' };
import ko from '../../generated/messages.ko.json' with { type: 'json' };
import ky from '../../generated/messages.ky.json' with { type: 'json' };
import uzbek from '../../generated/messages.uz-Cyrl.json' with { type: 'json' };
import { catalogues, translatorFor } from './catalogues.server.ts';
import { formatsFor } from './formats.ts';
import { isLocale, type Locale, localeTable } from './locales.ts';
import { type Compiled, type MessageFormats, render } from './message.ts';
import type { PatientLocale } from './patientLocales.ts';
import type { Translator } from './translate.ts';

type Guest = Exclude<PatientLocale, Locale>;
/** What is written in languages that only some pages speak; what is missing is said in English. */
const guests: Readonly<Record<Guest, object>> = { ko, ja, he, ky, 'uz-Cyrl': uzbek };
const isWholeDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** A moment with as much as its style says: the time, the day, or both; the long one with its weekday. */
function momentStyles(style: string | undefined): Intl.DateTimeFormatOptions {
  if (style === 'time') return { timeStyle: 'short' };
  if (style === 'medium' || style === 'mediumTime')
    return { dateStyle: 'medium', ...(style === 'mediumTime' && { timeStyle: 'short' }) };
  return { dateStyle: 'full', timeStyle: 'short' };
}

/** Dates and numbers of a guest's language by the Intl of this Node: such pages are made on the server alone. */
function guestFormats(intl: string): MessageFormats {
  const day = new Intl.DateTimeFormat(intl, { dateStyle: 'full', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(intl);
  const rules = {
    cardinal: new Intl.PluralRules(intl),
    ordinal: new Intl.PluralRules(intl, { type: 'ordinal' }),
  };
  return {
    number: (value) => number.format(value),
    edtf: (text) => (isWholeDay(text) ? day.format(new Date(`${text}T00:00:00Z`)) : formatsFor('en').edtf(text)),
    moment: (at, zone, style) =>
      new Intl.DateTimeFormat(intl, { ...momentStyles(style), hourCycle: 'h23', timeZone: zone }).format(at),
    plural: (value, type) => rules[type].select(value),
  };
}

function translatorOfGuest(locale: Guest): Translator {
  const own = guests[locale] as Readonly<Record<string, Compiled>>;
  const formats = guestFormats(localeTable[locale].intl);
  return (key, ...[parameters]) =>
    render(own[key] ?? catalogues.en[key], parameters ?? {}, key in own ? formats : formatsFor('en'));
}

const translators: Readonly<Record<Guest, Translator>> = {
  ko: translatorOfGuest('ko'),
  ja: translatorOfGuest('ja'),
  he: translatorOfGuest('he'),
  ky: translatorOfGuest('ky'),
  'uz-Cyrl': translatorOfGuest('uz-Cyrl'),
};

/** The texts of any language that some page speaks, on the server. */
export const translatorIn = (language: PatientLocale): Translator =>
  isLocale(language) ? translatorFor(language) : translators[language];
