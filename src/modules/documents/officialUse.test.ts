import { expect, test } from 'vitest';
import { docxOf, linesFrom, pdfOf } from '../../../test/papers.ts';
import { readBrought } from './extract.server.ts';
import { isForOfficialUse } from './officialUse.ts';

const text = 'Облыс әкімдігінің отырысы өтті. Отырыста денсаулық сақтау мәселелері қаралды.';

test.each([
  'Қызмет бабында пайдалану үшін',
  '«ҚЫЗМЕТ БАБЫНДА ПАЙДАЛАНУ ҮШІН»',
  'ҚБПҮ',
  'Қ Б П Ү',
  'ҚБПҮ 3-дана',
  'Для служебного пользования',
  'ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ (ДСП)',
  'Для служебного\nпользования\nЭкз. № 2',
  'ДСП',
  'Д.С.П.',
  'Гриф: ДСП',
  'ДCП', // a Latin C
  'Исх. № 12-34/567-ДСП от 12.03.2020 г.',
  'Хизматда фойдаланиш учун',
  'Хизмат доирасида фойдаланиш учун',
  'Кызматта пайдалануу үчүн',
  'Кызматтык пайдалануу үчүн',
  'FOR OFFICIAL USE ONLY',
  'Совершенно секретно',
  'Өте құпия',
])('a paper that has «%s» at its head is for official use', (mark) => {
  expect(isForOfficialUse(`${mark}\n\n${text}`)).toBe(true);
  expect(isForOfficialUse(`Облыс әкімдігі\n2020 жылғы 12 наурыз\n${mark}\n${text}`)).toBe(true);
});

test.each([
  'Министрлік «Қызмет бабында пайдалану үшін» белгісі бар құжаттарды жариялады.',
  'Журналист гриф «Для служебного пользования» на письме не увидел.',
  'Что скрывает гриф «Для служебного пользования»',
  'ДСП-плиты для больницы привезли из соседней области',
  'Завод ДСП открылся в области',
  'Ҳужжатда «Хизматда фойдаланиш учун» деган белги йўқ эди.',
  'Иш кагаздары кызматта пайдалануу үчүн гана берилет деди министр.',
  'The letter was marked “for official use only”, the newspaper says.',
  'Служебное пользование автомобилями сократят',
  'Секретно встретились министры',
])('a page that writes «%s» is not', (line) => {
  expect(isForOfficialUse(`${line}\n\n${text}`)).toBe(false);
});

test('the mark counts at the head, at the end and on the edges of pages, not in the middle of an article', () => {
  const long = Array.from({ length: 30 }, () => text).join('\n');
  expect(isForOfficialUse(`${long}\nДСП`)).toBe(true);
  expect(isForOfficialUse(long, ['Для служебного пользования'])).toBe(true);
  expect(isForOfficialUse(`${long}\nДСП\n${long}`)).toBe(false);
  expect(isForOfficialUse('')).toBe(false);
});

test.each([
  [
    'a web page',
    'text',
    Buffer.from(`<nav>${'<a href="/">Мәзір</a><br>'.repeat(40)}</nav><h1>Хат</h1><p>ҚБПҮ</p><p>${text}</p>`),
  ],
  [
    'the head of each page of a PDF',
    'pdf',
    pdfOf([[{ text: 'Для служебного пользования', x: 380, y: 815 }, ...linesFrom([text, text])]]),
  ],
  ['across a PDF', 'pdf', pdfOf([[...linesFrom([text, text]), { text: 'ДСП', x: 200, y: 300, size: 90, angle: 0.8 }]])],
  ['the header of a Word file', 'docx', docxOf({ paragraphs: [text], header: 'Қызмет бабында пайдалану үшін' })],
  ['the watermark of a Word file', 'docx', docxOf({ paragraphs: [text], watermark: 'ДСП' })],
] as const)('the mark is found in %s, and nothing of the paper is given back', async (_where, kind, bytes) => {
  expect(await readBrought({ bytes, kind, hints: {} })).toEqual({ refused: 'document-official-use' });
});
