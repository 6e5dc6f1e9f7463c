import type { Language } from './claim.ts';

const endings: Readonly<Partial<Record<Language, RegExp>>> = {
  kk: /(?:(?:лар|лер|дар|дер|тар|тер)?(?:ның|нің|дың|дің|тың|тің|нан|нен|дан|ден|тан|тен|ға|ге|қа|ке|ды|ді|ты|ті|ны|ні|да|де|та|те|мен|бен|пен)?)$/,
  'uz-Cyrl': /(?:(?:лар)?(?:нинг|ни|дан|га|да|ка|қа)?)$/,
};

/** A noun without its plural and case endings («беморни» → «бемор»); at least three letters are kept. */
export function stemOf(word: string, language: Language): string {
  const pattern = endings[language];
  if (!pattern || word.includes(' ') || /(?:орны|саны)$/.test(word)) return word;
  const stem = word.replace(pattern, '');
  return stem.length >= 3 && stem !== word ? stem : word;
}
