import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Telephone numbers as people write them, in the one form in which they are kept and called: E.164. Pure. */

/** Codes that people leave without their plus. */
const known: readonly string[] = ['7', '82', '996', '998'];

/** Without a code it may be a number of these countries too, where it begins as they begin theirs. */
const elsewhere: readonly { begins: RegExp; country: CountryCode }[] = [
  { begins: /^01/, country: 'KR' },
  { begins: /^0/, country: 'KG' },
  { begins: /^8\d{10}$/, country: 'KZ' },
];

function validIn(text: string, country?: CountryCode): string | null {
  const found = parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) });
  return found?.isValid() && found.ext === undefined ? found.number : null;
}

function withoutPlus(digits: string): string | null {
  const number =
    /^\d{11,12}$/.test(digits) && known.some((code) => digits.startsWith(code)) ? validIn(`+${digits}`) : null;
  return number ?? null;
}

/**
 * A number in E.164 from how people write it: `8 (701) 123-45-67`, `+996 555 123456`, `010-1234-5678`; null where it cannot be one.
 *
 * @param country ISO 3166-1 alpha-2 of where it is written, which decides what a number without a code is
 */
export function phoneOf(text: string, country: string): string | null {
  const written = text.normalize('NFKC').trim().replace(/^00/, '+');
  if (!/^\+?[\d\s\u2010-\u2015().\-/]{7,40}$/.test(written)) return null;
  const here = isSupportedCountry(country) ? country : undefined;
  const number = validIn(written, here);
  if (number !== null || written.startsWith('+')) return number;
  const digits = written.replaceAll(/\D/g, '');
  const there = elsewhere.filter(({ begins }) => begins.test(digits)).map((each) => validIn(digits, each.country));
  return withoutPlus(digits) ?? there.find((each) => each !== null) ?? null;
}
