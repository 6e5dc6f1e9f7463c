import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Someone, startWorld, type World } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const reason = 'for the mission';
const tokenOf = ({ cookie }: Pick<Someone, 'cookie'>) => /=([^.]+)\./.exec(cookie)?.[1] ?? '';
const statusOf = async (who: Pick<Someone, 'cookie'>, url: string, body: object = {}) =>
  (await world.as(who).post(url, body)).statusCode;
const typeOf = async (who: Pick<Someone, 'cookie'>, url: string, body: object = {}) =>
  (await world.as(who).post(url, body)).json<{ type: string }>().type;
/** SQL of somebody's own making, as the role that serves requests. */
const asApp = (who: Someone, statement: string) =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, (tx) => sql.raw(statement).execute(tx));
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** The secret of the last invitation, as its reader finds it: only its hash is in the database, so the test sets its own. */
async function secretOf(invitation: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await world.seeAll('update invitation set hash = $2 where id = $1', [invitation, sha256(secret)]);
  return secret;
}
const outside = (url: string, payload: object, cookie = '') =>
  world.app.inject({ method: 'POST', url: `/auth/invitation${url}`, payload, headers: cookie ? { cookie } : {} });

async function invited(admin: Someone, changed: object = {}) {
  const address = `${randomUUID()}@hospital.example`;
  const asked = { address, name: 'Айгүл', role: 'officer', isClinical: false, reason, ...changed };
  const answer = await world.as(admin).post('/access/invitations', asked);
  expect(answer.statusCode, answer.body).toBe(201);
  const { id } = answer.json<{ id: string }>();
  return { id, address, secret: await secretOf(id) };
}
/** Somebody known, who signs in with that address and belongs elsewhere. */
async function guestOf(address: string): Promise<Someone> {
  const guest = await world.someone('viewer');
  await world.seeAll('update auth."user" set email = $2 where id = $1', [guest.person, address]);
  return guest;
}

test('who is invited makes a sign-in with the address of the invitation, accepts once signed in, and then belongs to the organisation', async () => {
  const admin = await world.someone('administrator');
  const { id, address, secret } = await invited(admin);
  const look = await outside('/look', { token: secret });
  expect(look.json()).toMatchObject({ address, role: 'officer', isKnown: false });
  const account = { token: secret, name: 'Айгүл', password: 'қар жауды бүгін 7' };
  expect((await outside('/account', account)).statusCode).toBe(201);
  const signedIn = await world.app.inject({
    method: 'POST',
    url: '/auth/sign-in/email',
    payload: { email: address, password: account.password },
  });
  expect(signedIn.statusCode, signedIn.body).toBe(200);
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect((await outside('/accept', { token: secret }, cookie)).json()).toEqual({ organisation: admin.organisation });
  expect((await world.as({ cookie }).get('/session')).json()).toMatchObject({
    organisation: admin.organisation,
    role: 'officer',
  });
  const events = await world.seeAll('select action from event where subject_id = $1 order by at, action', [id]);
  expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['accepted', 'invited']));
});

test('an invitation is a letter in the same transaction, and the database holds neither its link nor its secret', async () => {
  const admin = await world.someone('administrator');
  const before = await world.seeAll('select count(*)::int as n from outbox_message');
  const { id } = await invited(admin);
  const after = await world.seeAll('select count(*)::int as n from outbox_message');
  expect(Number(after[0]?.['n']) - Number(before[0]?.['n'])).toBe(1);
  const kept = await world.seeAll('select hash from invitation where id = $1', [id]);
  expect(kept[0]?.['hash']).toMatch(/^[0-9a-f]{64}$/);
});

test('inviting an address that is known and one that is not gives the same answer and the same steps', async () => {
  const admin = await world.someone('administrator');
  const known = await world.someone('viewer');
  const addressKnown = `${known.person}@example.org`;
  const ask = (address: string) =>
    world.as(admin).post('/access/invitations', { address, name: 'A', role: 'viewer', isClinical: false, reason });
  const [one, other] = [await ask(addressKnown), await ask(`${randomUUID()}@example.org`)];
  expect([one.statusCode, other.statusCode]).toEqual([201, 201]);
  expect(Object.keys(one.json())).toEqual(Object.keys(other.json()));
});

