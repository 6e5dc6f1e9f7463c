import { expect, test } from 'vitest';
import { type Contents, needsSomebody, sections, weekDue } from './digest.ts';
import { digestMail } from './mail.server.ts';

const nothing = Object.fromEntries(
  sections.map((name) => [name, { real: 0, demo: 0, first: [] }]),
) as unknown as Contents;

test.each([
  ['2026-11-23', 6, null],
  ['2026-11-23', 7, '2026-W48'],
  ['2026-11-23', 23, '2026-W48'],
  ['2026-11-24', 0, '2026-W48'],
  ['2026-11-29', 23, '2026-W48'],
  // The week of New Year belongs to the year of its Thursday.
  ['2027-01-01', 12, '2026-W53'],
])('on %s at %i o’clock the digest that should be there is of %s', (today, hour, week) => {
  expect(weekDue({ today, hour })).toBe(week);
});

test('a week in which something only changed needs nobody; one open question does', () => {
  expect(needsSomebody(nothing)).toBe(false);
  expect(needsSomebody({ ...nothing, changed: { real: 3, demo: 0, first: [] } })).toBe(false);
  expect(needsSomebody({ ...nothing, notReported: { real: 0, demo: 1, first: [] } })).toBe(true);
});

test('the letter holds counts and an address, real and demonstration apart, in the reader’s language', () => {
  const contents = { ...nothing, toConfirm: { real: 2, demo: 1, first: ['018f0000-0000-7000-8000-000000000001'] } };
  const due = { digest: 'd', person: 'p', address: 'a@example.org', organisation: 'o', week: '2026-W48', contents };
  const letter = digestMail({ ...due, locale: 'en' }, 'https://yntymaq.example');
  expect(letter.text.split('\n')).toEqual(
    expect.arrayContaining([
      '– waiting for your confirmation: 2',
      '– demonstration: waiting for your confirmation: 1',
      'https://yntymaq.example/app/digest',
    ]),
  );
  expect(letter.text).not.toContain('018f0000');
  expect(digestMail({ ...due, locale: 'kk' }, '').subject).toBe('Ынтымақ: апталық шолу, 2026-W48');
});
