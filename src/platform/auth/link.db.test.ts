import { afterAll, expect, test } from 'vitest';
import { browserOf, personWithPassword, signedIn, withCodes } from '../../../test/signIn.ts';
import { startWorld } from '../../../test/world.ts';
import type { PasswordLink } from './auth.ts';

const sent: PasswordLink[] = [];
const world = await startWorld({
  signIn: { sendLink: async (link) => void sent.push(link), origin: 'https://yntymaq.test' },
});
afterAll(() => world.stop());
const newPassword = 'жеті қат көк, жеті қат жер';

/** Asks for a link and gets it, as by mail. */
async function linkFor(email: string): Promise<string> {
  await browserOf(world).auth('/request-password-reset', { email });
  await expect.poll(() => sent.some((link) => link.email === email)).toBe(true);
  return sent.findLast((link) => link.email === email)?.token ?? '';
}

test('whoever asks for a link hears the same, after the same time, whether somebody is known or not', async () => {
  const known = await personWithPassword(world);
  const deactivated = await personWithPassword(world);
  await world.seeAll('insert into deactivated_person (person) values ($1)', [deactivated.person]);
  const took: number[] = [];
  const bodies: string[] = [];
  for (const email of [known.email, 'nobody@example.org', deactivated.email]) {
    const started = performance.now();
    const reply = await browserOf(world).auth('/request-password-reset', { email });
    took.push(performance.now() - started);
    expect(reply.statusCode).toBe(200);
    bodies.push(reply.body);
  }
  expect(new Set(bodies).size).toBe(1);
  for (const milliseconds of took) expect(milliseconds).toBeGreaterThan(295);
  await expect.poll(() => sent.map(({ email }) => email)).toEqual([known.email]);
});

test('a link sets a new password once, ends every session, and lies in the database only as a hash', async () => {
  const { email, password, browser } = await signedIn(world);
  const token = await linkFor(email);
  const kept = await world.seeAll('select identifier, value from auth.verification');
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain(token);
  const common = await browserOf(world).auth('/reset-password', { token, newPassword: 'Password2026!' });
  expect(common.json().type).toBe('/problems/password-too-common');
  const both = await Promise.all([1, 2].map(() => browserOf(world).auth('/reset-password', { token, newPassword })));
  expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect(both.find(({ statusCode }) => statusCode === 400)?.json().type).toBe('/problems/link-spent');
  expect((await browser.get('/session')).statusCode).toBe(401);
  expect((await browserOf(world).auth('/sign-in/email', { email, password })).statusCode).toBe(401);
  expect((await browserOf(world).auth('/sign-in/email', { email, password: newPassword })).statusCode).toBe(200);
});

test('a link is worth nothing after half an hour', async () => {
  const { email } = await personWithPassword(world);
  const token = await linkFor(email);
  const [kept] = await world.seeAll(
    `select max("expiresAt") <= now() + interval '30 minutes' as is from auth.verification`,
  );
  expect(kept?.['is']).toBe(true);
  await world.seeAll(`update auth.verification set "expiresAt" = now() - interval '1 second'`);
  const reply = await browserOf(world).auth('/reset-password', { token, newPassword });
  expect([reply.statusCode, reply.json().type]).toEqual([400, '/problems/link-spent']);
});

test('a link does not open the second lock', async () => {
  const { email } = await withCodes(world);
  await browserOf(world).auth('/reset-password', { token: await linkFor(email), newPassword });
  const reply = await browserOf(world).auth('/sign-in/email', { email, password: newPassword });
  expect(reply.json()).toMatchObject({ twoFactorRedirect: true });
});

test('nobody can be flooded with links from one address', async () => {
  const browser = browserOf(world);
  const replies: number[] = [];
  for (let count = 0; count < 7; count += 1)
    replies.push((await browser.auth('/request-password-reset', { email: 'a@example.org' })).statusCode);
  expect(replies).toEqual([200, 200, 200, 200, 200, 429, 429]);
});

test('where the address is an https one, the session’s cookie travels over nothing else', async () => {
  const { email, password } = await personWithPassword(world);
  const reply = await browserOf(world).auth('/sign-in/email', { email, password });
  const cookie = [reply.headers['set-cookie']].flat().find((it) => it?.includes('session_token')) ?? '';
  expect(cookie).toMatch(/^__Secure-better-auth\.session_token=/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).toMatch(/; HttpOnly/);
});
