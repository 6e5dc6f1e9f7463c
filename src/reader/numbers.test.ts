import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Language } from './claim.ts';
import { parseDigits } from './digits.ts';
import { readNumbers } from './numbers.ts';
import { tokenize } from './tokens.ts';

const valuesOf = (text: string, language: Language) =>
  readNumbers(tokenize(text, { start: 0, end: text.length }), language).runs.map((run) => run.value);

describe('numbers in words and digits', () => {
  test.each<[Language, string, number]>([
    ['kk', 'екі мың жеті жүз адам', 2700],
    ['kk', 'бес жүз қырық үш мыңнан астам', 543_000],
    ['kk', '1 милиард, 87 миллион иен', 1_087_000_000],
    ['kk', 'бір жарым миллион теңге', 1_500_000],
    ['kk', '2,5 млрд теңге', 2_500_000_000],
    ['kk', '2700-ден астам', 2700],
    ['uz-Cyrl', '800 дан ортиқ беморни', 800],
    ['uz-Cyrl', 'икки минг беш юздан ортиқ', 2500],
    ['uz-Cyrl', 'эллик тадан кўп', 50],
    ['ru', 'более двух тысяч семисот человек', 2700],
    ['ru', '1 млрд 87 млн иен', 1_087_000_000],
    ['ru', 'свыше 5 тыс. пациентов', 5000],
    ['ru', 'полтора миллиона рублей', 1_500_000],
    ['en', 'two thousand seven hundred people', 2700],
    ['en', 'one hundred and twenty-five patients', 125],
    ['en', '7 million dollars', 7_000_000],
    ['en', '1,087,000,000 yen', 1_087_000_000],
  ])('%s: «%s» is %d', (language, text, value) => {
    expect(valuesOf(text, language)).toEqual([value]);
  });

  test('thousands may be parted by no-break and thin spaces', () => {
    expect(valuesOf('1\u00a0087\u202f000\u2009000 тенге', 'ru')).toEqual([1_087_000_000]);
  });

  test('a separator before three digits parts thousands unless a scale word follows', () => {
    expect(parseDigits('1,200', 'kk', false)).toBe(1200);
    expect(parseDigits('1,087', 'kk', true)).toBe(1.087);
    expect(parseDigits('1,087', 'en', true)).toBe(1087);
    expect(parseDigits('23.12.2020', 'kk', false)).toBeNull();
  });

  test.each<[Language, string]>([
    ['kk', 'жүздеген адам, мыңдаған отбасы, он мыңдаған бала'],
    ['uz-Cyrl', 'юзлаб беморлар ва минглаб оилалар'],
    ['ru', 'сотни людей и тысячи семей'],
    ['en', 'hundreds of people and thousands of families'],
    ['kk', 'ол үшін бірге барды, онда оның үйі бар'],
  ])('%s: vague words and look-alikes have no value: «%s»', (language, text) => {
    expect(valuesOf(text, language)).toEqual([]);
  });

  test('an ordinal keeps its mark, so that nobody counts it', () => {
    const text = '15-ші орын және екінші кезең';
    const { runs } = readNumbers(tokenize(text, { start: 0, end: text.length }), 'kk');
    expect(runs.map((run) => run.ending)).toEqual(['ordinal', 'ordinal']);
  });

  test('a range keeps both ends', () => {
    const text = 'екі-үш маман, 10–15 дәрігер';
    const { runs } = readNumbers(tokenize(text, { start: 0, end: text.length }), 'kk');
    expect(runs.map((run) => [run.value, run.max])).toEqual([
      [2, 3],
      [10, 15],
    ]);
  });

  test('a number beyond any figure is reported, never Infinity', () => {
    const text = `${'1'.padEnd(400, '0')} теңге және миллиард миллиард теңге`;
    const { runs, problems } = readNumbers(tokenize(text, { start: 0, end: text.length }), 'kk');
    expect(runs).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual(['number-too-large', 'number-unclear']);
  });
});

const pairs = join(import.meta.dirname, '../../../shared/conformance/reader/kk-number-pairs.json');

test.skipIf(!existsSync(pairs))(
  'Kazakh number words have the value of their digits (where the shared pairs are at hand)',
  () => {
    const all: { words: string; digits: string; type: string }[] = JSON.parse(readFileSync(pairs, 'utf8'));
    const isNumber = (pair: { words: string; digits: string }) =>
      /^\d+(?:-\p{L}+)?$/u.test(pair.digits) &&
      !/^бір(?:і|ін)|даған|деген|^оны$/.test(pair.words) &&
      pair.digits.length < 16;
    const plain = all.filter((pair) => isNumber(pair));
    const wrong = plain.filter((pair) => valuesOf(pair.words, 'kk')[0] !== Number(/^\d+/.exec(pair.digits)?.[0]));
    expect(plain.length).toBeGreaterThan(1000);
    expect(wrong.length / plain.length).toBeLessThan(0.02);
  },
);
