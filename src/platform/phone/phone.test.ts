import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumber } from '../outbox/message.ts';
import { phoneOf } from './phone.ts';

test.each([
  ['8 (701) 123-45-67', 'KZ', '+77011234567'],
  ['+7 701 123 45 67', 'KZ', '+77011234567'],
  ['7011234567', 'KZ', '+77011234567'],
  ['8-912-345-67-89', 'RU', '+79123456789'],
  ['0555 123456', 'KG', '+996555123456'],
  ['555 123 456', 'KG', '+996555123456'],
  ['996555123456', 'KZ', '+996555123456'],
  ['+998 90 123-45-67', 'KZ', '+998901234567'],
  ['90 123 45 67', 'UZ', '+998901234567'],
  ['010-1234-5678', 'KR', '+821012345678'],
  ['010 1234 5678', 'KZ', '+821012345678'],
  ['02-123-4567', 'KR', '+8221234567'],
  ['0082 10 1234 5678', 'KZ', '+821012345678'],
  ['＋７ ７０１ １２３ ４５ ６７', 'KZ', '+77011234567'],
  ['+972 3 123 4567', 'KZ', '+97231234567'],
])('%s written in %s is %s', (written, country, number) => {
  expect(phoneOf(written, country)).toBe(number);
});

test.each([
  '',
  '112',
  '12345',
  'no',
  '+7 701 123',
  '+7 101 123 45 67',
  '123456789',
  '8 701 123 45 67 ext. 5',
  '+',
  '٠٧٠١',
])('%j is no number in Kazakhstan', (written) => {
  expect(phoneOf(written, 'KZ')).toBeNull();
});

test('whatever is written, a number that comes out can be called, and stays itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('+0123456789 -()78')) }),
      fc.constantFrom('KZ', 'KG', 'UZ', 'RU', 'KR'),
      (text, country) => {
        const number = phoneOf(text, country);
        if (number === null) return;
        expect(isNumber(number)).toBe(true);
        expect(phoneOf(number, 'KZ')).toBe(number);
      },
    ),
  );
});
