/**
 * Names of people as keys in which their writings meet: Айгүл, Айгуль, Aigul, Aygül and ايگۇل are one. Pure. It is made for
 * finding by a keyed hash, which knows no "nearly": what differs here is not found, what is alike here is looked at.
 */

const letters = (table: string): ReadonlyMap<string, string> =>
  new Map(table.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]));

/** Each letter and how it stands in a key; nothing after it: it is left out. */
const cyrillic = letters(
  'аa әa бb вv гg ғg дd еe ёe жj зz иi йi кk қk лl мm нn ңn оo өo пp рr сs тt уu ұu үu ўu фf хh ҳh һh цs чc шs щs ъ ыi іi ь эe юiu яia',
);
const arabic = letters(
  Array.from(
    'ابپتجچحدرزسشعغفقكکگڭلمنهەھوۇۋۆىيیأآٴء',
    (letter, at) => letter + ('abptjchdrzssggfkkkgnlmneehouuoiiiaa'[at] ?? ''),
  ).join(' '),
);

/** How Latin letters write the same sounds, the longest first. Apostrophes of Uzbek: oʻ is ў, gʻ is ғ. */
const latin: readonly (readonly [RegExp, string])[] = [
  [/o['ʻʼ‘’`´]/g, 'u'],
  [/['ʻʼ‘’`´]/g, ''],
  [/dzh/g, 'j'],
  [/shch/g, 's'],
  [/zh/g, 'j'],
  [/sh|şh|ş/g, 's'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ch|ç/g, 'c'],
  [/ŋ/g, 'n'],
  [/ts|tz/g, 's'],
  [/ya/g, 'ia'],
  [/yu/g, 'iu'],
  [/y[eo]/g, 'e'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/y|ı/g, 'i'],
];

const marks = /\p{Mn}/gu;
const isLatin = /^[\p{Script=Latin}\p{Mn}'ʻʼ‘’`´]+$/u;

/** A letter twice is once; и before й is one of them. */
const once = (word: string): string => word.replaceAll(/(.)\1+/gu, '$1');

function keyOfWord(word: string): string {
  if (!isLatin.test(word))
    return once(Array.from(word.replaceAll('дж', 'ж'), (at) => cyrillic.get(at) ?? arabic.get(at) ?? at).join(''));
  const plain = latin
    .slice(0, 2)
    .reduce((text, [from, to]) => text.replaceAll(from, to), word.normalize('NFD').replaceAll(marks, ''));
  return once(latin.slice(2).reduce((text, [from, to]) => text.replaceAll(from, to), plain));
}

const most = 10_000;
const known = new Map<string, string>();

/** Given names come again and again: their keys are kept. */
function knownKeyOf(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const key = keyOfWord(word);
  if (known.size >= most) known.clear();
  known.set(word, key);
  return key;
}

const wordsIn = (name: string): string[] =>
  (
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{Mn}'ʻʼ‘’`´]+/gu) ?? []
  )
    .map(knownKeyOf)
    .filter(Boolean);

/**
 * The keys of a name: the words in one order, whichever came first. More than one where a letter is read in two ways: x is
 * кс in English and х in Uzbek.
 */
export function nameKeys(name: string): string[] {
  const words = wordsIn(name);
  if (words.length === 0) return [];
  if (!words.some((word) => word.includes('x'))) return [words.toSorted().join(' ')];
  const joined = (x: string) =>
    words
      .map((word) => once(word.replaceAll('x', x)))
      .toSorted()
      .join(' ');
  return [...new Set([joined('ks'), joined('h')])];
}

/** What is left of a key without its vowels: for offering duplicates, never for finding. */
export const skeletonOf = (key: string): string =>
  key
    .split(' ')
    .map((word) => word.slice(0, 1) + word.slice(1).replaceAll(/[aeiou]/g, ''))
    .join(' ');
