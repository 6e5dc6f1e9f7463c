/** Papers that are not for everybody say so in a line of their own. Pure; what is refused here is nowhere kept. */

/** The mark in the words of each country, folded: for official use only, and what is secret beyond it. */
const phrases = [
  'қызмет бабында пайдалану үшін',
  'қызметтік пайдалану үшін',
  'қызметте пайдалану үшін',
  'қызмет бабында пайдалануға арналған',
  'для служебного пользования',
  'хизматда фойдаланиш учун',
  'хизмат доирасида фойдаланиш учун',
  'xizmatda foydalanish uchun',
  'xizmat doirasida foydalanish uchun',
  'кызматта пайдалануу үчүн',
  'кызматтык пайдалануу үчүн',
  'кызмат абалында пайдалануу үчүн',
  'for official use only',
  'official use only',
  'қбпү',
  'дсп',
  'fouo',
  'құпия',
  'өте құпия',
  'аса құпия',
  'секретно',
  'совершенно секретно',
  'особой важности',
  'махфий',
  'мутлақо махфий',
  'купуя',
  'өтө купуя',
  'top secret',
];
const suffix = String.raw`(?:\s(?:экз(?:емпляр)?|дана|нұсқа|нусха|нуска|copy|no|n|№|пункт|п|тармақ|\d{1,4}))*`;
/** The line is the mark and nothing else, but for the number of the copy. */
const alone = new RegExp(
  `^(?:белгі\\s|гриф\\s)?(?:${phrases.join('|')})(?:\\s(?:${phrases.join('|')}))?${suffix}$`,
  'u',
);
/** A number in the register of such papers: «№ 12-34/567-ДСП». */
const registered = /^(?:\p{L}{2,6}\s)?№\s?[\d\s]+(?:дсп|қбпү|хфу)(?:\s(?:от\s)?\d[\d\s]*(?:г|ж)?)?$/u;

const headLines = 15;
const footLines = 4;

/** Letters that look like those of the other alphabet, as typed by mistake: «ДСП» with a Latin C. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  i: 'і',
};
const asCyrillic = (text: string): string =>
  /[\u0400-\u04FF]/.test(text) ? text.replaceAll(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter) : text;

/** Lower case, without quotation marks and stops, and with letters that were set apart («Д С П») put together. */
export function foldedLine(line: string): string {
  const words = line
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();
  const together = words.replaceAll(/(?<![\p{L}\p{N}])\p{L}(?: \p{L})+(?![\p{L}\p{N}])/gu, (spaced) =>
    spaced.replaceAll(' ', ''),
  );
  return asCyrillic(together);
}

const isMark = (line: string): boolean => {
  if (line.length > 120) return false;
  const folded = foldedLine(line);
  return alone.test(folded) || registered.test(folded);
};

/** Two lines that are one mark: «Для служебного / пользования». */
const inPairs = (lines: readonly string[]): string[] =>
  lines.slice(1).map((line, index) => `${lines[index] ?? ''} ${line}`);

/**
 * Whether a paper is marked for official use: in a line of its own at its head, at its end, or among `marks` (the edges of
 * its pages and what is written across them). What only writes about such papers has the words inside a sentence.
 */
export function isForOfficialUse(text: string, marks: readonly string[] = []): boolean {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const head = lines.slice(0, headLines);
  const foot = lines.slice(Math.max(headLines, lines.length - footLines));
  return [...head, ...inPairs(head), ...foot, ...inPairs(foot), ...marks, ...inPairs(marks)].some(isMark);
}
