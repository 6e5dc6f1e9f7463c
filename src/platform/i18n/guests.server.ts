import ko from '../../generated/messages.ko.json' with { type: 'json' };
import { catalogues, translatorFor } from './catalogues.server.ts';
import { formatsFor } from './formats.ts';
import type { Spoken } from './guestLocales.ts';
import { isLocale, localeTable } from './locales.ts';
import { type Compiled, type MessageFormats, render } from './message.ts';
import type { Translator } from './translate.ts';

const guestCatalogue = ko as unknown as Readonly<Record<string, Compiled>>;
const isWholeDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

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
      new Intl.DateTimeFormat(intl, {
        ...(style === 'time' ? {} : { dateStyle: 'full' }),
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone: zone,
      }).format(at),
    plural: (value, type) => rules[type].select(value),
  };
}

const korean: MessageFormats = guestFormats(localeTable.ko.intl);
const inKorean: Translator = (key, ...[parameters]) =>
  render(
    guestCatalogue[key] ?? catalogues.en[key],
    parameters ?? {},
    key in guestCatalogue ? korean : formatsFor('en'),
  );

/** The texts of a language that a mission speaks, on the server. */
export const translatorIn = (language: Spoken): Translator => (isLocale(language) ? translatorFor(language) : inKorean);
