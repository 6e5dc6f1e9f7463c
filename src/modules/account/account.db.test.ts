import { afterAll, expect, test } from 'vitest';
import { newPasskey } from '../../../test/passkey.ts';
import { browserOf, signedIn, type TestBrowser } from '../../../test/signIn.ts';
import { startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { endSessions, removePasskey } from './account.sql.ts';

const world = await startWorld();
afterAll(() => world.stop());
type Account = {
  sessions: { id: string; isThis: boolean; network: string; device: object }[];
  passkeys: { id: string; name: string }[];
  happenings: { what: string }[];
};
const accountOf = async (browser: TestBrowser): Promise<Account> => (await browser.get('/account')).json();

test('a person sees their own sessions, told apart, with this one marked', async () => {
  const { browser, email, password } = await signedIn(world);
  const elsewhere = browserOf(world);
  const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 16) Chrome/153.0.0.0 Mobile Safari/537.36' };
  await elsewhere.auth('/sign-in/email', { email, password }, phone);
  const { sessions } = await accountOf(browser);
  expect(sessions.map(({ isThis }) => isThis)).toEqual(expect.arrayContaining([false, true]));
  expect(sessions).toHaveLength(2);
  const [other] = sessions.filter(({ isThis }) => !isThis);
  expect(other?.device).toEqual({ browser: 'Chrome', system: 'Android' });
  expect(other?.network).toMatch(/^203\.\d+\.\d+\.0\/24$/);
});

test('one session can be ended, and it is over at once', async () => {
  const { browser, email, password } = await signedIn(world);
  const elsewhere = browserOf(world);
  await elsewhere.auth('/sign-in/email', { email, password });
  const { sessions } = await accountOf(browser);
  const other = sessions.find(({ isThis }) => !isThis)?.id ?? '';
  expect((await browser.post(`/account/sessions/${other}/end`)).statusCode).toBe(200);
  expect((await elsewhere.get('/session')).statusCode).toBe(401);
  expect((await browser.post(`/account/sessions/${other}/end`)).statusCode).toBe(404);
});

test('all other sessions can be ended, and this one stays', async () => {
  const { browser, email, password } = await signedIn(world);
  const others = [browserOf(world), browserOf(world)];
  for (const other of others) await other.auth('/sign-in/email', { email, password });
  expect((await browser.post('/account/sessions/end-others')).json()).toEqual({ ended: 2 });
  for (const other of others) expect((await other.get('/session')).statusCode).toBe(401);
  expect((await accountOf(browser)).sessions).toHaveLength(1);
  expect((await accountOf(browser)).happenings[0]?.what).toBe('session_ended');
});

test('nobody sees or ends another person’s session or passkey, not even by SQL in the application’s name', async () => {
  const [victim, stranger] = [await signedIn(world), await signedIn(world)];
  const device = newPasskey({ origin: 'http://yntymaq.test' });
  const options = (await victim.browser.ask('/passkey/generate-register-options')).json();
  await victim.browser.auth('/passkey/verify-registration', { response: device.register(options), name: 'Ноутбук' });
  const { sessions, passkeys } = await accountOf(victim.browser);
  const [session = '', passkey = ''] = [sessions[0]?.id, passkeys[0]?.id];
  expect(passkeys[0]?.name).toBe('Ноутбук');
  expect(JSON.stringify(await accountOf(stranger.browser))).not.toMatch(
    new RegExp(`${session}|${passkey}|${victim.email}`),
  );
  expect((await stranger.browser.post(`/account/sessions/${session}/end`)).statusCode).toBe(404);
  expect((await stranger.browser.post(`/account/passkeys/${passkey}/name`, { name: 'x' })).statusCode).toBe(404);
  expect((await stranger.browser.post(`/account/passkeys/${passkey}/remove`)).statusCode).toBe(404);
  const credentials = { token: stranger.browser.token() ?? '', organisation: null };
  await asPerson(world.db, credentials, async (tx) => {
    expect(await endSessions(tx, session, session)).toBe(0);
    expect(await removePasskey(tx, passkey, session)).toBe(false);
  });
  expect((await victim.browser.get('/session')).statusCode).toBe(200);
});

test('a passkey is named and removed, which wants a fresh proof, and the last way in stays', async () => {
  const { browser, person, password } = await signedIn(world);
  const device = newPasskey({ origin: 'http://yntymaq.test' });
  const options = (await browser.ask('/passkey/generate-register-options')).json();
  await browser.auth('/passkey/verify-registration', { response: device.register(options) });
  const [passkey] = (await accountOf(browser)).passkeys;
  expect((await browser.post(`/account/passkeys/${passkey?.id}/name`, { name: '  Телефон ' })).statusCode).toBe(200);
  expect((await accountOf(browser)).passkeys[0]?.name).toBe('Телефон');
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '11 minutes' where token = $1`, [
    sha256(browser.token() ?? ''),
  ]);
  const refused = await browser.post(`/account/passkeys/${passkey?.id}/remove`);
  expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/step-up-first']);
  await browser.auth('/step-up/password', { password });
  await world.seeAll(`update auth.account set password = null where "userId" = $1`, [person]);
  const last = await browser.post(`/account/passkeys/${passkey?.id}/remove`);
  expect([last.statusCode, last.json().type]).toEqual([409, '/problems/last-way-in']);
  await world.seeAll(`update auth.account set password = 'x' where "userId" = $1`, [person]);
  expect((await browser.post(`/account/passkeys/${passkey?.id}/remove`)).statusCode).toBe(200);
  expect((await accountOf(browser)).passkeys).toEqual([]);
});
