import { type Day, dayText, isDay } from '../../platform/time/calendar.ts';
import { boundsOf } from '../../platform/time/edtf.ts';

/** What identifies a patient beyond their name, and what such a number says of its bearer. Pure. */
export const identifierSystems = ['kz_iin', 'kg_pin', 'uz_pinfl', 'passport', 'birth_certificate', 'other'] as const;
export type IdentifierSystem = (typeof identifierSystems)[number];
/** `country` is ISO 3166-1 alpha-2 and says whose register or document it is. */
export type Identifier = { system: IdentifierSystem; country: string; value: string };

export const sexes = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

/** What a number says of who bears it, as far as it says anything. */
export type Said = { birthDate: Day | null; sex: 'female' | 'male' | null };

const digitsOf = (text: string): number[] => Array.from(text, Number);
const weighed = (digits: readonly number[], weightAt: (place: number) => number): number =>
  digits.reduce((sum, digit, at) => sum + digit * weightAt(at), 0);

/** The day that a century, two digits of a year, a month and a day name; null where there is none. */
function dayFrom(century: number, [yy, mm, dd]: readonly [string, string, string]): Day | null {
  const day = dayText(century * 100 + Number(yy), Number(mm), Number(dd));
  return isDay(day) ? day : null;
}

/**
 * The check digit of a Kazakh identification number: the sum of the first eleven by weights 1…11, modulo 11; where that is 10
 * the weights are 3…11, 1, 2; where it is 10 again the number is never given out, which is null here.
 *
 * Source: Rules of forming the identification number, decree of the Government of Kazakhstan No. 406 of 22 May 2007.
 *
 * @param eleven the first eleven digits
 */
export function iinCheckDigit(eleven: string): number | null {
  const digits = digitsOf(eleven);
  const first = weighed(digits, (at) => at + 1) % 11;
  const found = first === 10 ? weighed(digits, (at) => ((at + 2) % 11) + 1) % 11 : first;
  return found === 10 ? null : found;
}

/** Century and sex by the seventh digit; 0 is given to foreigners and says nothing. */
const iinCenturies: Readonly<Record<string, readonly [number, 'male' | 'female']>> = {
  1: [18, 'male'],
  2: [18, 'female'],
  3: [19, 'male'],
  4: [19, 'female'],
  5: [20, 'male'],
  6: [20, 'female'],
};

const isIin = (text: string): boolean =>
  /^\d{12}$/.test(text) && iinCheckDigit(text.slice(0, 11)) === Number(text[11]) && !/^0+$/.test(text);

/**
 * Birth date and sex by the digits of an IIN. Numbers given out since decree No. 853 of 26 August 2013 need not agree with
 * their bearer, so that a difference is worth a look and is no fault.
 */
function saidByIin(text: string): Said {
  const [century, sex] = iinCenturies[text[6] ?? ''] ?? [];
  if (century === undefined || sex === undefined) return { birthDate: null, sex: null };
  return { birthDate: dayFrom(century, [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)]), sex };
}

/** Sex (1 female, 2 male), then the birth date as DDMMYYYY. */
function saidByPin(text: string): Said {
  const day = `${text.slice(5, 9)}-${text.slice(3, 5)}-${text.slice(1, 3)}`;
  return { birthDate: isDay(day) ? day : null, sex: text[0] === '1' ? 'female' : text[0] === '2' ? 'male' : null };
}

/**
 * A personal number of Kyrgyzstan: sex, birth date, four digits in their order, and a last digit. How the last digit is
 * made is not published (decree of the Government of Kyrgyzstan No. 619 of 28 September 2017 orders how numbers are given
 * and changed, and names no algorithm), so that what is checked is all that is known: the shape, the sex, a real day.
 */
const isPin = (text: string): boolean => /^[12]\d{13}$/.test(text) && saidByPin(text).birthDate !== null;

