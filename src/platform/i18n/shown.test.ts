import { expect, test } from 'vitest';
import { NamesSchema } from './localised.ts';
import { nameIn, nameShown, nameTagFacts, textIn } from './shown.ts';

test.each([
  ['kk', { kk: 'Алматы', 'kk-Latn': 'Almaty' }, 'Алматы'],
  ['kk', { ru: 'Алма-Ата', 'kk-Latn': 'Almaty' }, 'Almaty'],
  ['kk', { ru: 'Алма-Ата', 'kk-Arab': 'الماتى' }, 'الماتى'],
  ['ru', { en: 'Almaty', 'kk-Latn': 'Almaty q.' }, 'Almaty'],
  ['ru', { ja: 'アルマトイ', 'kk-Latn': 'Almaty q.' }, 'Almaty q.'],
  ['en', { 'kk-Arab': 'الماتى' }, 'الماتى'],
  ['en', {}, ''],
] as const)('a reader of %s sees of %j the name %s', (locale, names, shown) => {
  expect(nameIn(locale, names)).toBe(shown);
});

test('a name in Arabic letters says so, and runs from the right', () => {
  const { tag } = nameShown('kk', { 'kk-Arab': 'الماتى' }) ?? { tag: 'kk' as const };
  expect(nameTagFacts(tag)).toMatchObject({ tag: 'kk-Arab', dir: 'rtl' });
});

test('names are written in the languages and scripts of the product, in one at least', () => {
  expect(NamesSchema.safeParse({ 'kk-Latn': 'Almaty' }).success).toBe(true);
  expect([{}, { 'kk-Cyrl': 'Алматы' }, { kk: ' ' }].map((names) => NamesSchema.safeParse(names).success)).toEqual([
    false,
    false,
    false,
  ]);
});

test('who reads Korean, Japanese or Hebrew is shown English where their language is missing, others Kazakh', () => {
  const names = { kk: 'Үлгі', ru: 'Улги', en: 'Ulgi' };
  const text = { kk: { text: 'Емхана', by: 'person' as const }, en: { text: 'Clinic', by: 'person' as const } };
  expect((['ko', 'ja', 'he'] as const).map((locale) => nameIn(locale, names))).toEqual(['Ulgi', 'Ulgi', 'Ulgi']);
  expect((['kk', 'ky', 'uz-Cyrl'] as const).map((locale) => nameIn(locale, names))).toEqual(['Үлгі', 'Үлгі', 'Үлгі']);
  expect([textIn('ko', text).language, textIn('ky', text).language]).toEqual(['en', 'kk']);
});
