import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../test/cpuTime.ts';
import { type Comparison, compareTexts, sideOf, wordsOf } from './compare.ts';

const changes = ({ stretches }: Comparison) =>
  stretches.flatMap((stretch) =>
    stretch.kind === 'changed'
      ? stretch.runs.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text])
      : [],
  );

test.each([
  [
    'kk',
    'Тараптар жылына екі рет кездеседі. Жоспар 2024 жылға дейін.',
    'Тараптар жылына үш рет кездеседі. Жоспар 2024 жылға дейін.',
    'екі',
    'үш',
  ],
  ['ru', 'Стороны встречаются два раза в год.', 'Стороны встречаются три раза в год.', 'два', 'три'],
  ['en', 'The Parties meet twice a year.', 'The Parties meet yearly a year.', 'twice', 'yearly'],
])('in %s one word differs, and only it', (language, older, newer, out, into) => {
  const found = compareTexts(older, newer, language);
  expect(changes(found)).toEqual([
    ['removed', out],
    ['added', into],
  ]);
  expect(found).toMatchObject({ added: 1, removed: 1, isCoarse: false });
});

test('a word with its Kazakh, Kyrgyz or Uzbek letters, its hyphen and its apostrophe is one word', () => {
  const words = (text: string, language: string) => wordsOf(text, language).filter((word) => /\p{L}/u.test(word));
  expect(words('Қырғызстанның әріптестігі', 'kk')).toEqual(['Қырғызстанның', 'әріптестігі']);
  expect(words('санитарно-эпидемиологический надзор', 'ru')).toEqual(['санитарно-эпидемиологический', 'надзор']);
  expect(words('маʼно ва таъриф', 'uz-Cyrl')).toEqual(['маʼно', 'ва', 'таъриф']);
  expect(words('the Party’s duty', 'en')).toEqual(['the', 'Party’s', 'duty']);
});

test('line ends, spaces and composed letters are no difference', () => {
  const found = compareTexts('Бірінші  бап.\r\n\r\nЕкінші бап й', 'Бірінші бап.\nЕкінші бап й', 'kk');
  expect(found.stretches).toEqual([{ kind: 'same', paragraphs: ['Бірінші бап.', 'Екінші бап й'] }]);
});

test('a paragraph that was put in stands alone, and those around it are the same', () => {
  const found = compareTexts('One.\nThree.', 'One.\nTwo.\nThree.', 'en');
  expect(found.stretches).toEqual([
    { kind: 'same', paragraphs: ['One.'] },
    { kind: 'changed', runs: [{ kind: 'added', text: 'Two.' }] },
    { kind: 'same', paragraphs: ['Three.'] },
  ]);
});

test('two neighbouring words that changed are one change', () => {
  expect(changes(compareTexts('He may freely go home.', 'He must never go home.', 'en'))).toEqual([
    ['removed', 'may freely'],
    ['added', 'must never'],
  ]);
});

test('nothing of either text is lost, whatever they say', () => {
  const word = fc.constantFrom(
    'келісім',
    'тарап',
    'agreed',
    'сторона',
    '2024',
    '7,5',
    '<b>',
    '.',
    ',',
    '\n',
    '—',
    '🙂',
  );
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
  const plain = (value: string) => value.replaceAll(/\s+/g, ' ').trim();
  fc.assert(
    fc.property(text, text, fc.constantFrom('kk', 'ru', 'en', 'he'), (older, newer, language) => {
      const { stretches } = compareTexts(older, newer, language);
      const told = (side: 'older' | 'newer') =>
        stretches
          .map((stretch) =>
            stretch.kind === 'same'
              ? stretch.paragraphs.join('\n')
              : sideOf(stretch.runs, side)
                  .map((run) => run.text)
                  .join(''),
          )
          .join('\n');
      expect([plain(told('older')), plain(told('newer'))]).toEqual([plain(older), plain(newer)]);
    }),
  );
});

describe('two hundred pages', () => {
  const sentence = (seed: number) =>
    `Тараптар ${seed} бап бойынша денсаулық сақтау саласындағы ынтымақтастықты ${seed % 7} жыл бойы жүзеге асырады.`;
  const text = (paragraphs: number, by: (at: number) => string) =>
    Array.from({ length: paragraphs }, (_, at) => `${by(at)} ${by(at + 1)} ${by(at + 2)}`).join('\n');
  const long = text(2200, sentence);
  test('are as long as that', () => {
    expect(long.length).toBeGreaterThan(200 * 3000);
  });
  test.each([
    ['are the same', long, false],
    [
      'differ in one word of each tenth paragraph',
      text(2200, (at) => (at % 30 === 0 ? sentence(at).replace('жыл', 'ай') : sentence(at))),
      false,
    ],
    [
      'have nothing in common',
      text(2200, (at) => `Совершенно другой текст ${at * 31} соглашения сторон о другом.`),
      true,
    ],
    ['are one paragraph against many', long.replaceAll('\n', ' '), true],
  ])('that %s are compared in bounded time', (_what, newer, isCoarse) => {
    let found: Comparison | undefined;
    expect(cpuTime(() => (found = compareTexts(long, newer, 'kk')))).toBeLessThan(8000);
    expect(found?.isCoarse).toBe(isCoarse);
  });
});
