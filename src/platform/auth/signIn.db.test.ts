import { afterAll, expect, test } from 'vitest';
import { newPasskey } from '../../../test/passkey.ts';
import { browserOf, goodPassword, personWithPassword, signedIn, withCodes } from '../../../test/signIn.ts';
import { databaseAt } from '../../../test/postgres.ts';
import { startWorld } from '../../../test/world.ts';
import { sha256 } from '../hash.ts';
import { openPool } from '../pool.ts';

const world = await startWorld();
afterAll(() => world.stop());
const origin = 'http://yntymaq.test';
const typeOf = (reply: { statusCode: number; json: () => { type?: string } }) => [reply.statusCode, reply.json().type];

test('a session’s token is kept as its hash alone, and no answer shows it', async () => {
  const { browser, email } = await signedIn(world);
  const reply = await browser.auth('/sign-in/email', { email, password: goodPassword });
  const token = browser.token() ?? '';
  expect(token.length).toBeGreaterThan(20);
  expect(reply.body).not.toContain(token);
  const kept = await world.seeAll('select token from auth.session');
  expect(kept.map((row) => row['token'])).toContain(sha256(token));
  expect(JSON.stringify(kept)).not.toContain(token);
  expect((await world.as({ cookie: `better-auth.session_token=${sha256(token)}.x` }).get('/session')).statusCode).toBe(
    401,
  );
});

test('a session that somebody planted before the sign-in is not the one after it', async () => {
  const { browser: victim, email, password } = await signedIn(world);
  const planted = victim.token();
  await victim.auth('/sign-in/email', { email, password });
  expect(victim.token()).not.toBe(planted);
  expect((await world.as({ cookie: `better-auth.session_token=${planted}.x` }).get('/session')).statusCode).toBe(401);
  const invented = browserOf(world);
  invented.cookies.set('better-auth.session_token', 'chosen-by-somebody-else.x');
  await invented.auth('/sign-in/email', { email, password });
  expect(invented.token()).not.toBe('chosen-by-somebody-else');
});

test('the session’s cookie is for our pages alone: no script reads it and no other site’s form sends it', async () => {
  const { browser, email, password } = await signedIn(world);
  const reply = await browser.auth('/sign-in/email', { email, password });
  const cookies = [reply.headers['set-cookie']].flat().filter((it) => it?.includes('session_token'));
  expect(cookies.length).toBe(1);
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/i);
  for (const cookie of cookies) expect(cookie).toMatch(/SameSite=Lax/i);
});

test('a session ends after two hours in which nobody used it, and after twelve in any case', async () => {
  const { browser } = await signedIn(world);
  const token = sha256(browser.token() ?? '');
  const [kept] = await world.seeAll(`select "expiresAt" - "createdAt" as lasts from auth.session where token = $1`, [
    token,
  ]);
  expect(JSON.stringify(kept?.['lasts'])).toMatch(/"hours":1[12]/);
  await world.seeAll(`update auth.session set "usedAt" = now() - interval '10 minutes' where token = $1`, [token]);
  expect((await browser.get('/session')).statusCode).toBe(200);
  const [used] = await world.seeAll(
    `select "usedAt" > now() - interval '1 minute' as lately from auth.session where token = $1`,
    [token],
  );
  expect(used?.['lately']).toBe(true);
  await world.seeAll(`update auth.session set "usedAt" = now() - interval '121 minutes' where token = $1`, [token]);
  expect((await browser.get('/session')).statusCode).toBe(401);
  expect(typeOf(await browser.auth('/change-password', { currentPassword: goodPassword, newPassword: 'x' }))).toEqual([
    401,
    '/problems/sign-in-first',
  ]);
});

test('whoever is unknown, has a wrong password, was deactivated or has none hears the same words', async () => {
  const known = await personWithPassword(world);
  const deactivated = await personWithPassword(world);
  await world.seeAll('insert into deactivated_person (person) values ($1)', [deactivated.person]);
  const without = await personWithPassword(world);
  await world.seeAll('delete from auth.account where "userId" = $1', [without.person]);
  const attempts = [
    { email: 'nobody@example.org', password: goodPassword },
    { email: 'no e-mail at all', password: goodPassword },
    { email: known.email, password: 'not the right password' },
    { email: deactivated.email, password: deactivated.password },
    { email: without.email, password: goodPassword },
  ];
  const replies = await Promise.all(attempts.map((attempt) => browserOf(world).auth('/sign-in/email', attempt)));
  for (const reply of replies) {
    expect(typeOf(reply)).toEqual([401, '/problems/sign-in-refused']);
    expect(reply.body).toBe(replies[0]?.body);
  }
});

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

