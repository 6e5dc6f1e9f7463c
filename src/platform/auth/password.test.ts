import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isListed, listedCount, whyPasswordRefused } from './breached.ts';
import { guessesOf, passwordFault } from './password.ts';

const nobody = { isListed: () => false, about: [] };

test.each([
  ['elevenchars', 'password-too-short'],
  ['x'.repeat(257), 'password-too-long'],
  ['aaaaaaaaaaaa', 'password-too-common'],
  ['abc1abc1abc1abc1', 'password-too-common'],
  ['1234567890123', 'password-too-common'],
  ['qwertyuiopasd', 'password-too-common'],
  ['ячсмитьбю12345', 'password-too-common'],
])('the password %.20s is refused as %s whatever the list says', (password, fault) => {
  expect(passwordFault(password, nobody)).toBe(fault);
});

test.each([
  'password1234',
  'Password2026!',
  'P@ssw0rd12345',
  'Қазақстан2026',
  'Administrator1',
  'dragondragon12',
  'elizabeth1990',
  'yntymaq-2026!!',
  '123456789012',
])('the password %s, which everybody tries, is refused', (password) => {
  expect(whyPasswordRefused(password)).toBe('password-too-common');
});

test.each([
  'correct horse battery staple',
  'тау басында қар жатыр',
  'x7f-kq29-mmw1',
  'жеті қат көктің 3 жұлдызы',
  'күн-батыс-8-теңіз',
])('the password %s is accepted: there are no rules about what its characters must be', (password) => {
  expect(whyPasswordRefused(password, ['Айгерім Сапарова', 'aigerim@example.org'])).toBeNull();
});

test('a password that is the person’s own name or e-mail with something around it is refused', () => {
  const about = ['Айгерім Тоқтарбаева', 'aigerim.toktarbaeva@example.org'];
  for (const password of ['Тоқтарбаева2026', 'toktarbaeva1990', 'aigerim.toktarbaeva@example.org'])
    expect([password, whyPasswordRefused(password, about)]).toEqual([password, 'password-too-common']);
  expect(whyPasswordRefused('Тоқтарбаева2026')).toBeNull();
});

test('a letter that a keyboard composes of two counts and compares as one', () => {
  expect(whyPasswordRefused('и\u0306'.repeat(11))).toBe('password-too-short');
  expect(guessesOf('и\u0306цукен')).toContain('йцукен');
});

test('of a hundred thousand passwords that a machine made, fewer than one in five thousand is taken for a listed one', () => {
  const made = Array.from({ length: 100_000 }, () => randomBytes(12).toString('base64url'));
  const refused = made.filter((password) => whyPasswordRefused(password) !== null).length;
  expect(listedCount()).toBeGreaterThan(40_000);
  expect(listedCount() / 2 ** 32).toBeLessThan(1 / 70_000);
  expect(refused).toBeLessThan(20);
  expect(made.filter(isListed).length).toBeLessThan(12);
});
