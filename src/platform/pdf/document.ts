import type { localeTable } from '../i18n/locales.ts';

/** What a PDF is made of. It knows no domain: whoever makes one brings every word, each with its language. */
export type Tag = keyof typeof localeTable;
export type PdfText = { text: string; language: Tag };
/** One thing said in several languages, side by side. */
export type PdfTexts = readonly PdfText[];

export type PdfBlock =
  | { is: 'title'; texts: PdfTexts }
  | { is: 'heading'; texts: PdfTexts }
  /** Each language as a paragraph of its own; an empty line in a text begins a new one. */
  | { is: 'paragraph'; texts: PdfTexts; isQuiet?: boolean }
  /** A PNG as a data address; `width` in points. */
  | { is: 'picture'; source: string; width: number }
  | { is: 'facts'; facts: readonly { label: PdfTexts; value: PdfTexts }[] }
  | { is: 'list'; items: readonly { lead: PdfTexts; texts: PdfTexts }[] };

export type PdfDocument = {
  /** In the properties of the file. */
  title: string;
  language: Tag;
  /** On every page, such as that it is a demonstration. */
  mark: PdfTexts | null;
  /** At the foot of every page, before the number of the page. */
  foot: PdfTexts;
  madeAt: Date;
  blocks: readonly PdfBlock[];
};
