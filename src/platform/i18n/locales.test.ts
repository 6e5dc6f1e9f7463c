import { expect, test } from 'vitest';
import { isLocale, localeFor, locales, localeTable } from './locales.ts';

test.each([
  [undefined, 'kk'],
  ['', 'kk'],
  ['ru', 'ru'],
  ['ru-KZ,ru;q=0.9,en;q=0.8', 'ru'],
  ['EN-us', 'en'],
  ['de, fr;q=0.9', 'kk'],
  ['de, en;q=0.3, ru;q=0.7', 'ru'],
  ['en;q=0.5,kk;q=0.5', 'en'],
  ['kk-Cyrl-KZ', 'kk'],
  ['*', 'kk'],
  ['*, kk;q=0', 'ru'],
  ['ru;q=0, en;q=0.1', 'en'],
  ['ru ; q=0.4 , en ; q=0.6', 'en'],
])('a browser that says "%s" reads %s', (header, expected) => {
  expect(localeFor(header)).toBe(expected);
});

test('a language that merely begins with the same letters is not taken for it', () => {
  expect(localeFor('rue, enm;q=0.5')).toBe('kk');
});

test('an entry that the standard does not allow is passed over', () => {
  expect(localeFor('ru;q=2, en;q=0.1')).toBe('en');
  expect(localeFor('ru;q=0.12345, ru_RU, en;q=abc')).toBe('kk');
  expect(localeFor(`${'x'.repeat(100_000)},ru`)).toBe('kk');
});

test('every served language is in the table of eight, and Hebrew is the one from right to left', () => {
  expect(locales.every((locale) => Object.hasOwn(localeTable, locale))).toBe(true);
  const fromTheRight = Object.values(localeTable).filter(({ dir }) => dir === 'rtl');
  expect(fromTheRight.map(({ tag }) => tag)).toEqual(['he']);
});

test('only a served language is a locale', () => {
  expect(['kk', 'he', 'toString', '', null].map(isLocale)).toEqual([true, false, false, false, false]);
});
