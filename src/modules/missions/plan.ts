import type { localeTable } from '../../platform/i18n/locales.ts';

/** What a mission is planned from. Pure: no clock, no database, no HTTP. */

/** A language in which a mission is announced and its tickets are written. */
export type MissionLanguage = keyof typeof localeTable;

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а:a ә:a б:b в:v г:g ғ:g д:d е:e ё:e ж:zh з:z и:i й:i к:k қ:q л:l м:m н:n ң:n о:o ө:o п:p р:r с:s т:t у:u ұ:u ү:u ' +
    'ф:f х:kh һ:h ц:ts ч:ch ш:sh щ:shch ъ: ы:y і:i ь: э:e ю:iu я:ia'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** An address for a page made of its title: small Latin letters, digits and hyphens. Empty where the title has none of these. */
export const slugOf = (title: string): string =>
  [...title.toLowerCase()]
    .map((letter) => latin[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '');
