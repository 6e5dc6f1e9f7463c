import { expect, test } from 'vitest';
import { catalogues } from '../i18n/catalogues.server.ts';
import { locales } from '../i18n/locales.ts';
import { forgottenAfter, secondsLeft, waitAfter, waits } from './attempts.ts';
import { doors, passedOn, refusalOf, signInProblems } from './doors.ts';
import { ministryFrom, signInProblems as missingSettings } from './settings.ts';

test('every refusal of sign-in has its words in every language', () => {
  expect(signInProblems.length).toBeGreaterThan(8);
  for (const locale of locales)
    for (const name of signInProblems) expect([name, `problem.${name}` in catalogues[locale]]).toEqual([name, true]);
});

test('of a body only what a door names goes through, and what is fixed cannot be said otherwise', () => {
  const door = { method: 'POST', fields: ['code'], fixed: { revokeOtherSessions: true } } as const;
  const body = JSON.parse(
    '{"code":"1","trustDevice":true,"revokeOtherSessions":false,"__proto__":{"code":"2"}}',
  ) as unknown;
  expect(passedOn(door, body)).toEqual({ code: '1', revokeOtherSessions: true });
  for (const none of [null, undefined, 'code=1', 7, ['code']])
    expect(passedOn(door, none)).toEqual({ revokeOtherSessions: true });
});

test('every door that changes something is a POST, and every door to a secret wants a session', () => {
  const pathsLike = (shape: RegExp) => Object.entries(doors).filter(([path]) => shape.test(path));
  const toSecrets = pathsLike(/enable|disable|change|confirm|step-up|register|registration|backup-codes/);
  const changing = pathsLike(/verify|sign-in|sign-out|step-up|enable|disable|change|reset|confirm/);
  expect([toSecrets.length, changing.length]).toEqual([10, 16]);
  expect(toSecrets.filter(([, { session }]) => session === undefined)).toEqual([]);
  expect(changing.filter(([, { method }]) => method !== 'POST')).toEqual([]);
});

test('a refusal that nobody foresaw tells no more than its status, and a fault of ours is one', () => {
  expect(refusalOf('SOMETHING_NEW', 403, '/sign-in/email')).toEqual(['bad-origin', 403]);
  expect(refusalOf(undefined, 418, '/sign-in/email')).toEqual(['failed', 500]);
  expect(refusalOf('ANY', 500, '/sign-in/email')).toEqual(['failed', 500]);
  expect(refusalOf('ANY', 500, '/passkey/verify-authentication')).toEqual(['passkey-refused', 401]);
  expect(refusalOf('INVALID_EMAIL', 400, '/sign-in/email')).toEqual(
    refusalOf('INVALID_EMAIL_OR_PASSWORD', 401, '/sign-in/email'),
  );
});

test('waiting begins after four wrong attempts, never grows shorter, and never lasts longer than a quarter of an hour', () => {
  expect([0, 1, 4].map(waitAfter)).toEqual([0, 0, 0]);
  expect(waitAfter(5)).toBe(5);
  for (let failures = 1; failures < 100; failures += 1)
    expect(waitAfter(failures)).toBeGreaterThanOrEqual(waitAfter(failures - 1));
  expect(waitAfter(1_000_000)).toBe(900);
});

test('somebody who guesses without a break has fewer than a hundred and fifteen guesses a day', () => {
  let [guesses, seconds] = [0, 0];
  while (seconds < forgottenAfter * 3600) {
    seconds += waitAfter(guesses);
    guesses += 1;
  }
  expect(guesses).toBeLessThan(115);
  expect(waits.at(-1)).toBe(900);
});

test('what is left of a wait is told in whole seconds', () => {
  const lastAt = new Date('2026-11-21T09:00:00Z');
  expect(secondsLeft({ failures: 5, lastAt }, new Date('2026-11-21T09:00:01.500Z'))).toBe(4);
  expect(secondsLeft({ failures: 5, lastAt }, new Date('2026-11-21T09:00:06Z'))).toBe(0);
  expect(secondsLeft({ failures: 2, lastAt }, lastAt)).toBe(0);
});

test('the settings of a ministry’s sign-in are whole or not there', () => {
  const whole = {
    YNTYMAQ_OIDC_DISCOVERY: 'https://id.example.kz/.well-known/openid-configuration',
    YNTYMAQ_OIDC_CLIENT: 'yntymaq',
    YNTYMAQ_OIDC_SECRET: 'a secret between the two',
  };
  expect(missingSettings({})).toEqual([]);
  expect(missingSettings(whole)).toEqual([]);
  expect(ministryFrom(whole)?.label).toBe('id.example.kz');
  expect(ministryFrom({})).toBeUndefined();
  const { YNTYMAQ_OIDC_SECRET: _secret, ...half } = whole;
  expect(missingSettings(half)).toEqual([
    expect.stringMatching(/^YNTYMAQ_OIDC_SECRET is missing: .* expected the client secret/),
  ]);
});
