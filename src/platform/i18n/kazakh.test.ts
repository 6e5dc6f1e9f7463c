import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingOf, inCase, lastWordOf } from './kazakh.ts';

const ablative = (figure: string) => `${figure}-${endingOf(lastWordOf(figure), 'ablative')}`;

test.each([
  '0-ден',
  '1-ден',
  '2-ден',
  '3-тен',
  '4-тен',
  '5-тен',
  '6-дан',
  '7-ден',
  '8-ден',
  '9-дан',
  '10-нан',
  '11-ден',
  '16-дан',
  '19-дан',
  '20-дан',
  '23-тен',
  '30-дан',
  '37-ден',
  '40-тан',
  '50-ден',
  '60-тан',
  '70-тен',
  '80-нен',
  '90-нан',
  '99-дан',
  '100-ден',
  '101-ден',
  '110-нан',
  '160-тан',
  '700-ден',
  '800-ден',
  '1000-нан',
  '1006-дан',
  '1020-дан',
  '1200-ден',
  '2018-ден',
  '2020-дан',
  '2700-ден',
  '10000-нан',
  '37000-нан',
  '100000-нан',
  '1000000-нан',
  '1087000000-нан',
  '2000000-нан',
  '1000000000-тан',
  '3000000000-тан',
  '5000000000000-нан',
  '1000100-ден',
  '3.5-тен',
  '2.06-дан',
  '1.10-нан',
  '7.030-дан',
])('Kazakh counts from a figure as it is read aloud: %s', (expected) => {
  expect(ablative(expected.slice(0, expected.lastIndexOf('-')))).toBe(expected);
});

test.each([
  ['қаңтар', 'қаңтардан', 'қаңтарға'],
  ['ақпан', 'ақпаннан', 'ақпанға'],
  ['наурыз', 'наурыздан', 'наурызға'],
  ['сәуір', 'сәуірден', 'сәуірге'],
  ['мамыр', 'мамырдан', 'мамырға'],
  ['маусым', 'маусымнан', 'маусымға'],
  ['шілде', 'шілдеден', 'шілдеге'],
  ['тамыз', 'тамыздан', 'тамызға'],
  ['қыркүйек', 'қыркүйектен', 'қыркүйекке'],
  ['қазан', 'қазаннан', 'қазанға'],
  ['қараша', 'қарашадан', 'қарашаға'],
  ['желтоқсан', 'желтоқсаннан', 'желтоқсанға'],
  ['жыл', 'жылдан', 'жылға'],
])('%s is declined %s, %s', (word, from, towards) => {
  expect([inCase(word, 'ablative'), inCase(word, 'dative')]).toEqual([from, towards]);
});

test('the ending of a number depends on its last figure that is not zero and on the zeros after it alone', () => {
  const digit = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), digit, fc.nat(14), (front, last, zeros) => {
      const end = `${last}${'0'.repeat(zeros)}`;
      expect(lastWordOf(`${front}${end}`)).toBe(lastWordOf(end));
    }),
  );
});
