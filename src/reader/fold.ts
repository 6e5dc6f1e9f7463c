const latinLikeCyrillic: Readonly<Record<string, string>> = {
  A: 'а',
  B: 'в',
  C: 'с',
  E: 'е',
  H: 'н',
  I: 'і',
  K: 'к',
  M: 'м',
  O: 'о',
  P: 'р',
  T: 'т',
  X: 'х',
  Y: 'у',
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'һ',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};
const cyrillicLikeLatin: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  і: 'i',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  т: 't',
  х: 'x',
  у: 'y',
};

/**
 * The form of a word that lexicons compare: lower case, composed, one kind of apostrophe, and look-alike letters of the
 * other script («Кazinform», a Latin i in a Kazakh word) brought into the script of most of its letters.
 */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^(?:[а-яёәғқңөұүһіўҳ-]+|[a-z-]+)$/.test(lower)) return lower;
  const composed = word.normalize('NFC').replaceAll(/[‘’ʻʼ`]/g, "'");
  const latin = composed.match(/[a-z]/gi)?.length ?? 0;
  const cyrillic = composed.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return composed.toLowerCase();
  if (cyrillic >= latin)
    return composed.replaceAll(/[a-z]/gi, (letter) => latinLikeCyrillic[letter] ?? letter).toLowerCase();
  return composed.toLowerCase().replaceAll(/\p{Script=Cyrillic}/gu, (letter) => cyrillicLikeLatin[letter] ?? letter);
}
