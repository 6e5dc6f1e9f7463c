import type { Language } from './claim.ts';

type Known = Exclude<Language, 'und'>;

const words: Readonly<Record<Known | 'ky', ReadonlySet<string>>> = {
  kk: new Set(
    'және мен бен үшін бойынша деп бұл осы сондай-ақ туралы жылы болды дейін астам бар екі бір кейін ретінде мемлекеттік оның де да арналған болып келген'.split(
      ' ',
    ),
  ),
  'uz-Cyrl': new Set(
    'ва билан учун бўйича деб бу ҳам эса йил йилда ортиқ бир икки ушбу каби мазкур унинг бўлди қилиш хабар томонлар яна шу'.split(
      ' ',
    ),
  ),
  ru: new Set(
    'и в на с по для что из от к до о об не более года году это также был была были как при его она он за между'.split(
      ' ',
    ),
  ),
  en: new Set('the of and in to a for on with by that is was were has have from at as more than will be'.split(' ')),
  ky: new Set('жана менен үчүн боюнча деген болгон анын өлкө кыргыз жылы ошондой эле'.split(' ')),
};
const letters: readonly (readonly [RegExp, Partial<Record<Known | 'ky', number>>])[] = [
  [/[әұі]/g, { kk: 3 }],
  [/[ўҳ]/g, { 'uz-Cyrl': 3 }],
  [/нафар|бемор|шифокор|тиббиёт|мумкин|йилига/g, { 'uz-Cyrl': 2 }],
  [/[қғ]/g, { kk: 1, 'uz-Cyrl': 1 }],
  [/[ңөү]/g, { kk: 1, ky: 1 }],
  [/ы(?:й|х|м|е)?(?![\p{L}])/gu, { ru: 0.3, kk: 0.3 }],
  [/(?:ого|ение|ения|ться|ции|ость|ский|ские|ными?)(?![\p{L}])/gu, { ru: 2 }],
  [/(?:лар|лари|нинг|лик|моқда|дилар|ди)(?![\p{L}])/gu, { 'uz-Cyrl': 1.2 }],
  [/(?:лоо|туу|уу|оо|ээ)(?![\p{L}])/gu, { ky: 2 }],
];
const sample = 3000;

/** Language of a text by its letters and small words; `und` where nothing speaks for one of the four. */
export function languageOf(text: string): Language {
  return bestOf(text.slice(0, sample).toLowerCase());
}

function bestOf(head: string): Language {
  const scores: Record<Known | 'ky', number> = { kk: 0, 'uz-Cyrl': 0, ru: 0, en: 0, ky: 0 };
  const keys = Object.keys(scores) as (Known | 'ky')[];
  for (const word of head.match(/[\p{L}\p{M}-]+/gu) ?? []) {
    for (const key of keys) if (words[key].has(word)) scores[key] += 2;
    if (/^[a-z]+$/.test(word)) scores.en += 0.2;
    else if (/^[а-яё]+$/.test(word)) scores.ru += 0.2;
  }
  for (const [pattern, weights] of letters) {
    const hits = head.match(pattern)?.length ?? 0;
    for (const key of keys) scores[key] += hits * (weights[key] ?? 0);
  }
  let best: Known | 'ky' = 'ru';
  for (const key of keys) if (scores[key] > scores[best]) best = key;
  return scores[best] < 0.5 || best === 'ky' ? 'und' : best;
}

/** Language of a sentence inside a page: its own where it is long enough to tell, else the page's. */
export function sentenceLanguage(sentence: string, page: Language): Language {
  if (sentence.length < 25) return page;
  const head = sentence.slice(0, 300).toLowerCase();
  if ((page === 'kk' && /[әұі]/.test(head)) || (page === 'uz-Cyrl' && /[ўҳ]/.test(head))) return page;
  if (page === 'ru' && !/[әұіўҳқғңөүa-z]/.test(head) && / (?:и|в|на|с|по|для) /.test(head)) return page;
  const own = bestOf(head);
  return own === 'und' ? page : own;
}
