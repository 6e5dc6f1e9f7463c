import { expect, test } from 'vitest';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { formatsFor } from '../../platform/i18n/formats.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { sentenceText } from './sentence.ts';
import type { CommitmentRow } from './schemas.ts';
import { sentenceKeys } from './status.ts';

const languageOf = (locale: (typeof locales)[number]) => ({ t: translatorFor(locale), formats: formatsFor(locale) });
const standing = (over: object): CommitmentRow['standing'] => ({
  status: 'kept',
  since: null,
  isExceeded: false,
  delivered: { amount: '2700', currency: null },
  deliveredComparator: 'gt',
  deliveries: 1,
  reportedOn: '2020-12-23',
  differences: 0,
  isPart: false,
  sentence: { key: 'kept', params: {} },
  ...over,
});

test('not reported since: with the day of the last report, in each language', () => {
  const sentence = { key: 'not_reported', params: { since: '2020-12-23', term: '2024' } };
  const texts = locales.map((locale) =>
    sentenceText(languageOf(locale), standing({ status: 'not_reported', sentence })),
  );
  expect(texts).toEqual([
    'Мерзімі өтті, 23.12.2020 күнінен бері мәлімет жоқ. Мерзімі: 2024 жыл.',
    'Срок прошёл, сведений нет с 23 декабря 2020 г. Срок: 2024 год.',
    'The term has passed, and nothing has been reported since 23 December 2020. Term: 2024.',
  ]);
});

test('figures keep what the source says about them', () => {
  const params = { target: { amount: '1087000000', currency: 'JPY' }, comparator: 'eq' };
  const sentence = { key: 'no_target_delivered', params: {} };
  expect(sentenceText(languageOf('kk'), standing({ sentence }))).toContain('2\u00A0700-ден астам');
  expect(sentenceText(languageOf('en'), standing({ sentence: { key: 'not_started', params } }))).toMatch(
    /^No delivery recorded\. Promised: JPY.1,087,000,000\.$/,
  );
});

test('every sentence can be said in every language, without a hole in it', () => {
  const params = {
    target: { amount: '5', currency: null },
    comparator: 'ge',
    term: '2024',
    since: '2020-12-23',
    on: '2026-10-01',
  };
  for (const locale of locales)
    for (const key of sentenceKeys) {
      const text = sentenceText(languageOf(locale), standing({ sentence: { key, params } }));
      expect(text).toMatch(/^\p{Lu}[^{}]+\.$/u);
      expect(text).not.toMatch(/ {2}|undefined| \.|\.\./);
    }
});
