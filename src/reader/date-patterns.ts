import type { DateValue, EdtfDate } from './claim.ts';
import { anyMonth, monthOf } from './lexicon/months.ts';

/** A calendar expression found in folded text. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly dates: readonly [EdtfDate] | readonly [EdtfDate, EdtfDate];
  readonly precision: DateValue['precision'];
  readonly relative?: true;
  readonly modifier?: DateValue['modifier'];
  /** The words around it make it the term that something is for («2019-2024 жылдарға арналған»). */
  readonly term?: true;
}

interface Pattern {
  readonly pattern: RegExp;
  /** What a sentence must hold at all for the pattern to be tried. */
  readonly needs: readonly ('year' | 'month')[];
  readonly read: (groups: readonly string[]) => Omit<Found, 'from' | 'to' | 'modifier'> | null;
}

const y = String.raw`((?:19|20)\d\d)`;
const d = String.raw`(\d{1,2})(?: ?- ?| (?:st|nd|rd|th) | )(?:of )?`;
const w = String.raw`([a-zа-ӿ]+)`;
const stop = String.raw`(?=$| )`;
const yearWord = String.raw`(?: (?:- )?(?:(?:ші|шы|й|м|го|му) )?(?:жыл[a-zа-ӿ]*|ж \.|йил[a-zа-ӿ]*|год(?:а|у|ом|ы|ов)?|г \.|г(?= |$)|гг \.?|жж \.?|years?))`;

export function day(year: string, month: number, date: number): EdtfDate | null {
  if (month < 1 || month > 12 || date < 1 || date > new Date(Date.UTC(2000, month, 0)).getUTCDate()) return null;
  const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const isReal = year === 'XXXX' || date < 29 || new Date(`${text}T00:00:00Z`).getUTCDate() === date;
  return isReal ? text : null;
}

const one = (text: EdtfDate | null, precision: DateValue['precision']): Omit<Found, 'from' | 'to'> | null =>
  text === null ? null : { dates: [text], precision };

const monthText = (year: string, name: string): EdtfDate | null => {
  const month = monthOf(name);
  return month ? `${year}-${String(month).padStart(2, '0')}` : null;
};

function numeric(first: string, second: string, year: string): Omit<Found, 'from' | 'to'> | null {
  return one(day(year, Number(second), Number(first)) ?? day(year, Number(first), Number(second)), 'day');
}

function months(year: string, first: string, second: string): Omit<Found, 'from' | 'to'> | null {
  const [from, until] = [monthText(year, first), monthText(year, second)];
  return from && until && from < until ? { dates: [from, until], precision: 'month' } : null;
}

const years = (first: string, second: string): Omit<Found, 'from' | 'to'> | null =>
  first < second ? { dates: [first, second], precision: 'year' } : null;

const make = (source: string, read: Pattern['read']): Pattern => ({
  pattern: new RegExp(`(?<=^| )${source}`, 'g'),
  needs: (['year', 'month'] as const).filter((each) => source.includes(each === 'year' ? y : w)),
  read,
});

