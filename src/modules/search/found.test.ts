import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedText } from './found.ts';

test('marks become places in the text', () => {
  expect(markedText('Алматы \u0002облысы\u0003 мен \u0002Корея\u0003')).toEqual({
    text: 'Алматы облысы мен Корея',
    marks: [
      { start: 7, end: 13 },
      { start: 18, end: 23 },
    ],
  });
});

test('a text without marks is itself, and a broken mark marks nothing', () => {
  expect(markedText('Ынтымақ')).toEqual({ text: 'Ынтымақ', marks: [] });
  expect(markedText('a \u0002b')).toEqual({ text: 'a b', marks: [] });
});

test('every place holds the word that was marked', () => {
  const piece = fc.tuple(
    fc.string().map((text) => text.replaceAll('\u0002', '').replaceAll('\u0003', '')),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { text, marks } = markedText(
        pieces.map(([word, isMarked]) => (isMarked ? `\u0002${word}\u0003` : word)).join(''),
      );
      expect(text).toBe(pieces.map(([word]) => word).join(''));
      expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(
        pieces.filter(([word, isMarked]) => isMarked && word !== '').map(([word]) => word),
      );
    }),
  );
});
