import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldAt, isPostDate, postAsOf, whyPostRefused } from './post.ts';

const held = (since: string | null, until: string | null, seenOn: string | null = null) => ({ since, until, seenOn });

test.each([
  [held('2019', '2021'), '2020-06-01', 'certain'],
  [held('2019', '2021'), '2019-06-01', 'possible'],
  [held('2019', '2021'), '2018-12-31', 'no'],
  [held('2019', '2021'), '2022-01-01', 'no'],
  [held('2019-03', null), '2025-01-01', 'possible'],
  [held(null, null), '2020-01-01', 'possible'],
  [held(null, null, '2020-12-23'), '2020-12-23', 'certain'],
  [held(null, null, '2020-12-23'), '2020-12-24', 'possible'],
  [held('2018', null, '2020-12-23'), '2019-06-01', 'certain'],
  [held(null, '2024', '2020-12-23'), '2023-05', 'certain'],
  [held('2019', '2021'), '2020', 'certain'],
  [held('2019', '2021'), 'XXXX-04-10', 'possible'],
] as const)('%j was held at %s: %s', (post, on, expected) => {
  expect(heldAt(post, on)).toBe(expected);
});

test('what is certain on a day is possible at every date that holds it', () => {
  const year = fc.integer({ min: 2000, max: 2030 }).map(String);
  const known = fc.option(year, { nil: null });
  fc.assert(
    fc.property(known, known, year, (since, until, on) => {
      fc.pre(!whyPostRefused(held(since, until)));
      const [day, whole] = [heldAt(held(since, until), `${on}-06-15`), heldAt(held(since, until), on)];
      expect(day !== 'no' && whole === 'no').toBe(false);
    }),
  );
});

test('the posts of a day come with what is certain first, and without what was not held', () => {
  const posts = [
    { ...held(null, null), id: 'perhaps' },
    { ...held('2015', '2016'), id: 'before' },
    { ...held('2018', '2022'), id: 'surely' },
  ];
  expect(postAsOf(posts, '2020-01-01').map(({ id, certainty }) => [id, certainty])).toEqual([
    ['surely', 'certain'],
    ['perhaps', 'possible'],
  ]);
});

test('a post does not end before it begins, and is not seen outside its time', () => {
  expect(whyPostRefused(held('2021', '2020'))).toBe('ends-before-it-begins');
  expect(whyPostRefused(held('2020', '2020'))).toBeNull();
  expect(whyPostRefused(held('2021', null, '2020-12-23'))).toBe('seen-outside-the-term');
  expect(whyPostRefused(held('2020', '2020-11', '2020-12-23'))).toBe('seen-outside-the-term');
});

test('a post begins with a date that has a year, and is no interval', () => {
  expect(['2020', '2020-03', '2020~', '201X', '2018/..', 'XXXX-04-10', '2020-13', ''].map(isPostDate)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