test('how long a refusal takes does not tell whether somebody is known', async () => {
  const known = await Promise.all(Array.from({ length: 12 }, () => personWithPassword(world)));
  const took = async (email: string) => {
    const started = performance.now();
    await browserOf(world).auth('/sign-in/email', { email, password: 'not the right password' });
    return performance.now() - started;
  };
  const [ofKnown, ofUnknown]: [number[], number[]] = [[], []];
  for (const { email } of known) {
    ofKnown.push(await took(email));
    ofUnknown.push(await took(`un${email}`));
  }
  const ratio = median(ofKnown) / median(ofUnknown);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('after four wrong attempts each further one waits longer, from however many addresses, whether somebody is known or not', async () => {
  const { email, password } = await personWithPassword(world);
  for (const address of [email, 'nobody-at-all@example.org']) {
    const guesses = await Promise.all(
      Array.from({ length: 30 }, () =>
        browserOf(world).auth('/sign-in/email', { email: address, password: 'not the right password' }),
      ),
    );
    const refused = guesses.filter(({ statusCode }) => statusCode === 401).length;
    expect([address, refused]).toEqual([address, 5]);
    const waiting = guesses.find(({ statusCode }) => statusCode === 429);
    expect(waiting?.json().type).toBe('/problems/too-many-requests');
    expect(Number(waiting?.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(typeOf(await browserOf(world).auth('/sign-in/email', { email, password }))).toEqual([
    429,
    '/problems/too-many-requests',
  ]);
});

test('while somebody guesses from elsewhere, the person enters from a device that they entered from before', async () => {
  const { email, password, browser } = await signedIn(world);
  await browser.auth('/sign-out');
  const guess = () => browserOf(world).auth('/sign-in/email', { email, password: 'not the right password' });
  for (let count = 0; count < 8; count += 1) await guess();
  expect((await guess()).statusCode).toBe(429);
  expect((await browser.auth('/sign-in/email', { email, password })).statusCode).toBe(200);
  const thief = browserOf(world);
  for (const [name, value] of browser.cookies) if (name.startsWith('yntymaq-device')) thief.cookies.set(name, value);
  const replies: number[] = [];
  for (let count = 0; count < 7; count += 1)
    replies.push((await thief.auth('/sign-in/email', { email, password: 'not the right password' })).statusCode);
  expect(replies).toEqual([401, 401, 401, 401, 401, 429, 429]);
});

test('one address guesses at most twenty times a minute, whomever it guesses at', async () => {
  const browser = browserOf(world);
  const replies: number[] = [];
  for (let guess = 0; guess < 22; guess += 1)
    replies.push(
      (await browser.auth('/sign-in/email', { email: `${guess}@example.org`, password: 'not the right password' }))
        .statusCode,
    );
  expect(replies.slice(0, 20).every((status) => status === 401)).toBe(true);
  expect(replies.slice(20)).toEqual([429, 429]);
});

test('with codes turned on the password alone opens nothing, and a code opens one door once', async () => {
  const { email, password, code, person } = await withCodes(world);
  const browser = browserOf(world);
  const first = await browser.auth('/sign-in/email', { email, password });
  expect(first.json()).toMatchObject({ twoFactorRedirect: true });
  expect((await browser.get('/session')).statusCode).toBe(401);
  expect(typeOf(await browser.auth('/two-factor/verify-totp', { code: '000000' }))).toEqual([
    400,
    '/problems/code-wrong',
  ]);
  const used = code();
  expect((await browser.auth('/two-factor/verify-totp', { code: used })).statusCode).toBe(200);
  expect((await browser.get('/session')).json()).toMatchObject({ person });
  const replayer = browserOf(world);
  await replayer.auth('/sign-in/email', { email, password });
  expect(typeOf(await replayer.auth('/two-factor/verify-totp', { code: used }))).toEqual([400, '/problems/code-wrong']);
  expect((await replayer.get('/session')).statusCode).toBe(401);
});

test('of two who come with the same code at the same moment one enters', async () => {
  const { email, password, code } = await withCodes(world);
  const browsers = [browserOf(world), browserOf(world), browserOf(world)];
  for (const browser of browsers) await browser.auth('/sign-in/email', { email, password });
  const same = code();
  const replies = await Promise.all(browsers.map((browser) => browser.auth('/two-factor/verify-totp', { code: same })));
  expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
});

test('codes cannot be guessed: five tries end the second step, whatever the device asks to be trusted', async () => {
  const { email, password, code } = await withCodes(world);
  const browser = browserOf(world);
  await browser.auth('/sign-in/email', { email, password });
  const tries: string[] = [];
  for (let count = 0; count < 6; count += 1)
    tries.push(
      (await browser.auth('/two-factor/verify-totp', { code: `00000${count}`, trustDevice: true })).json().type,
    );
  expect(tries.slice(0, 5)).toEqual(Array(5).fill('/problems/code-wrong'));
  expect(tries[5]).toBe('/problems/second-step-over');
  expect((await browser.auth('/two-factor/verify-totp', { code: code() })).statusCode).toBe(401);
  const other = browserOf(world);
  await other.auth('/sign-in/email', { email, password });
  await other.auth('/two-factor/verify-totp', { code: code(), trustDevice: true });
  await other.auth('/sign-out');
  const again = await other.auth('/sign-in/email', { email, password });
  expect(again.json()).toMatchObject({ twoFactorRedirect: true });
});

test('a recovery code opens once, and new ones make the old ones worthless', async () => {
  const { email, password, backupCodes, browser: signedInBrowser } = await withCodes(world);
  const enter = async (code: string | undefined) => {
    const browser = browserOf(world);
    await browser.auth('/sign-in/email', { email, password });
    return browser.auth('/two-factor/verify-backup-code', { code: code ?? '' });
  };
  expect(backupCodes).toHaveLength(10);
  expect((await enter(backupCodes[0])).statusCode).toBe(200);
  expect(typeOf(await enter(backupCodes[0]))).toEqual([400, '/problems/code-wrong']);
  const both = await Promise.all([enter(backupCodes[1]), enter(backupCodes[1])]);
  expect(both.filter(({ statusCode }) => statusCode === 200).length).toBeLessThanOrEqual(1);
  const made = await signedInBrowser.auth('/two-factor/generate-backup-codes', { password });
  expect(made.statusCode).toBe(200);
  expect((await enter(backupCodes[2])).statusCode).toBe(400);
  expect((await enter(made.json<{ backupCodes: string[] }>().backupCodes[0])).statusCode).toBe(200);
  const kept = await world.seeAll('select secret, "backupCodes" from auth."twoFactor"');
  for (const code of backupCodes) expect(JSON.stringify(kept)).not.toContain(code);
});

/** Somebody who has a passkey. */
async function withPasskey() {
  const who = await signedIn(world);
  const device = newPasskey({ origin });
  const options = (await who.browser.ask('/passkey/generate-register-options')).json();
  const added = await who.browser.auth('/passkey/verify-registration', {
    response: device.register(options),
    name: 'Телефон',
  });
  expect([added.statusCode, added.body]).toEqual([200, added.body]);
  return { ...who, device };
}

test('a passkey opens the door, once for each question', async () => {
  const { device, person } = await withPasskey();
  const browser = browserOf(world);
  const options = (await browser.ask('/passkey/generate-authenticate-options')).json();
  const response = device.prove(options);
  expect((await browser.auth('/passkey/verify-authentication', { response })).statusCode).toBe(200);
  expect((await browser.get('/session')).json()).toMatchObject({ person });
  expect(typeOf(await browser.auth('/passkey/verify-authentication', { response }))).toEqual([
    401,
    '/problems/passkey-refused',
  ]);
  const other = browserOf(world);
  await other.ask('/passkey/generate-authenticate-options');
  expect(typeOf(await other.auth('/passkey/verify-authentication', { response }))).toEqual([
    401,
    '/problems/passkey-refused',
  ]);
});

test('a passkey whose device did not check the person, or that answers for another site, opens nothing', async () => {
  const { browser } = await signedIn(world);
  for (const device of [
    newPasskey({ origin, isVerified: false }),
    newPasskey({ origin: 'https://evil.example' }),
    newPasskey({ origin, rpId: 'evil.example' }),
  ]) {
    const options = (await browser.ask('/passkey/generate-register-options')).json();
    const reply = await browser.auth('/passkey/verify-registration', { response: device.register(options) });
    expect(reply.statusCode).toBe(401);
  }
});

test('adding a passkey wants somebody who proved lately who they are', async () => {
  const { browser } = await signedIn(world);
  await age(browser.token());
  expect(typeOf(await browser.ask('/passkey/generate-register-options'))).toEqual([403, '/problems/step-up-first']);
  await browser.auth('/step-up/password', { password: goodPassword });
  expect((await browser.ask('/passkey/generate-register-options')).statusCode).toBe(200);
});

/** Makes a session old enough to be asked again. */
const age = (token: string | undefined) =>
  world.seeAll(`update auth.session set "createdAt" = now() - interval '11 minutes' where token = $1`, [
    sha256(token ?? ''),
  ]);
const isFresh = async (token: string | undefined) => {
  const [entered] = await world.seeAll('select is_fresh from enter($1, null)', [token]);
  return entered?.['is_fresh'];
};

test('who proves again who they are, by password, code or passkey, is fresh for ten minutes', async () => {
  const { browser, code } = await withCodes(world);
  await age(browser.token());
  expect(await isFresh(browser.token())).toBe(false);
  expect(typeOf(await browser.auth('/step-up/password', { password: 'not the right password' }))).toEqual([
    400,
    '/problems/password-wrong',
  ]);
  expect(await isFresh(browser.token())).toBe(false);
  expect((await browser.auth('/step-up/password', { password: goodPassword })).statusCode).toBe(200);
  expect(await isFresh(browser.token())).toBe(true);
  await world.seeAll(`update auth.step_up set at = now() - interval '11 minutes'`);
  expect(await isFresh(browser.token())).toBe(false);
  const used = code();
  expect((await browser.auth('/step-up/totp', { code: used })).statusCode).toBe(200);
  expect(await isFresh(browser.token())).toBe(true);
  await world.seeAll(`update auth.step_up set at = now() - interval '11 minutes'`);
  expect(typeOf(await browser.auth('/step-up/totp', { code: used }))).toEqual([400, '/problems/code-wrong']);
  expect(await isFresh(browser.token())).toBe(false);
});

test('a passkey proves again only the person whose it is', async () => {
  const { browser, device, person } = await withPasskey();
  await age(browser.token());
  const before = browser.token();
  const options = (await browser.ask('/passkey/generate-authenticate-options')).json();
  expect((await browser.auth('/step-up/passkey', { response: device.prove(options) })).statusCode).toBe(200);
  expect(await isFresh(browser.token())).toBe(true);
  expect(browser.token()).not.toBe(before);
  const stranger = await withPasskey();
  const asked = (await browser.ask('/passkey/generate-authenticate-options')).json();
  const reply = await browser.auth('/step-up/passkey', { response: stranger.device.prove(asked) });
  expect(typeOf(reply)).toEqual([401, '/problems/passkey-refused']);
  expect((await browser.get('/session')).json()).toMatchObject({ person });
});

test('guesses at a step-up wait as those at a sign-in do', async () => {
  const { browser } = await signedIn(world);
  const replies: number[] = [];
  for (let guess = 0; guess < 7; guess += 1)
    replies.push((await browser.auth('/step-up/password', { password: `not right ${guess}` })).statusCode);
  expect(replies).toEqual([400, 400, 400, 400, 400, 429, 429]);
});

test('a changed password ends every other session and gives this one another token', async () => {
  const { browser, email, password } = await signedIn(world);
  const elsewhere = browserOf(world);
  await elsewhere.auth('/sign-in/email', { email, password });
  const before = browser.token();
  const newPassword = 'жеті қат көк, жеті қат жер';
  expect(typeOf(await browser.auth('/change-password', { currentPassword: 'not it, not it', newPassword }))).toEqual([
    400,
    '/problems/password-wrong',
  ]);
  expect((await browser.auth('/change-password', { currentPassword: password, newPassword })).statusCode).toBe(200);
  expect(browser.token()).not.toBe(before);
  expect((await browser.get('/session')).statusCode).toBe(200);
  expect((await elsewhere.get('/session')).statusCode).toBe(401);
  expect((await browserOf(world).auth('/sign-in/email', { email, password })).statusCode).toBe(401);
  expect((await browserOf(world).auth('/sign-in/email', { email, password: newPassword })).statusCode).toBe(200);
});

test.each([
  ['short', 'password-too-short'],
  ['Password2026!', 'password-too-common'],
  ['Сынақ Адамы', 'password-too-short'],
  ['Сынақ----2026', 'password-too-common'],
  ['x'.repeat(300), 'password-too-long'],
])('the new password %.15s is refused as %s, and that counts as no guess', async (newPassword, name) => {
  const { browser } = await signedIn(world);
  for (let count = 0; count < 7; count += 1)
    expect(typeOf(await browser.auth('/change-password', { currentPassword: goodPassword, newPassword }))).toEqual([
      400,
      `/problems/${name}`,
    ]);
});

test('a deactivated person’s session is no longer one, at any door', async () => {
  const { browser, person } = await signedIn(world);
  await world.seeAll('insert into deactivated_person (person) values ($1)', [person]);
  expect((await browser.get('/session')).statusCode).toBe(401);
  expect(
    typeOf(
      await browser.auth('/change-password', {
        currentPassword: goodPassword,
        newPassword: 'жеті қат көк, жеті қат жер',
      }),
    ),
  ).toEqual([401, '/problems/sign-in-first']);
  expect(typeOf(await browser.ask('/passkey/generate-register-options'))).toEqual([401, '/problems/sign-in-first']);
});

test.each([
  ['/sign-in/email', { email: 'a@example.org', password: goodPassword }],
  ['/change-password', { currentPassword: goodPassword, newPassword: 'жеті қат көк, жеті қат жер' }],
  ['/step-up/password', { password: goodPassword }],
  ['/two-factor/disable', { password: goodPassword }],
  ['/sign-out', {}],
])('another site’s page cannot send %s', async (path, payload) => {
  const { browser } = await signedIn(world);
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }])
    expect(typeOf(await browser.auth(path, payload, headers))).toEqual([403, '/problems/bad-origin']);
  const form = await world.app.inject({
    method: 'POST',
    url: `/auth${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    payload: 'email=a%40example.org&password=x',
  });
  expect(form.statusCode).toBeGreaterThanOrEqual(400);
  expect((await browser.get('/session')).statusCode).toBe(200);
});

test.each([
  '/sign-up/email',
  '/update-user',
  '/change-email',
  '/delete-user',
  '/list-sessions',
  '/revoke-sessions',
  '/get-session',
  '/link-social',
  '/passkey/delete-passkey',
  '/two-factor/get-totp-uri',
  '/two-factor/send-otp',
  '/two-factor/view-backup-codes',
  '/verify-password',
])('%s is a way of the library that has no door', async (path) => {
  const { browser } = await signedIn(world);
  expect((await browser.auth(path, { password: goodPassword })).statusCode).toBe(404);
  expect((await browser.ask(path)).statusCode).toBe(404);
});

test('what happens with somebody’s ways in is written down, and nobody can change it', async () => {
  const { browser, person } = await withPasskey();
  await browser.auth('/sign-in/email', { email: 'x', password: 'y' });
  const rows = await world.seeAll('select what, how, origin from auth.happening where person = $1 order by at', [
    person,
  ]);
  expect(rows.map((row) => [row['what'], row['how']])).toEqual([
    ['signed_in', 'password'],
    ['passkey_added', null],
  ]);
  expect(rows[0]?.['origin']).toMatch(/^203\.\d+\.\d+\.0\/24$/);
  const [may] = await world.seeAll(
    `select has_table_privilege('yntymaq_auth', 'auth.happening', 'update') or has_table_privilege('yntymaq_auth', 'auth.happening', 'delete') as may`,
  );
  expect(may?.['may']).toBe(false);
});

test('the tables of sign-in are those that its library wants, and no more is missing', async () => {
  const { getMigrations } = await import('better-auth/db/migration');
  const pool = openPool(databaseAt(world.ownerUrl, await nameOfDatabase(), 'yntymaq_auth'), 1);
  const { toBeCreated, toBeAdded } = await getMigrations({ ...world.auth.options, database: pool });
  await pool.end();
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});
const nameOfDatabase = async () => String((await world.seeAll('select current_database() as name'))[0]?.['name']);
