import type { Spoken } from '../../../platform/i18n/guestLocales.ts';

/**
 * Codes of ICD-10 that these specialties meet most, with their names, so that one is found without a network. Any other code may be typed:
 * it is kept as it is.
 */
export type IcdRow = readonly [code: string, kk: string, ru: string, en: string, ko: string];
export type IcdFound = { code: string; name: string };

const columns: Partial<Record<Spoken, 1 | 2 | 3 | 4>> = { kk: 1, ru: 2, en: 3, ko: 4 };
const plain: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
};

/** As it is compared: small, and as somebody types it without a Kazakh keyboard. */
const folded = (text: string): string => Array.from(text.toLowerCase(), (letter) => plain[letter] ?? letter).join('');

const atOnce = 6;

/**
 * The codes that begin with what was typed, or whose name, in whichever of these languages, has every word of it. The name is told in
 * `locale`; nothing for less than two letters.
 */
export function icdSearch(rows: readonly IcdRow[], typed: string, locale: Spoken): IcdFound[] {
  const text = folded(typed.trim());
  if (text.length < 2) return [];
  const words = text.split(/\s+/);
  const code = text.toUpperCase().replace('.', '');
  const at = columns[locale] ?? 3;
  const isFound = (row: IcdRow): boolean => {
    if (row[0].replace('.', '').startsWith(code)) return true;
    return row.slice(1).some((name) => words.every((word) => folded(name).includes(word)));
  };
  return rows
    .filter(isFound)
    .slice(0, atOnce)
    .map((row) => ({ code: row[0], name: row[at] }));
}
