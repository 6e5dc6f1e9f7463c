import type { Found } from './date-patterns.ts';
import type { DateAnchor } from './dates.ts';
import { monthOf } from './lexicon/months.ts';

const thisYear = String.raw`(?:ағымдағы жыл(?:дың|ы|ғы|да)?|биыл(?:ғы)?(?: жылы?)?|осы жылдың|осы жылы|жорий йил(?:нинг|да)?|шу йил(?:нинг|и)?|бу йил(?:нинг)?|в этом году|этого года|в текущем году|текущего года|в нынешнем году|this year)`;
const lastYear = String.raw`(?:былтыр(?:ғы)?|өткен жыл(?:ы|дың|ғы)|ўтган йил(?:и|нинг)?|в прошлом году|прошлого года|last year)`;
const nextYear = String.raw`(?:келесі жыл(?:ы|дың|ғы)|келер жылы|келгуси йил(?:и|нинг)?|в следующем году|следующего года|next year)`;
const named = String.raw`(?: ([a-zа-ӿ]+)(?: ?- ?([a-zа-ӿ]+))?(?: (?:ай|ой)[a-zа-ӿ]*)?)?`;
const yearPatterns: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`(?<=^| )${thisYear}(?=$| )${named}`, 'g'), 0],
  [new RegExp(`(?<=^| )${lastYear}(?=$| )${named}`, 'g'), -1],
  [new RegExp(`(?<=^| )${nextYear}(?=$| )${named}`, 'g'), 1],
];
const thatYear =
  /(?<=^| )(?:(?:аталған|осы|сол) жылдан (?:бастап|бері)|(?:шу|ўша|мазкур) йилдан (?:бошлаб|бери|буён)|с (?:этого|того|указанного) (?:же )?года|since (?:then|that year)|from that year(?: on)?)(?=$| )/g;

/** «this year», «that year on»: worked out from the publication date or from the year named before, and flagged so. */
export function findRelative(folded: string, anchor: DateAnchor, calendar: readonly Found[]): Found[] {
  const found: Found[] = [];
  if (!/жыл|биыл|былтыр|йил|год|year|then/.test(folded)) return found;
  for (const [pattern, shift] of yearPatterns) {
    for (const match of folded.matchAll(pattern)) {
      const reading = readYear(match, shift, anchor.reference);
      if (reading && !calendar.some((each) => reading.from < each.to && each.from < reading.to)) found.push(reading);
    }
  }
  for (const match of folded.matchAll(thatYear)) {
    if (!anchor.lastYear) continue;
    found.push({
      from: match.index,
      to: match.index + match[0].length,
      dates: [anchor.lastYear],
      precision: 'year',
      modifier: 'from',
      relative: true,
    });
  }
  return found;
}

function readYear(match: RegExpMatchArray, shift: number, reference: string | null): Found | null {
  const year = reference === null ? 'XXXX' : String(Number(reference.slice(0, 4)) + shift);
  const from = match.index ?? 0;
  const [first, second] = [monthOf(match[1] ?? ''), monthOf(match[2] ?? '')];
  const month = (number: number): string => `${year}-${String(number).padStart(2, '0')}`;
  const whole = { from, to: from + match[0].length, relative: true } as const;
  if (first > 0 && second > first) return { ...whole, dates: [month(first), month(second)], precision: 'month' };
  if (first > 0)
    return {
      ...whole,
      to: from + wordsLength(match, first === second ? 2 : 1),
      dates: [month(first)],
      precision: 'month',
    };
  if (reference === null) return null;
  const bare = match[1] === undefined ? match[0].length : match[0].indexOf(` ${match[1]}`);
  return { ...whole, to: from + bare, dates: [year], precision: 'year' };
}

function wordsLength(match: RegExpMatchArray, words: number): number {
  const last = match[words] ?? match[1] ?? '';
  return match[0].lastIndexOf(last) + last.length;
}