/** Longest first: what an earlier pattern reads, a later one leaves alone. */
export const datePatterns: readonly Pattern[] = [
  make(`${y} - (\\d\\d) - (\\d\\d)(?=$| |t)`, ([a = '', b, c]) => one(day(a, Number(b), Number(c)), 'day')),
  make(`(\\d{1,2})\\.(\\d{1,2})\\.${y}${stop}(?: (?:ж|г)(?: \\.)?${stop})?`, ([a = '', b = '', c = '']) =>
    numeric(a, b, c),
  ),
  make(`(\\d{1,2}) / (\\d{1,2}) / ${y}${stop}`, ([a = '', b = '', c = '']) => numeric(a, b, c)),
  make(`${y}\\.(\\d{1,2})\\.(\\d{1,2})${stop}`, ([a = '', b, c]) => one(day(a, Number(b), Number(c)), 'day')),
  make(
    `${y}(?: (?:жылғы|жылдың|жылы|ж \\.|йил|йилнинг|йили))? ${d}${w}(?: күн[a-zа-ӿ]*| куни)?`,
    ([a = '', b, c = '']) => one(day(a, monthOf(c), Number(b)), 'day'),
  ),
  make(`${d}${w} ,? ?${y}${stop}(?:${yearWord})?`, ([a, b = '', c = '']) => one(day(c, monthOf(b), Number(a)), 'day')),
  make(`${w} (\\d{1,2})(?: (?:st|nd|rd|th))? ,? ?${y}${stop}`, ([a = '', b, c = '']) =>
    one(day(c, monthOf(a), Number(b)), 'day'),
  ),
  make(
    `${y}(?: (?:жылғы|жылдың|жылы|йил|йилнинг|йили))? ${w} ?- ?${w}(?: (?:ай|ой)[a-zа-ӿ]*)?`,
    ([a = '', b = '', c = '']) => months(a, b, c),
  ),
  make(`${w} ?(?:-|to|по) ?${w} ,? ?${y}${stop}(?:${yearWord})?`, ([a = '', b = '', c = '']) => months(c, a, b)),
  make(
    `${y}(?: жыл[a-zа-ӿ]*| йил[a-zа-ӿ]*)? ?(?:-|to|and|по|дан) ?${y}${stop}(?:${yearWord})?(?: (?:арналған|мўлжалланган|дейін|гача))?`,
    ([a = '', b = '']) => years(a, b),
  ),
  make(`${y} жылдан ${y} жылға дейін`, ([a = '', b = '']) => years(a, b)),
  make(`${y} (?:жылғы|жылдың|жылы|йил|йилнинг|йили) ${w}(?: (?:ай|ой)[a-zа-ӿ]*)?`, ([a = '', b = '']) =>
    one(monthText(a, b), 'month'),
  ),
  make(`${w} (?:of )?${y}${stop}(?:${yearWord})?`, ([a = '', b = '']) => one(monthText(b, a), 'month')),
  make(`${d}${w}(?: (?:күн[a-zа-ӿ]*|куни))?`, ([a, b = '']) => one(day('XXXX', monthOf(b), Number(a)), 'day')),
  make(`(?<=(?:on|by|until|before|since) )${w} (\\d{1,2})${stop}`, ([a = '', b]) =>
    one(day('XXXX', monthOf(a), Number(b)), 'day'),
  ),
  make(`${y} (?:жылдың|жылғы|жыл|йилнинг|йил) (?:соңы|аяғы|басы|ортасы|охири|боши|ўртаси)[a-zа-ӿ]*`, ([a = '']) =>
    one(a, 'year'),
  ),
  make(`${y}${yearWord}${stop}`, ([a = '']) => one(a, 'year')),
  make(`(?<=(?:в|к|до|с|во|после) )${y} - м(?: |$)`, ([a = '']) => one(a, 'year')),
  make(`(?<=(?:в|к|до|после) )${y}(?= (?:[.,;:)]|и |на |по |при |для )|$)`, ([a = '']) => one(a, 'year')),
  make(`(?<=(?:in|by|since|until|before|after|during|from|of|late|early|mid) )${y}${stop}`, ([a = '']) =>
    one(a, 'year'),
  ),
];

/** Calendar expressions of a folded sentence that do not overlap, in the order of the text. */
export function findCalendar(folded: string): Found[] {
  if (!/\d/.test(folded)) return [];
  const found: Found[] = [];
  const has = { year: /(?:19|20)\d\d/.test(folded), month: anyMonth.test(folded) };
  for (const { pattern, read, needs } of datePatterns) {
    if (needs.some((each) => !has[each])) continue;
    for (const match of folded.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].trimEnd().length];
      if (found.some((each) => from < each.to && each.from < to)) continue;
      const value = read(match.slice(1));
      if (value) found.push({ ...value, from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}
