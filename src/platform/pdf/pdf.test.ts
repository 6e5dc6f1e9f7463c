import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import type { PdfBlock, PdfDocument } from './document.ts';
import { familiesOf } from './fonts.ts';
import { pdfOf } from './pdf.ts';

const documentOf = (blocks: readonly PdfBlock[], over: Partial<PdfDocument> = {}): PdfDocument => ({
  title: 'Кездесу хаттамасы',
  language: 'kk',
  mark: null,
  foot: [{ text: 'Yntymaq', language: 'kk' }],
  madeAt: new Date('2026-11-21T09:00:00Z'),
  blocks,
  ...over,
});

async function textOf(bytes: Uint8Array): Promise<{ text: string; pages: number }> {
  const { text, totalPages } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  return { text: text.replaceAll(/\s+/g, ' '), pages: totalPages };
}

test('the first document takes at most a second of work', async () => {
  // Of this thread alone: what else runs on the machine does not count.
  const began = process.threadCpuUsage();
  await pdfOf(documentOf([{ is: 'paragraph', texts: [{ text: 'Қарар қабылданды', language: 'kk' }] }]));
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1000).toBeLessThan(1000);
});

test('the letters of every language can be taken out again', async () => {
  const texts = [
    { text: 'Әріптестер қол қойды: ғ ң ө ұ ү һ і', language: 'kk' },
    { text: 'Ҳамкорлик ҳақида ўзбекча', language: 'uz-Cyrl' },
    { text: 'Жолугушуунун протоколу', language: 'ky' },
    { text: 'Министр ещё не приехал', language: 'ru' },
    { text: 'Minutes of the meeting', language: 'en' },
    { text: '회의록', language: 'ko' },
    { text: '議事録とひらがな', language: 'ja' },
  ] as const;
  const { text } = await textOf(await pdfOf(documentOf([{ is: 'paragraph', texts }])));
  for (const { text: written } of texts) expect(text).toContain(written);
});

test('Hebrew runs from the right, with numbers and Latin names as they are', async () => {
  const he = { text: 'פרוטוקול הפגישה 2020 עם Hyundai', language: 'he' } as const;
  const { text } = await textOf(await pdfOf(documentOf([{ is: 'heading', texts: [he] }])));
  for (const word of ['פרוטוקול', 'הפגישה', '2020', 'Hyundai']) expect(text).toContain(word);
});

test('the mark of a demonstration and the number of the page stand on every page', async () => {
  const many = Array.from({ length: 120 }, (_none, index) => ({
    is: 'paragraph' as const,
    texts: [{ text: `Тармақ ${index}`, language: 'kk' as const }],
  }));
  const mark = [{ text: 'Көрсету үшін', language: 'kk' as const }];
  const { text, pages } = await textOf(await pdfOf(documentOf(many, { mark })));
  expect(pages).toBeGreaterThan(2);
  expect(text.split('Көрсету үшін')).toHaveLength(pages + 1);
  expect(text).toContain(`${pages} / ${pages}`);
});

test('a long Japanese text without spaces is broken into lines, and no mark is put at a break', async () => {
  const long = '会談の記録を確認し両国の保健協力について話し合いました'.repeat(8);
  const { text } = await textOf(
    await pdfOf(documentOf([{ is: 'paragraph', texts: [{ text: long, language: 'ja' }] }])),
  );
  expect(text.replaceAll(' ', '')).toContain(long);
  expect(text).not.toContain('-');
});

test('a font is asked for only where a text needs it', () => {
  expect(familiesOf({ text: 'Қазақша, English', language: 'kk' })).toEqual(['NotoSans']);
  expect(familiesOf({ text: '保健', language: 'ko' })).toEqual(['NotoSans', 'NotoSansKR']);
  expect(familiesOf({ text: '保健', language: 'ja' })).toEqual(['NotoSans', 'NotoSansJP']);
  expect(familiesOf({ text: 'שלום', language: 'he' })).toEqual(['NotoSans', 'NotoSansHebrew']);
});
