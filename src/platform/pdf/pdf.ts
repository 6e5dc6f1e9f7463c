import { Document, Image, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { localeTable } from '../i18n/locales.ts';
import type { PdfBlock, PdfDocument, PdfText, PdfTexts } from './document.ts';
import { familiesOf, familiesOfAll, registerFonts } from './fonts.ts';

/** Draws a document on A4 pages. Lengths are points. */
const styles = StyleSheet.create({
  page: { paddingTop: 56, paddingBottom: 64, paddingHorizontal: 56, fontSize: 10.5, color: '#1b2330' },
  // Not on the page: the number of the page would be lost, as its text is only known when the page is laid out.
  body: { fontSize: 10.5, lineHeight: 1.45 },
  mark: {
    position: 'absolute',
    top: 24,
    left: 56,
    right: 56,
    padding: 4,
    fontSize: 9,
    textAlign: 'center',
    lineHeight: 1.3,
    color: '#5b3a00',
    backgroundColor: '#fff1cc',
  },
  title: { fontSize: 17, fontWeight: 700, lineHeight: 1.25, marginBottom: 10 },
  heading: { fontSize: 12, fontWeight: 700, lineHeight: 1.3, marginTop: 14, marginBottom: 4 },
  paragraph: { marginBottom: 5 },
  quiet: { color: '#56606e', marginBottom: 5 },
  fact: { flexDirection: 'row', gap: 10, marginBottom: 3 },
  label: { width: 150, color: '#56606e' },
  value: { flex: 1 },
  item: { flexDirection: 'row', gap: 8, marginBottom: 4 },
  lead: { width: 150, fontWeight: 700 },
  foot: { position: 'absolute', bottom: 28, left: 56, right: 56, fontSize: 8.5, color: '#56606e' },
});

const isRightToLeft = ({ language }: PdfText): boolean => localeTable[language].dir === 'rtl';

/** One text in its own direction and fonts. */
const line = (text: PdfText, key: number): ReactElement =>
  h(
    Text,
    {
      key,
      style: {
        fontFamily: familiesOf(text),
        ...(isRightToLeft(text) && { direction: 'rtl' as const, textAlign: 'right' as const }),
      },
    },
    text.text,
  );

/** Texts one under the other, each in a line of its own. */
const lines = (texts: PdfTexts): ReactElement[] => texts.map(line);

/** Paragraphs of a text are divided by empty lines; a paragraph is kept whole where it fits on a page. */
const paragraphsOf = ({ text, language }: PdfText): PdfText[] =>
  text.split(/\n\s*\n/).map((each) => ({ text: each.trim(), language }));

const drawn = (block: PdfBlock, key: number): ReactElement => {
  switch (block.is) {
    case 'title':
      return h(View, { key, style: styles.title }, lines(block.texts));
    case 'heading':
      return h(View, { key, style: styles.heading, minPresenceAhead: 40 }, lines(block.texts));
    case 'paragraph':
      return h(
        View,
        { key, style: block.isQuiet ? styles.quiet : styles.paragraph },
        lines(block.texts.flatMap(paragraphsOf)),
      );
    case 'picture':
      return h(View, { key }, h(Image, { src: block.source, style: { width: block.width, height: block.width } }));
    case 'facts':
      return h(
        View,
        { key },
        block.facts.map(({ label, value }, index) =>
          h(View, { key: index, style: styles.fact, wrap: false }, [
            h(View, { key: 'label', style: styles.label }, lines(label)),
            h(View, { key: 'value', style: styles.value }, lines(value)),
          ]),
        ),
      );
    case 'list':
      return h(
        View,
        { key },
        block.items.map(({ lead, texts }, index) =>
          h(View, { key: index, style: styles.item }, [
            h(View, { key: 'lead', style: styles.lead }, lines(lead)),
            h(View, { key: 'texts', style: styles.value }, lines(texts)),
          ]),
        ),
      );
    default:
      return block satisfies never;
  }
};

/** At the foot: what the page says of itself, and its number. */
const foot = (texts: PdfTexts): ReactElement =>
  h(Text, {
    key: 'foot',
    style: [styles.foot, { fontFamily: familiesOfAll(texts) }],
    fixed: true,
    render: ({ pageNumber, totalPages }) =>
      [...texts.map(({ text }) => text), `${pageNumber} / ${totalPages}`].join(' · '),
  });

/** A document as the bytes of a PDF; its text can be taken out again letter for letter. */
export async function pdfOf({ title, language, mark, foot: texts, madeAt, blocks }: PdfDocument): Promise<Uint8Array> {
  registerFonts();
  const page = h(Page, { size: 'A4', style: [styles.page, { fontFamily: 'NotoSans' }] }, [
    ...(mark ? [h(View, { key: 'mark', style: styles.mark, fixed: true }, lines(mark))] : []),
    h(View, { key: 'body', style: styles.body }, blocks.map(drawn)),
    foot(texts),
  ]);
  const properties = { title, language: localeTable[language].tag, creator: 'Yntymaq', producer: 'Yntymaq' };
  return new Uint8Array(await renderToBuffer(h(Document, { ...properties, creationDate: madeAt }, page)));
}
