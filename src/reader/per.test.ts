import { expect, test } from 'vitest';
import { readDocument } from './index.ts';
import { oncePer } from './per.ts';

test.each([
  ['жылына бір рет жетім балаларды қабылдайды', 'P1Y'],
  ['йилига бир марта етим болаларни қабул қилади', 'P1Y'],
  ['будет принимать детей-сирот раз в год', 'P1Y'],
  ['один раз в год', 'P1Y'],
  ['will take orphans once a year', 'P1Y'],
  ['once a month', 'P1M'],
  ['5 раз в год', null],
  ['несколько раз в год', null],
  ['два раза в год', null],
  ['жылына екі рет', null],
  ['жылына 800 адам', null],
  ['once the pandemic has stabilised', null],
])('%s: %s', (words, per) => expect(oncePer(words)).toBe(per));

test('a promise of once a year says so on the claim', () => {
  const page = 'Олар жылына бір рет жетім балаларды тегін емдеуге уәде берді.';
  const { claims } = readDocument(new TextEncoder().encode(page), { today: '2026-11-22', mediaType: 'text/plain' });
  const promised = claims.filter(({ kind }) => kind === 'commitment');
  expect(promised).toMatchObject([{ value: { strength: 'promised', per: 'P1Y' } }]);
});
