import { fileURLToPath } from 'node:url';
import { Font } from '@react-pdf/renderer';
import { type PdfTexts, type Tag } from './document.ts';

/** Whole Noto fonts, one for each script: a font that was cut for the web splits Kazakh letters. */
const fileOf = (name: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}.ttf`));
const families = {
  NotoSans: ['noto-sans/400Regular/NotoSans_400Regular', 'noto-sans/700Bold/NotoSans_700Bold'],
  NotoSansHebrew: [
    'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular',
    'noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold',
  ],
  // The bold ones are as large again; headings of these scripts stand out by their size.
  NotoSansJP: ['noto-sans-jp/400Regular/NotoSansJP_400Regular'],
  NotoSansKR: ['noto-sans-kr/400Regular/NotoSansKR_400Regular'],
} as const;
export type Family = keyof typeof families;

let isRegistered = false;

const isEastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Registers the fonts once; a file is read when a text needs it. */
export function registerFonts(): void {
  if (isRegistered) return;
  isRegistered = true;
  for (const [family, [regular, bold = regular]] of Object.entries(families)) {
    const fonts = [{ src: fileOf(regular) }, { src: fileOf(bold), fontWeight: 700 }];
    Font.register({ family, fonts });
  }
  // Words of these languages are not divided by English rules; East Asian text may break after any character.
  Font.registerHyphenationCallback((word) =>
    isEastAsian.test(word) ? Array.from(word).flatMap((each) => [each, '']) : [word],
  );
}

const scripts: readonly { family: Family; letters: RegExp }[] = [
  { family: 'NotoSansHebrew', letters: /\p{Script=Hebrew}/u },
  { family: 'NotoSansKR', letters: /\p{Script=Hangul}/u },
  { family: 'NotoSansJP', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/u },
];

/** The fonts that a text needs, the one that is tried first at the beginning. Chinese characters follow the language. */
export function familiesOf({ text, language }: { text: string; language: Tag }): Family[] {
  const needed = scripts.filter(({ letters }) => letters.test(text)).map(({ family }) => family);
  const isHanAlone = /\p{Script=Han}/u.test(text) && !needed.some((family) => family !== 'NotoSansHebrew');
  if (isHanAlone) needed.push(language === 'ko' ? 'NotoSansKR' : 'NotoSansJP');
  return ['NotoSans', ...needed];
}

/** The fonts of several texts that stand in one line. */
export const familiesOfAll = (texts: PdfTexts): Family[] => [...new Set(texts.flatMap(familiesOf))];