/**
 * The check digit of an Uzbek personal number: the sum of the first thirteen by the repeated weights 7, 3, 1, modulo 10, as
 * ICAO Doc 9303 part 3 makes the check digits of machine-readable documents, for which the number was made.
 *
 * @param thirteen the first thirteen digits
 */
export const pinflCheckDigit = (thirteen: string): number =>
  weighed(digitsOf(thirteen), (at) => [7, 3, 1][at % 3] ?? 0) % 10;

/** First digit: 1 and 2 of the nineteenth century, 3 and 4 of the twentieth, 5 and 6 of the next; odd is male. Then DDMMYY. */
function saidByPinfl(text: string): Said {
  const first = Number(text[0]);
  const century = 17 + Math.ceil(first / 2);
  const birthDate = dayFrom(century, [text.slice(5, 7), text.slice(3, 5), text.slice(1, 3)]);
  return { birthDate, sex: first % 2 === 1 ? 'male' : 'female' };
}
const isPinfl = (text: string): boolean =>
  /^[1-6]\d{13}$/.test(text) &&
  saidByPinfl(text).birthDate !== null &&
  pinflCheckDigit(text.slice(0, 13)) === Number(text[13]);

const isWritten = (text: string): boolean => /^[\p{L}\p{N}/-]{2,40}$/u.test(text);
const silent = (): Said => ({ birthDate: null, sex: null });
const digitsOnly = (text: string): string => text.replaceAll(/[\s\u2010-\u2015-]/g, '');
const written = (text: string): string => text.replaceAll(/[\s№]/g, '').toUpperCase();

type System = {
  written: (text: string) => string;
  isValid: (text: string) => boolean;
  says: (text: string) => Said;
  /** The only country that gives it out. */
  country?: string;
};
const systems: Record<IdentifierSystem, System> = {
  kz_iin: { written: digitsOnly, isValid: isIin, says: saidByIin, country: 'KZ' },
  kg_pin: { written: digitsOnly, isValid: isPin, says: saidByPin, country: 'KG' },
  uz_pinfl: { written: digitsOnly, isValid: isPinfl, says: saidByPinfl, country: 'UZ' },
  passport: { written, isValid: isWritten, says: silent },
  birth_certificate: { written, isValid: isWritten, says: silent },
  other: { written, isValid: isWritten, says: silent },
};

/** The country that gives a number out; undefined where any may. */
export const countryOf = (system: IdentifierSystem): string | undefined => systems[system].country;

/** An identifier in its one written form, from how people write it; null where it cannot be one. */
export function identifierOf({ system, country, value }: Identifier): Identifier | null {
  const { written: plain, isValid, country: only } = systems[system];
  const one = plain(value.normalize('NFKC').trim());
  if (only !== undefined && country !== only) return null;
  return isValid(one) ? { system, country, value: one } : null;
}

export const whatDiffers = ['birth_date', 'sex'] as const;
/** What a number says of its bearer and the record says otherwise: worth a look before it is kept. */
export type Difference = { system: IdentifierSystem; differs: (typeof whatDiffers)[number] };

/** @param birthDate EDTF as far as it is known; a number that names another day within it agrees. */
export function differencesOf(
  identifiers: readonly Identifier[],
  { birthDate, sex }: { birthDate: string | null; sex: Sex },
): Difference[] {
  return identifiers.flatMap(({ system, value }): Difference[] => {
    const said = systems[system].says(value);
    const { first = null, last = null } = birthDate === null ? {} : boundsOf(birthDate);
    const isOtherDay =
      said.birthDate !== null &&
      ((first !== null && said.birthDate < first) || (last !== null && said.birthDate > last));
    const isOtherSex = said.sex !== null && (sex === 'female' || sex === 'male') && said.sex !== sex;
    return [
      ...(isOtherDay ? [{ system, differs: 'birth_date' as const }] : []),
      ...(isOtherSex ? [{ system, differs: 'sex' as const }] : []),
    ];
  });
}
