import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { expect, test } from 'vitest';
import { texts } from '../../generated/texts.ts';
import { loadCatalogue, needTexts, type Part } from './catalogue.ts';
import { catalogues, problemTitle, translatorFor } from './catalogues.server.ts';
import { formatsFor } from './formats.ts';
import { locales } from './locales.ts';
import { render, type Values } from './message.ts';
import { LanguageProvider, useT } from './react.ts';
import { translator } from './translate.ts';

const shown = (locale: (typeof locales)[number], message: string, values: Values = {}) =>
  render(compileMessageOrThrow(message), values, formatsFor(locale)).replaceAll('\u00a0', ' ');

test('a plural takes the form of its language, and # the figure in its digits', () => {
  const message = '{n, plural, one {# операция} few {# операции} many {# операций} other {# операции}}';
  expect([1, 3, 37, 1200, 1.5].map((n) => shown('ru', message, { n }))).toEqual([
    '1 операция',
    '3 операции',
    '37 операций',
    '1 200 операций',
    '1,5 операции',
  ]);
});

test('an exact count goes before its category, and an offset is taken off', () => {
  const message = '{n, plural, offset:1 =0 {nobody} =1 {you} one {you and # other} other {you and # others}}';
  expect([0, 1, 2, 5].map((n) => shown('en', message, { n }))).toEqual([
    'nobody',
    'you',
    'you and 1 other',
    'you and 4 others',
  ]);
});

test('a plural inside a choice keeps its own figure', () => {
  const message = '{who, select, us {{n, plural, one {# of ours} other {# of ours}}} other {# of {n}}}';
  expect(shown('en', message, { who: 'us', n: 1200 })).toBe('1,200 of ours');
});

test('a choice takes the other branch for a word it does not know, whatever that word is', () => {
  const message = '{side, select, giver {беруші} other {басқа}}';
  expect(['giver', 'taker', 'constructor', '__proto__'].map((side) => shown('kk', message, { side }))).toEqual([
    'беруші',
    'басқа',
    'басқа',
    'басқа',
  ]);
});

test('dates, moments and numbers come in the forms of the language', () => {
  expect(shown('kk', '{d, date} · {d, date, short}', { d: '2020-12-23' })).toBe('2020 ж. 23 желтоқсан · 23.12.2020');
  expect(shown('ru', '{d, date}', { d: '2018/..' })).toBe('с 2018 года');
  const at = { at: new Date('2026-03-05T20:07:00Z'), zone: 'Asia/Almaty' };
  expect(shown('kk', '{m, time, time}', { m: at })).toBe('01:07');
  expect(shown('ru', '{n}, {n, number}', { n: 2700 })).toBe('2 700, 2 700');
});

test('a parameter that looks like a message is shown as it is', () => {
  expect(shown('en', 'Place: {place}', { place: "{n, plural} # '{'" })).toBe("Place: {n, plural} # '{'");
});

test.each(locales)(
  'a browser that has all parts of %s says what the server says, but for the public site and the day application',
  async (locale) => {
    const loaded = await loadCatalogue(locale);
    await needTexts(Object.keys(texts[locale]) as Part[]);
    // The public site's texts (also those of booking and of a patient's page) and those of interfaces are the server's alone;
    // the day application fetches its own.
    const own = Object.entries(catalogues[locale]).filter(([key]) => !/^(?:public|case|booking|fhir|day)\./.test(key));
    expect(loaded).toEqual(Object.fromEntries(own));
    expect(translator(locale, loaded)('phrase.results', { count: 3 })).toBe(
      translatorFor(locale)('phrase.results', { count: 3 }),
    );
  },
);

test('a problem without words of its own has the words of its kind', () => {
  expect(problemTitle('en', 'problem.field.too_big')).toBe('This is too large or too long');
  expect(problemTitle('en', 'problem.field.brand_new')).toBe('This value needs correcting');
  expect(problemTitle('ru', 'problem.toString')).toBe(translatorFor('ru')('problem.failed'));
});

test('a page on the server speaks the language of its provider', () => {
  const Button = (): ReactNode => useT()('action.save');
  const page = createElement(LanguageProvider, { locale: 'kk', catalogue: catalogues.kk }, createElement(Button));
  expect(renderToStaticMarkup(page)).toBe('Сақтау');
  expect(() => renderToStaticMarkup(createElement(Button))).toThrow('LanguageProvider');
});

test('a wrong key, a missing parameter and one of a wrong type do not compile', () => {
  const t = translatorFor('en');
  // @ts-expect-error no such message
  const unknown = () => t('action.launch');
  // @ts-expect-error the count is missing
  const missing = () => t('phrase.results');
  // @ts-expect-error the count is a number
  const wrong = () => t('phrase.results', { count: 'three' });
  // @ts-expect-error nothing to fill in
  const extra = () => t('action.save', { count: 1 });
  expect([unknown, missing, wrong, extra]).toHaveLength(4);
});
