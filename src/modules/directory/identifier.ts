/** What identifies an organisation beyond its name. Pure. */
export const identifierSchemes = ['bin', 'iati', 'ror', 'own'] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];
/** One of each at most, in its one written form; `own` is what the organisation's own register calls it. */
export type Identifiers = Partial<Record<IdentifierScheme, string>>;

const digitsOf = (text: string): number[] => Array.from(text, Number);
const weighed = (digits: readonly number[], firstWeight: number): number =>
  digits.reduce((sum, digit, at) => sum + digit * (((firstWeight - 1 + at) % 11) + 1), 0) % 11;

/**
 * A business identification number of Kazakhstan: year and month of registration, kind of entity (4 to 6), branch, serial
 * number, check digit. The check digit is the weighted sum of the first eleven by 11; where that is 10 the weights begin
 * with 3 instead of 1, and where it is 10 again the number is never given out (rules of forming identification numbers,
 * Law on National Registers of Identification Numbers).
 */
export function isBin(text: string): boolean {
  if (!/^\d{2}(0[1-9]|1[0-2])[4-6]\d{7}$/.test(text)) return false;
  const digits = digitsOf(text);
  const counted = digits.slice(0, 11);
  const first = weighed(counted, 1);
  return (first === 10 ? weighed(counted, 3) : first) === digits[11];
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** The nine characters of an identifier of the Research Organization Registry: 0, six of Crockford's base 32, two check digits (ISO 7064 MOD 97-10). */
export function isRor(text: string): boolean {
  if (!/^0[0-9a-hjkmnp-tv-z]{6}\d{2}$/.test(text)) return false;
  const value = Array.from(text.slice(0, 7)).reduce((sum, letter) => sum * 32n + BigInt(crockford.indexOf(letter)), 0n);
  return 98n - ((value * 100n) % 97n) === BigInt(text.slice(7));
}

/** An IATI organisation identifier: the code of a register (org-id.guide), a hyphen and what that register calls it. */
export const isIati = (text: string): boolean => /^[A-Z]{2}-[A-Z0-9]{2,20}-[^\s/&|?]{1,80}$/.test(text);

const isOwn = (text: string): boolean => text.length <= 80 && !/\p{Cc}/u.test(text);

const schemes: Record<IdentifierScheme, { written: (text: string) => string; isValid: (text: string) => boolean }> = {
  bin: { written: (text) => text.replaceAll(/[\s -]/g, ''), isValid: isBin },
  iati: { written: (text) => text, isValid: isIati },
  ror: { written: (text) => text.toLowerCase().replace(/^(https?:\/\/)?(www\.)?ror\.org\//, ''), isValid: isRor },
  own: { written: (text) => text, isValid: isOwn },
};

/** An identifier in its one written form, from how people write it; null where it cannot be one. */
export function identifierOf(scheme: IdentifierScheme, text: string): string | null {
  const { written, isValid } = schemes[scheme];
  const one = written(text.trim());
  return one !== '' && isValid(one) ? one : null;
}

/** Where an identifier can be looked up; null where there is no such place. */
export const identifierAddress = (scheme: IdentifierScheme, value: string): string | null =>
  scheme === 'ror' ? `https://ror.org/${value}` : null;
