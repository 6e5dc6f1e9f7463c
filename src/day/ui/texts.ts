import type { MessageKey, Translator } from '../../platform/i18n/translate.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import { guestLocales, isSpoken, type Spoken } from '../../platform/i18n/guestLocales.ts';
import { defaultLocale, isLocale, locales, localeTable } from '../../platform/i18n/locales.ts';
import { type Compiled, type MessageFormats, render } from '../../platform/i18n/message.ts';

/** The day's own texts: one language is fetched, and the service worker holds all. */
export const languages: readonly Spoken[] = [...locales, ...guestLocales];

const loaders = {
  kk: () => import('../../generated/texts/kk.day.json', { with: { type: 'json' } }),
  ru: () => import('../../generated/texts/ru.day.json', { with: { type: 'json' } }),
  en: () => import('../../generated/texts/en.day.json', { with: { type: 'json' } }),
  ko: () => import('../../generated/texts/ko.day.json', { with: { type: 'json' } }),
} as const;

/** Numbers and plurals of a guest's language by the browser, which knows it. */
function formatsIn(locale: Spoken): MessageFormats {
  if (isLocale(locale)) return formatsFor(locale);
  const { intl } = localeTable[locale];
  const [number, cardinal, english] = [
    new Intl.NumberFormat(intl),
    new Intl.PluralRules(intl),
    formatsFor('en'),
  ] as const;
  return {
    number: (value) => number.format(value),
    plural: (value) => cardinal.select(value),
    edtf: (text) =>
      /^\d{4}-\d\d-\d\d$/.test(text)
        ? new Intl.DateTimeFormat(intl, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`))
        : english.edtf(text),
    moment: (at, zone, style) => english.moment(at, zone, style),
  };
}

/** The texts of a language that the day's application speaks. */
export async function textsIn(locale: Spoken): Promise<Translator> {
  const { default: messages } = await loaders[locale]();
  const catalogue = messages as unknown as Partial<Record<MessageKey, Compiled>>;
  const formats = formatsIn(locale);
  return (key, ...[parameters]) => render(catalogue[key] ?? key, parameters ?? {}, formats);
}

const place = 'yntymaq-day-language';

/** What was chosen on this device, else what the browser prefers, else Kazakh. */
export function languageHere(): Spoken {
  const chosen = localStorage.getItem(place);
  if (isSpoken(chosen)) return chosen;
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]);
  return wanted.find(isSpoken) ?? defaultLocale;
}

export function rememberLanguage(locale: Spoken): void {
  localStorage.setItem(place, locale);
}