test('an invitation opens once, even when it is accepted many times at the same moment', async () => {
  const admin = await world.someone('administrator');
  const { address, secret } = await invited(admin);
  const guest = await guestOf(address);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => outside('/accept', { token: secret }, guest.cookie)),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 7 }, () => 404),
  ]);
  const roles = await world.seeAll('select from membership where person = $1 and organisation_id = $2', [
    guest.person,
    admin.organisation,
  ]);
  expect(roles).toHaveLength(1);
});

test('two sign-ins made at once with one invitation are one, and the second cannot change its password', async () => {
  const admin = await world.someone('administrator');
  const { address, secret } = await invited(admin);
  const made = await Promise.all(
    ['тау басында бұлт 1', 'тау басында бұлт 2'].map((password) =>
      outside('/account', { token: secret, name: 'A', password }),
    ),
  );
  expect(made.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(await world.seeAll('select from auth."user" where email = $1', [address])).toHaveLength(1);
  const again = await outside('/account', { token: secret, name: 'A', password: 'үшінші құпиясөз 33' });
  expect(again.statusCode).toBe(409);
});

test('a password that everybody tries, or too short a one, makes no sign-in', async () => {
  const admin = await world.someone('administrator');
  const { address, secret } = await invited(admin);
  for (const password of ['short', 'password123456', 'x'.repeat(400)])
    expect((await outside('/account', { token: secret, name: 'A', password })).statusCode).toBe(422);
  expect(await world.seeAll('select from auth."user" where email = $1', [address])).toHaveLength(0);
});

test('an invitation that has run out, was taken back or was sent again opens nothing, and neither does a guessed one', async () => {
  const admin = await world.someone('administrator');
  const [old, revoked, resent] = [await invited(admin), await invited(admin), await invited(admin)];
  await world.seeAll(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [old.id]);
  expect(await statusOf(admin, `/access/invitations/${revoked.id}/revoke`)).toBe(200);
  await world.seeAll(`update invitation set sent_at = now() - interval '1 hour' where id = $1`, [resent.id]);
  expect(await statusOf(admin, `/access/invitations/${resent.id}/resend`)).toBe(200);
  const guest = await guestOf(old.address);
  for (const secret of [old.secret, revoked.secret, resent.secret, randomBytes(32).toString('base64url')]) {
    expect((await outside('/look', { token: secret })).statusCode).toBe(404);
    expect((await outside('/accept', { token: secret }, guest.cookie)).statusCode).toBe(404);
    expect((await outside('/account', { token: secret, name: 'A', password: 'ұзын құпиясөз осы 9' })).statusCode).toBe(
      404,
    );
  }
  expect((await outside('/look', { token: 'x' })).statusCode).toBe(400);
});

test('who holds another’s invitation gets nothing from it: it opens for the address that was invited', async () => {
  const admin = await world.someone('administrator');
  const { secret } = await invited(admin);
  const thief = await world.someone('officer');
  expect((await outside('/accept', { token: secret }, thief.cookie)).json()).toMatchObject({
    type: '/problems/invitation-of-another',
  });
  expect((await outside('/accept', { token: secret })).statusCode).toBe(401);
  expect((await outside('/accept', { token: secret }, 'better-auth.session_token=forged.x')).statusCode).toBe(401);
  expect(
    await world.seeAll('select from membership where person = $1 and organisation_id = $2', [
      thief.person,
      admin.organisation,
    ]),
  ).toHaveLength(0);
});

test('nobody but an administrator of the organisation invites, and never into another one', async () => {
  const asked = { address: 'a@b.example', name: 'A', role: 'viewer', isClinical: false, reason };
  for (const role of ['viewer', 'officer', 'coordinator'] as const)
    expect(await statusOf(await world.someone(role), '/access/invitations', asked)).toBe(403);
  const [admin, other] = [await world.someone('administrator'), await world.someone('administrator')];
  const { id } = await invited(other);
  expect(await statusOf(admin, `/access/invitations/${id}/revoke`)).toBe(404);
  expect(await statusOf(admin, `/access/invitations/${id}/resend`)).toBe(404);
  await expect(
    asApp(
      admin,
      `select invite(gen_random_uuid(), '${other.organisation}', 'x@y.example', 'X', 'viewer', false, null, null, 'x', '${'a'.repeat(64)}')`,
    ),
  ).rejects.toThrow('forbidden');
  expect(await typeOf(admin, '/access/invitations', { ...asked, address: `${admin.person}@EXAMPLE.org` })).toBe(
    '/problems/own-role',
  );
});

test('a role for some days runs from the first to the last of them by the clocks of the organisation, and then gives nothing', async () => {
  const admin = await world.someone('administrator');
  const visitor = await world.someone('viewer');
  const { organisation } = admin;
  await world.seeAll(`insert into membership (person, organisation_id, role) values ($1, $2, 'viewer')`, [
    visitor.person,
    organisation,
  ]);
  const granted = await world.as(admin).post(`/access/people/${visitor.person}/roles`, {
    role: 'officer',
    isClinical: true,
    from: day(-1),
    until: day(2),
    reason,
  });
  expect(granted.statusCode, granted.body).toBe(201);
  const here = { 'yntymaq-organisation': organisation };
  const now = await world.as(visitor).get('/session', here);
  expect(now.json<{ role: string; may: string[] }>()).toMatchObject({ role: 'officer' });
  expect(now.json<{ may: string[] }>().may).toContain('patients.write');
  const [held] = await world.seeAll('select ends_at from membership where id = $1', [
    granted.json<{ id: string }>().id,
  ]);
  expect(new Date(String(held?.['ends_at'])).toISOString()).toBe(`${day(2)}T19:00:00.000Z`);
  await world.seeAll(`update membership set since = now() - interval '2 days', ends_at = now() where id = $1`, [
    granted.json<{ id: string }>().id,
  ]);
  const after = await world.as(visitor).get('/session', here);
  expect(after.json<{ role: string; may: string[] }>()).toMatchObject({ role: 'viewer' });
  expect(after.json<{ may: string[] }>().may).not.toContain('patients.read');
});

test('a role that begins later gives nothing before, and days in the wrong order or past are refused', async () => {
  const admin = await world.someone('administrator');
  const visitor = await world.someone('viewer', admin.organisation);
  const grant = (days: object) =>
    world
      .as(admin)
      .post(`/access/people/${visitor.person}/roles`, { role: 'coordinator', isClinical: false, reason, ...days });
  expect((await grant({ from: day(3), until: day(5) })).statusCode).toBe(201);
  expect((await world.as(visitor).get('/session')).json()).toMatchObject({ role: 'viewer' });
  for (const days of [{ from: day(5), until: day(3) }, { until: day(-2) }, { from: day(3) }])
    expect((await grant(days)).json<{ type: string }>().type).toBe('/problems/days-wrong');
  await expect(
    asApp(admin, `select grant_role('${visitor.person}', 'viewer', false, null, now() - interval '1 day', 'x')`),
  ).rejects.toThrow('days-wrong');
});

test('a standing role takes the place of the one before, and both stay in the history with who did it and why', async () => {
  const admin = await world.someone('administrator');
  const person = await world.someone('viewer', admin.organisation);
  expect(
    await statusOf(admin, `/access/people/${person.person}/roles`, { role: 'coordinator', isClinical: false, reason }),
  ).toBe(201);
  expect((await world.as(person).get('/session')).json()).toMatchObject({ role: 'coordinator' });
  const page = (await world.as(admin).get(`/access/people/${person.person}`)).json<{
    roles: object[];
    history: object[];
    actors: object[];
  }>();
  expect(page.roles).toMatchObject([
    { role: 'coordinator', state: 'active', reason, grantedBy: 'Somebody' },
    { role: 'viewer', state: 'ended', endReason: reason, endedBy: 'Somebody' },
  ]);
  expect(page.history).toMatchObject([{ action: 'roleGranted', person: admin.person, fields: ['role'] }]);
  expect(page.actors).toEqual([{ id: admin.person, name: 'Somebody', isToken: false }]);
});

test('nobody changes their own role, and neither a page nor SQL as the application can raise anybody', async () => {
  const admin = await world.someone('administrator');
  const officer = await world.someone('officer', admin.organisation);
  const raise = { role: 'administrator', isClinical: true, reason };
  expect(await typeOf(admin, `/access/people/${admin.person}/roles`, raise)).toBe('/problems/own-role');
  expect(await statusOf(officer, `/access/people/${officer.person}/roles`, raise)).toBe(403);
  const forged = [
    `insert into membership (person, organisation_id, role) values ('${officer.person}', '${officer.organisation}', 'administrator')`,
    `update membership set role = 'administrator'`,
    `select * from membership`,
    `select grant_role('${officer.person}', 'administrator', true, null, null, 'x')`,
    `select seat('${admin.person}', null, '${admin.organisation}')`,
    `select seal('facts', '{"role":"administrator","session":"x"}')`,
    `select grant_installation('${officer.person}')`,
    `select deactivate_person('${admin.person}', 'x')`,
    `insert into installation_administrator values ('${officer.person}')`,
    `delete from deactivated_person`,
    `update auth.session set "userId" = '${admin.person}'`,
    `select note_access('${officer.organisation}', 'member', '${officer.person}', 'joined')`,
    `select end_what_acts_for('${admin.person}', null, null)`,
    `update invitation set role = 'administrator'`,
    `update api_token set scopes = '{access.manage}'`,
    `insert into person_seen values ('${admin.person}', now())`,
  ];
  for (const statement of forged)
    await expect(asApp(officer, statement), statement).rejects.toThrow(/permission denied|forbidden/);
  await expect(
    asApp(
      officer,
      `select set_config('app.facts', '{"role":"administrator","session":"x"}', true); select grant_role('${officer.person}', 'administrator', true, null, null, 'x')`,
    ),
  ).rejects.toThrow('forbidden');
  const here = await world.seeAll('select role from membership where person = $1', [officer.person]);
  expect(here).toEqual([{ role: 'officer' }]);
});

test('an administrator reaches nobody of another organisation, by whatever id', async () => {
  const [admin, other] = [await world.someone('administrator'), await world.someone('administrator')];
  const theirs = await world.someone('officer', other.organisation);
  const [role] = await world.seeAll('select id from membership where person = $1', [theirs.person]);
  expect((await world.as(admin).get(`/access/people/${theirs.person}`)).statusCode).toBe(404);
  expect(
    await statusOf(admin, `/access/people/${theirs.person}/roles`, { role: 'viewer', isClinical: false, reason }),
  ).toBe(404);
  expect(await statusOf(admin, `/access/people/${theirs.person}/deactivate`, { reason, tokens: 'revoke' })).toBe(404);
  expect(await statusOf(admin, `/access/people/${theirs.person}/reactivate`)).toBe(404);
  expect(await statusOf(admin, `/access/roles/${String(role?.['id'])}/end`, { reason })).toBe(404);
  const listed = (await world.as(admin).get('/access/people')).json<{ items: { id: string }[] }>();
  expect(listed.items.map(({ id }) => id)).toEqual([admin.person]);
  const elsewhere = await world.as(admin).get('/access/people', { 'yntymaq-organisation': other.organisation });
  expect(elsewhere.statusCode).toBe(403);
});

test('two administrators who end each other at the same moment leave one behind', async () => {
  const one = await world.someone('administrator');
  const other = await world.someone('administrator', one.organisation);
  const [ofOne, ofOther] = await Promise.all(
    [one, other].map(async ({ person }) =>
      String((await world.seeAll('select id from membership where person = $1', [person]))[0]?.['id']),
    ),
  );
  const results = await Promise.all([
    statusOf(one, `/access/roles/${ofOther}/end`, { reason }),
    statusOf(other, `/access/roles/${ofOne}/end`, { reason }),
  ]);
  const left = await world.seeAll('select from membership where organisation_id = $1 and ends_at is null', [
    one.organisation,
  ]);
  expect(left).toHaveLength(1);
  expect(results.toSorted((a, b) => a - b)[0]).toBe(200);
  expect([403, 409]).toContain(results.toSorted((a, b) => a - b)[1]);
});

test('the last standing administrator can neither be ended, lowered nor deactivated; a temporary one does not count', async () => {
  const admin = await world.someone('administrator');
  const second = await world.someone('viewer', admin.organisation);
  await world
    .as(admin)
    .post(`/access/people/${second.person}/roles`, { role: 'administrator', isClinical: false, until: day(2), reason });
  const [mine] = await world.seeAll('select id from membership where person = $1', [admin.person]);
  for (const who of [admin, second])
    expect(await typeOf(who, `/access/roles/${String(mine?.['id'])}/end`, { reason })).toBe(
      '/problems/last-administrator',
    );
  expect(
    await typeOf(second, `/access/people/${admin.person}/roles`, { role: 'viewer', isClinical: false, reason }),
  ).toBe('/problems/last-administrator');
  expect(await typeOf(second, `/access/people/${admin.person}/deactivate`, { reason, tokens: 'revoke' })).toBe(
    '/problems/last-administrator',
  );
});

test('who is deactivated is out at once: sessions, invitations and calendar addresses end, and roles return only by an administrator', async () => {
  const admin = await world.someone('administrator');
  const person = await world.someone('administrator', admin.organisation);
  await invited(person);
  await world.seeAll(`insert into calendar_feed values (gen_random_uuid(), $1, $2, $3, 'phone', now())`, [
    person.person,
    person.organisation,
    sha256(randomUUID()),
  ]);
  expect((await world.as(person).get('/session')).statusCode).toBe(200);
  expect(await statusOf(admin, `/access/people/${person.person}/deactivate`, { reason, tokens: 'revoke' })).toBe(200);
  expect((await world.as(person).get('/session')).statusCode).toBe(401);
  expect(await world.seeAll('select from auth.session where "userId" = $1', [person.person])).toHaveLength(0);
  expect(
    await world.seeAll('select from invitation where invited_by = $1 and revoked_at is null', [person.person]),
  ).toHaveLength(0);
  expect(
    await world.seeAll('select from calendar_feed where person = $1 and revoked_at is null', [person.person]),
  ).toHaveLength(0);
  await world.seeAll(
    `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '1 hour', $2, now(), $3)`,
    [randomUUID(), tokenOf(person), person.person],
  );
  expect((await world.as(person).get('/session')).statusCode).toBe(403);
  expect((await world.as(admin).get('/access/people?state=deactivated')).json()).toMatchObject({
    items: [{ id: person.person }],
  });
  expect(
    await typeOf(admin, `/access/people/${person.person}/roles`, { role: 'viewer', isClinical: false, reason }),
  ).toBe('/problems/deactivated');
  expect(await statusOf(admin, `/access/people/${person.person}/reactivate`)).toBe(200);
  expect((await world.as(person).get('/session')).json()).toMatchObject({ role: 'administrator' });
});

test('the administrator of the installation deactivates somebody everywhere, and lets them in again; the last one stays', async () => {
  const admin = await world.someone('viewer', undefined, { isInstallation: true });
  await world.seeAll('delete from installation_administrator where person <> $1', [admin.person]);
  const person = await world.someone('administrator');
  const at = (act: string) => `/access/installation/people/${person.person}/${act}`;
  expect(
    await typeOf(admin, `/access/installation/people/${admin.person}/administrator`, { isAdministrator: false }),
  ).toBe('/problems/last-installation-administrator');
  const ended = await world.as(admin).post(at('deactivate'), { reason });
  expect(ended.json()).toEqual({ withoutAdministrator: [person.organisation] });
  expect((await world.as(person).get('/session')).statusCode).toBe(401);
  await world.seeAll(
    `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '1 hour', $2, now(), $3)`,
    [randomUUID(), tokenOf(person), person.person],
  );
  expect((await world.as(person).get('/session')).statusCode).toBe(401);
  expect(await statusOf(admin, at('reactivate'))).toBe(200);
  expect((await world.as(person).get('/session')).statusCode).toBe(200);
  expect(await statusOf(admin, at('administrator'), { isAdministrator: true })).toBe(200);
  expect((await world.as(person).get('/session')).json<{ may: string[] }>().may).toContain('installation.manage');
  expect(
    await statusOf(admin, `/access/installation/people/${admin.person}/administrator`, { isAdministrator: false }),
  ).toBe(200);
  expect(await statusOf(admin, at('deactivate'), { reason })).toBe(403);
  expect(await statusOf(person, `/access/installation/people/${person.person}/deactivate`, { reason })).toBe(409);
});

test('only who looks after the installation sees everybody and invites the first administrator of an organisation that has none', async () => {
  const admin = await world.someone('viewer', undefined, { isInstallation: true });
  const empty = await world.organisation('Жаңа аурухана', 'hospital');
  const asked = { organisation: empty, address: `${randomUUID()}@hospital.example`, name: 'Б', reason };
  const administered = await world.someone('administrator');
  expect((await world.as(administered).get('/access/installation/people')).statusCode).toBe(403);
  expect(
    (await world.as(admin).get('/access/installation/people?q=somebody&limit=100')).json<{ items: object[] }>().items
      .length,
  ).toBeGreaterThan(2);
  expect(
    (await world.as(admin).get('/access/installation/vacant-organisations'))
      .json<{ id: string }[]>()
      .map(({ id }) => id),
  ).toContain(empty);
  expect(await statusOf(administered, '/access/installation/invitations', asked)).toBe(403);
  expect(
    await statusOf(admin, '/access/installation/invitations', { ...asked, organisation: administered.organisation }),
  ).toBe(403);
  const answer = await world.as(admin).post('/access/installation/invitations', asked);
  expect(answer.statusCode, answer.body).toBe(201);
  const guest = await guestOf(asked.address);
  const secret = await secretOf(answer.json<{ id: string }>().id);
  expect((await outside('/accept', { token: secret }, guest.cookie)).statusCode).toBe(200);
  expect((await world.as(guest).get('/session', { 'yntymaq-organisation': empty })).json()).toMatchObject({
    role: 'administrator',
  });
});

test('what changes who may what wants a proof that is younger than ten minutes', async () => {
  const admin = await world.someone('administrator', undefined, { isInstallation: true });
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '11 minutes' where "userId" = $1`, [
    admin.person,
  ]);
  const id = randomUUID();
  const acts: [string, object][] = [
    ['/access/invitations', { address: 'a@b.example', name: 'A', role: 'viewer', isClinical: false, reason }],
    [`/access/people/${id}/roles`, { role: 'viewer', isClinical: false, reason }],
    [`/access/roles/${id}/end`, { reason }],
    [`/access/people/${id}/deactivate`, { reason, tokens: 'revoke' }],
    [`/access/people/${id}/reactivate`, {}],
    [`/access/installation/people/${id}/deactivate`, { reason }],
    [`/access/installation/people/${id}/administrator`, { isAdministrator: true }],
    ['/access/tokens', { purpose: 'statistics', scopes: ['accords.read'], until: day(5), requestsPerMinute: 10 }],
    [`/access/tokens/${id}/rotate`, { overlapHours: 1 }],
  ];
  for (const [url, body] of acts) expect(await typeOf(admin, url, body), url).toBe('/problems/step-up-first');
});

test('the list of people is filtered, sorted, paged and taken away as a file, and shows who is invited', async () => {
  const admin = await world.someone('administrator');
  const names = ['Ғалия', 'Әсел', 'Zhanna', 'Борис'];
  for (const name of names) {
    const each = await world.someone('viewer', admin.organisation);
    await world.seeAll('update auth."user" set name = $2 where id = $1', [each.person, name]);
  }
  const { address } = await invited(admin);
  type List = { items: { name: string; kind: string; state: string; address: string }[]; next: string | null };
  const all = (await world.as(admin).get('/access/people')).json<List>();
  expect(all.items).toHaveLength(6);
  const paged: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: List = (await world.as(admin).get(`/access/people?limit=2${query}`)).json<List>();
    paged.push(...page.items.map(({ address: each }) => each));
    ({ next } = page);
  }
  expect(paged).toEqual(all.items.map(({ address: each }) => each));
  expect((await world.as(admin).get('/access/people?state=invited')).json<List>().items).toMatchObject([
    { kind: 'invitation', address },
  ]);
  expect(
    (await world.as(admin).get(`/access/people?q=${encodeURIComponent('әсел')}`)).json<List>().items,
  ).toMatchObject([{ name: 'Әсел' }]);
  expect((await world.as(admin).get('/access/people?cursor=x')).statusCode).toBe(400);
  const file = await world.as(admin).get('/access/people/file?format=csv&locale=en');
  expect(file.body.split('\n').filter((line) => line.trim() !== '')).toHaveLength(7);
  expect(file.body).toContain('Ғалия');
});
