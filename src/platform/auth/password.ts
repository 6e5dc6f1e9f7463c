/** Why a password is not accepted. */
export type PasswordFault = 'password-too-short' | 'password-too-long' | 'password-too-common';

/** In characters as people count them. There are no rules about what they must be. */
export const passwordLength = { fewest: 12, most: 256 } as const;

/** The same characters however a keyboard composed them (NIST SP 800-63B): й is one letter, not и with a breve. */
export const normalised = (password: string): string => password.normalize('NFKC');
const lettersOf = (text: string): string[] => Array.from(text);

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const unleet = (text: string): string =>
  lettersOf(text)
    .map((letter) => leet[letter] ?? letter)
    .join('');
const withoutEnds = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** The shortest piece that the text repeats, or the text itself: `abcabc` is `abc`. */
const repeated = (text: string): string => /^(.+?)\1+$/su.exec(text)?.[1] ?? text;

const fewestOfWord = 4;

/** What somebody who guesses tries first: the text itself, its word without the digits around it, its repeated piece. */
export function guessesOf(password: string): string[] {
  const lower = normalised(password).toLowerCase();
  const whole = [lower, repeated(lower)];
  const words = [...whole, ...whole.map(unleet)].flatMap((text) => [withoutEnds(text), repeated(withoutEnds(text))]);
  const told = words.filter((word) => lettersOf(word).length >= fewestOfWord);
  return [...new Set([...whole, unleet(lower), ...told])];
}

/** A run along the alphabet, the digits or a keyboard, forwards or backwards. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
];
const isRun = (text: string): boolean =>
  runs.some((run) => run.includes(text) || lettersOf(run).toReversed().join('').includes(text));

type Known = {
  /** Whether this text (small letters) is on the list of passwords that everybody tries. */
  isListed: (text: string) => boolean;
  /** What others know of the person: name, e-mail. */
  about: readonly string[];
};

/**
 * Says why a new password is refused, or null. What is asked is length and that nobody guesses it first: not a listed
 * password, not one with digits around it, not the person's own name, not one piece over and over.
 */
export function passwordFault(password: string, { isListed, about }: Known): PasswordFault | null {
  const length = lettersOf(normalised(password)).length;
  if (length < passwordLength.fewest) return 'password-too-short';
  if (length > passwordLength.most) return 'password-too-long';
  const guesses = guessesOf(password);
  const own = new Set(
    about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((it) => it.length >= fewestOfWord),
  );
  const isOwn = (text: string) => own.has(text) || about.some((it) => it.toLowerCase() === text);
  const isPiece = repeated(normalised(password).toLowerCase()).length <= fewestOfWord;
  const isKnown = guesses.some((guess) => isListed(guess) || isOwn(guess) || isRun(guess));
  return isPiece || isKnown ? 'password-too-common' : null;
}
