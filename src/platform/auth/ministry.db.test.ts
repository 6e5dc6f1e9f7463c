import { afterAll, expect, test } from 'vitest';
import { startMinistry } from '../../../test/ministry.ts';
import { browserOf, personWithPassword, signedIn, type TestBrowser } from '../../../test/signIn.ts';
import { startWorld } from '../../../test/world.ts';
import { subjectOf } from './ministry.ts';

const provider = await startMinistry('yntymaq');
const ministry = {
  discoveryUrl: `${provider.address}/.well-known/openid-configuration`,
  clientId: 'yntymaq',
  clientSecret: 'a secret between the two',
  label: 'Денсаулық сақтау министрлігі',
};
const world = await startWorld({ signIn: { ministry } });
afterAll(() => Promise.all([world.stop(), provider.stop()]));
const seconds = () => Math.floor(Date.now() / 1000);

/** Goes to the provider and comes back with what it says there. @returns where the browser is sent then */
async function goThere(browser: TestBrowser, claims: Record<string, unknown>, { isForged = false, nonce = true } = {}) {
  const begun = await browser.auth('/sign-in/ministry');
  const there = new URL(begun.json<{ url: string }>().url);
  provider.next.claims = { auth_time: seconds(), ...(nonce && { nonce: there.searchParams.get('nonce') }), ...claims };
  provider.next.isForged = isForged;
  const back = await browser.ask(`/callback/ministry?code=one&state=${there.searchParams.get('state')}`);
  return { there, to: String(back.headers.location) };
}

test('the sign-in page is told what stands on the button, and nothing else', async () => {
  expect((await browserOf(world).ask('/ways')).json()).toEqual({ ministry: ministry.label, links: false });
});

test('somebody whom the ministry knows by a verified e-mail enters, and must have proved it there just now', async () => {
  const { email, person } = await personWithPassword(world);
  const browser = browserOf(world);
  const { there, to } = await goThere(browser, { sub: 's-1', email, email_verified: true });
  expect(there.searchParams.get('prompt')).toBe('login');
  expect(there.searchParams.get('max_age')).toBe('0');
  expect(there.searchParams.get('code_challenge_method')).toBe('S256');
  expect(to).toBe('/app/entered');
  expect((await browser.get('/session')).json()).toMatchObject({ person });
  expect(provider.asked.at(-1)).toHaveProperty('code_verifier');
  const kept = await world.seeAll(`select * from auth.account where "providerId" = 'ministry'`);
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain('access-token-of-the-ministry');
  expect(kept[0]).toMatchObject({ idToken: null, accessToken: null, refreshToken: null });
});

test.each([
  ['is a stranger here', { sub: 's-2', email: 'stranger@example.org', email_verified: true }, {}],
  ['has an e-mail that the provider did not verify', { sub: 's-3', email: 'KNOWN', email_verified: false }, {}],
  [
    'proved it there an hour ago',
    { sub: 's-4', email: 'KNOWN', email_verified: true, auth_time: seconds() - 3600 },
    {},
  ],
  [
    'comes with no word on when they proved it',
    { sub: 's-5', email: 'KNOWN', email_verified: true, auth_time: undefined },
    {},
  ],
  ['brings a token signed by somebody else', { sub: 's-6', email: 'KNOWN', email_verified: true }, { isForged: true }],
  ['brings a token for another program', { sub: 's-7', email: 'KNOWN', email_verified: true, aud: 'another' }, {}],
  ['brings a token of another sign-in', { sub: 's-8', email: 'KNOWN', email_verified: true }, { nonce: false }],
])('somebody who %s does not enter', async (_, claims, how) => {
  const { email } = await personWithPassword(world);
  const people = await world.seeAll('select count(*) as n from auth."user"');
  const browser = browserOf(world);
  const { to } = await goThere(browser, { ...claims, email: claims.email === 'KNOWN' ? email : claims.email }, how);
  expect(to).toMatch(/error=/);
  expect((await browser.get('/session')).statusCode).toBe(401);
  expect(await world.seeAll('select count(*) as n from auth."user"')).toEqual(people);
});

test('an answer to nobody’s question, or to another browser’s, opens nothing', async () => {
  const { email } = await personWithPassword(world);
  const [browser, other] = [browserOf(world), browserOf(world)];
  const begun = new URL((await other.auth('/sign-in/ministry')).json<{ url: string }>().url);
  provider.next.claims = {
    sub: 's-9',
    email,
    email_verified: true,
    auth_time: seconds(),
    nonce: begun.searchParams.get('nonce'),
  };
  await browser.ask(`/callback/ministry?code=one&state=${begun.searchParams.get('state')}`);
  await browser.ask('/callback/ministry?code=one&state=invented');
  await browser.ask('/callback/ministry?code=one');
  expect((await browser.get('/session')).statusCode).toBe(401);
});

test('nobody is sent to another site after it', async () => {
  const browser = browserOf(world);
  const { email } = await personWithPassword(world);
  const begun = await browser.auth('/sign-in/ministry', { callbackURL: 'https://evil.example', provider: 'google' });
  const there = new URL(begun.json<{ url: string }>().url);
  expect(there.origin).toBe(provider.address);
  provider.next.claims = {
    sub: 's-10',
    email,
    email_verified: true,
    auth_time: seconds(),
    nonce: there.searchParams.get('nonce'),
  };
  const back = await browser.ask(`/callback/ministry?code=one&state=${there.searchParams.get('state')}`);
  expect(back.headers.location).toBe('/app/entered');
});

test('going there again is a step-up: the session is new and fresh, and the one before is over', async () => {
  const { browser, email } = await signedIn(world);
  const before = browser.token();
  await goThere(browser, { sub: `s-${email}`, email, email_verified: true });
  expect(browser.token()).not.toBe(before);
  const [entered] = await world.seeAll('select is_fresh from enter($1, null)', [browser.token()]);
  expect(entered?.['is_fresh']).toBe(true);
  expect((await world.as({ cookie: `better-auth.session_token=${before}.x` }).get('/session')).statusCode).toBe(401);
});

test('a deactivated person does not enter by the ministry either', async () => {
  const { email, person } = await personWithPassword(world);
  await world.seeAll('insert into deactivated_person (person) values ($1)', [person]);
  const browser = browserOf(world);
  await goThere(browser, { sub: 's-11', email, email_verified: true });
  expect((await browser.get('/session')).statusCode).toBe(401);
});

test('a proof is counted only while it is young', () => {
  const now = new Date('2026-11-21T09:00:00Z');
  const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const at = now.getTime() / 1000;
  expect(subjectOf(token({ sub: 'a', auth_time: at - 299 }), now)).toBe('a');
  expect(() => subjectOf(token({ sub: 'a', auth_time: at - 301 }), now)).toThrow('too long ago');
  expect(() => subjectOf(token({ sub: 'a', auth_time: 'now' }), now)).toThrow('does not say when');
  expect(() => subjectOf(undefined, now)).toThrow('JSON');
});
