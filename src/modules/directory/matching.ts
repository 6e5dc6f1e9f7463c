/**
 * Whether two ways of writing a name may be one name: in another alphabet, with other endings, shortened. Names come down
 * to a key of plain Latin letters in which the writings of one sound meet: Жетісу, Jetısu, جەتىسۋ and Zhetysu are `jetisu`. Pure.
 */

/** Each letter with how it is written in a key; nothing after it: it is left out. */
const letters = (table: string): ReadonlyMap<string, string> =>
  new Map(table.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]));

const cyrillic = letters(
  'аa әa бb вv гg ғg дd еe ёe жj зz иi йi кk қk лl мm нn ңn оo өo пp рr сs тt уu ұu үu ўu фf хh ҳh һh цs чc шs щs ъ ыi іi ь эe юiu яia',
);
const arabic = letters(
  Array.from(
    'ابپتجچحدرزسشعغفقكکگڭلمنهەھوۇۋۆىيیأآٴء',
    (letter, at) => letter + ('abptjchdrzssggfkkkgnlmneehouuviiiaa'[at] ?? ''),
  ).join(' '),
);

/** How Latin letters write the same sounds, the longest first. */
const latin: readonly (readonly [RegExp, string])[] = [
  [/zh/g, 'j'],
  [/sh|şh/g, 's'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ch/g, 'c'],
  [/ts/g, 's'],
  [/ya/g, 'ia'],
  [/yu/g, 'iu'],
  [/yo/g, 'e'],
  [/q/g, 'k'],
  [/w/g, 'u'],
  [/x/g, 'ks'],
  [/y|ı/g, 'i'],
];

const marks = /\p{Mn}/gu;
const isLatin = /^[\p{Script=Latin}\p{Mn}]+$/u;

const withoutDoubles = (word: string): string => word.replaceAll(/(.)\1+/gu, '$1');

/** One word as a key; a word of a script that is not known here stays itself. */
function keyOfWord(word: string): string {
  const plain = isLatin.test(word)
    ? latin.reduce((text, [from, to]) => text.replaceAll(from, to), word.normalize('NFD').replaceAll(marks, ''))
    : Array.from(word.normalize('NFC'), (letter) => cyrillic.get(letter) ?? arabic.get(letter) ?? letter).join('');
  return withoutDoubles(plain);
}

/** What is left out: legal forms and words that join. */
const silent = new Set(
  'the of and for in at on мен және бен и в при по of им имени атындағы тоо жшс ао ақ ллп llp llc jsc ltd гкп кгп шжқ пхв рмк кмк ргп'
    .split(' ')
    .map(keyOfWord),
);
/** Short words that stand for long ones. */
const expanded = new Map(
  Object.entries({
    рк: 'республика казахстан',
    қр: 'қазақстан республикасы',
    мз: 'министерство здравоохранения',
    дсм: 'денсаулық сақтау министрлігі',
    минздрав: 'министерство здравоохранения',
    moh: 'ministry health',
    обл: 'область',
    ун: 'университет',
    univ: 'university',
    hosp: 'hospital',
  }).map(([short, long]) => [keyOfWord(short), long.split(' ').map(keyOfWord)]),
);

/** The words of a name as keys, without legal forms and with known short words written out. */
export function wordsOfName(name: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{Mn}\p{N}]+/gu) ?? [];
  return words.map(keyOfWord).flatMap((word) => (silent.has(word) ? [] : (expanded.get(word) ?? [word])));
}

/** Names with the same key are written alike but for alphabet, case, marks, quotes and legal form. */
export const nameKeyOf = (name: string): string => wordsOfName(name).join(' ');

/** Two words are one when they begin alike and differ in an ending only: облысының and облысы. */
function isOneWord(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const common = Array.from(short).findIndex((letter, at) => letter !== long[at]);
  const shared = common === -1 ? short.length : common;
  return shared >= 4 && long.length - shared <= 6 && short.length - shared <= 2;
}

/** How much of both names is in the other: 1 is all, 0 is nothing. The order of the words does not matter. */
export function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const left = [...other];
  const met = one.filter((word) => {
    const at = left.findIndex((each) => isOneWord(word, each));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return (2 * met.length) / (one.length + other.length);
}

/** The first letters of a name, as a key. */
export const initialsOf = (words: readonly string[]): string => withoutDoubles(words.map((word) => word[0]).join(''));

/** Whether a single short word is the first letters of a longer name: ВОЗ, ДҚҚ, WHO. */
export function isAbbreviationOf(short: readonly string[], long: readonly string[]): boolean {
  const [word, ...more] = short;
  if (word === undefined || more.length > 0 || word.length < 2 || word.length > 8 || long.length < 2) return false;
  return word === initialsOf(long);
}

/** Whether each word looked for begins a word of one of the names. Nothing looked for is in every name. */
export function isFoundIn(looked: string, names: readonly string[]): boolean {
  const wanted = (looked.toLowerCase().match(/[\p{L}\p{Mn}\p{N}]+/gu) ?? []).map(keyOfWord);
  const written = names.flatMap((name) => (name.toLowerCase().match(/[\p{L}\p{Mn}\p{N}]+/gu) ?? []).map(keyOfWord));
  return wanted.every((word) => written.some((each) => each.startsWith(word)));
}
