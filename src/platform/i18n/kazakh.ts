type Case = 'ablative' | 'dative';

const ones = ['нөл', 'бір', 'екі', 'үш', 'төрт', 'бес', 'алты', 'жеті', 'сегіз', 'тоғыз'];
const tens = ['', 'он', 'жиырма', 'отыз', 'қырық', 'елу', 'алпыс', 'жетпіс', 'сексен', 'тоқсан'];
const powers = ['', 'мың', 'миллион', 'миллиард', 'триллион', 'квадриллион', 'квинтиллион'];

/** The last word of a whole number read aloud: 2700 → жүз, 1 087 000 000 → миллион. */
function lastWordOfWhole(digits: string): string {
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return 'нөл';
  const zeros = /0*$/.exec(significant)?.[0].length ?? 0;
  const digit = Number(significant.at(-zeros - 1));
  if (zeros === 0) return ones[digit] ?? '';
  if (zeros === 1) return tens[digit] ?? '';
  return zeros === 2 ? 'жүз' : (powers[Math.floor(zeros / 3)] ?? 'миллион');
}

/**
 * The last word of a number read aloud in Kazakh; a fraction is read by its numerator (3.5: үш бүтін оннан бес).
 *
 * @param decimal digits with at most one point, no grouping
 */
export function lastWordOf(decimal: string): string {
  const [whole = '', fraction] = decimal.replace('-', '').split('.');
  return lastWordOfWhole(fraction ?? whole);
}

const front = 'әеіөүэ';
const back = 'аоұыёяю';
/** A loanword's final б, в, г, д is heard, and takes endings, as voiceless: миллиардтан. */
const voiceless = 'пткқсшфхцчщһбвгд';

const isFront = (word: string): boolean => {
  const vowel = Array.from(word).findLast((letter) => front.includes(letter) || back.includes(letter));
  return vowel !== undefined && front.includes(vowel);
};

/** The ending that a Kazakh word takes: by the harmony of its last clear vowel and by its last sound. */
export function endingOf(word: string, needed: Case): string {
  const last = word.at(-1) ?? '';
  const vowel = isFront(word) ? 'е' : 'а';
  const hard = voiceless.includes(last);
  if (needed === 'dative') return `${isFront(word) ? (hard ? 'к' : 'г') : hard ? 'қ' : 'ғ'}${vowel}`;
  const consonant = 'мнң'.includes(last) ? 'н' : hard ? 'т' : 'д';
  return `${consonant}${vowel}н`;
}

export const inCase = (word: string, needed: Case): string => word + endingOf(word, needed);
