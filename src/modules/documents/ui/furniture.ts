/** What a page has around its article, as the reader names it. */
const known = [
  'menu',
  'rates',
  'weather',
  'counter',
  'date',
  'credit',
  'share',
  'section',
  'related',
  'phone',
  'page',
] as const;

/** A name that this page has words for: a new one of the reader's counts as a menu. */
export const furnitureName = (name: string | undefined): (typeof known)[number] =>
  known.find((each) => each === name) ?? 'menu';

const knownProblems = [
  'broken-encoding',
  'number-too-large',
  'number-unclear',
  'language-unknown',
  'characters-replaced',
  'too-many-claims',
  'claim-unclear',
] as const;
/** The same for what could not be read. */
export const problemName = (code: string): (typeof knownProblems)[number] | null =>
  knownProblems.find((each) => each === code) ?? null;
