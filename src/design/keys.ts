import { type Status, type Strength, statuses, strengths } from '../vocabulary.ts';

export type StatusKey = Status;
export const statusKeys = statuses;
export type StrengthKey = Strength;
export const strengthKeys = strengths;

/** Step of a strength on the ladder: 1 (discussed) to 8 (signed). */
export const stepOf = (strength: StrengthKey): number => strengthKeys.indexOf(strength) + 1;

/** Joins class names, leaving out what does not apply. */
export const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');

const rightToLeft = new Set(['ar', 'fa', 'he', 'ug', 'ur', 'yi']);

/** Writing direction of a BCP 47 tag: `he` and `kk-Arab` run from right to left. */
export const directionOf = (lang: string): 'ltr' | 'rtl' => {
  const [language = '', script = ''] = lang.split('-');
  return /^(arab|hebr)$/i.test(script) || (script.length !== 4 && rightToLeft.has(language)) ? 'rtl' : 'ltr';
};
