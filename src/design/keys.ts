/** The eight states of a commitment, in the order in which they are explained. */
export const statusKeys = [
  'kept',
  'on_track',
  'at_risk',
  'overdue',
  'not_reported',
  'not_started',
  'withdrawn',
  'no_target',
] as const;
export type StatusKey = (typeof statusKeys)[number];

/** The ladder of strength, weakest first. */
export const strengthKeys = [
  'discussed',
  'proposed',
  'considered',
  'agreed_to_consider',
  'planned',
  'promised',
  'agreed',
  'signed',
] as const;
export type StrengthKey = (typeof strengthKeys)[number];

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
