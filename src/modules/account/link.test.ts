import { expect, test } from 'vitest';
import { passwordLetter } from './link.server.ts';

const now = new Date('2026-11-21T09:00:00Z');
const at = { origin: 'https://yntymaq.example', now };

test.each([
  ['kk', 'жаңа құпиясөз'],
  ['ru', 'новый пароль'],
  ['en', 'a new password'],
])(
  'the letter with a link speaks the reader’s language (%s), and its token stands where no server sees it',
  (locale, subject) => {
    const letter = passwordLetter({ email: 'a@example.org', token: 'secret-token', locale }, at);
    expect(letter.subject).toContain(subject);
    expect(letter.text).toContain('https://yntymaq.example/app/new-password#secret-token');
    expect(letter).toMatchObject({ to: 'a@example.org', purpose: 'password_link', locale });
    expect(letter.until?.toISOString()).toBe('2026-11-21T09:30:00.000Z');
  },
);
