import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Someone, startWorld, type World } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const wanted = {
  purpose: 'Monthly statistics',
  scopes: ['accords.read', 'session.read'],
  until: day(30),
  requestsPerMinute: 60,
};

type Made = { id: string; secret: string };
async function made(admin: Someone, changed: object = {}): Promise<Made> {
  const answer = await world.as(admin).post('/access/tokens', { ...wanted, ...changed });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<Made>();
}
const asked = (secret: string, url: string, extra: Record<string, string> = {}) =>
  world.app.inject({ method: 'GET', url: `/api${url}`, headers: { authorization: `Bearer ${secret}`, ...extra } });
const sent = (secret: string, url: string, payload: object, extra: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url: `/api${url}`,
    headers: { authorization: `Bearer ${secret}`, 'idempotency-key': randomUUID(), ...extra },
    payload,
  });

test('a token does what its scopes say in its own organisation, and nothing else', async () => {
  const admin = await world.someone('administrator');
  const { secret } = await made(admin);
  expect((await asked(secret, '/session')).json()).toMatchObject({
    organisation: admin.organisation,
    role: null,
    memberships: [],
  });
  expect((await asked(secret, '/commitments')).statusCode).toBe(200);
  expect((await asked(secret, '/meetings')).statusCode).toBe(403);
  for (const url of [
    '/access/people',
    '/access/tokens',
    '/access/installation/people',
    '/access/people/file?format=csv',
  ])
    expect((await asked(secret, url)).statusCode, url).toBe(403);
});

test('a token acts for its one organisation, whichever a header names', async () => {
  const [admin, other] = [await world.someone('administrator'), await world.someone('administrator')];
  const { secret } = await made(admin);
  const answer = await asked(secret, '/session', { 'yntymaq-organisation': other.organisation });
  expect(answer.json()).toMatchObject({ organisation: admin.organisation });
});

test('a token that is revoked, or has run out, opens nothing from that moment on', async () => {
  const admin = await world.someone('administrator');
  const [revoked, expired] = [await made(admin), await made(admin)];
  expect((await asked(revoked.secret, '/session')).statusCode).toBe(200);
  expect((await world.as(admin).post(`/access/tokens/${revoked.id}/revoke`, {})).statusCode).toBe(200);
  expect((await asked(revoked.secret, '/session')).statusCode).toBe(401);
  expect((await world.as(admin).post(`/access/tokens/${revoked.id}/revoke`, {})).statusCode).toBe(404);
  await world.seeAll(`update api_token set made_at = now() - interval '2 days', expires_at = now() where id = $1`, [
    expired.id,
  ]);
  expect((await asked(expired.secret, '/session')).statusCode).toBe(401);
  const { items } = (await world.as(admin).get('/access/tokens')).json<{ items: { id: string; state: string }[] }>();
  expect(Object.fromEntries(items.map(({ id, state }) => [id, state]))).toEqual({
    [revoked.id]: 'revoked',
    [expired.id]: 'expired',
  });
});

test('a new secret takes the place of the old one, which opens for the hours that were said and no longer', async () => {
  const admin = await world.someone('administrator');
  const first = await made(admin);
  const rotate = async (overlapHours: number) =>
    (await world.as(admin).post(`/access/tokens/${first.id}/rotate`, { overlapHours })).json<Made>();
  const second = await rotate(24);
  expect(second.secret).not.toBe(first.secret);
  for (const { secret } of [first, second]) expect((await asked(secret, '/session')).statusCode).toBe(200);
  await world.seeAll(`update api_token set previous_until = now() where id = $1`, [first.id]);
  expect((await asked(first.secret, '/session')).statusCode).toBe(401);
  const third = await rotate(0);
  expect((await asked(second.secret, '/session')).statusCode).toBe(401);
  expect((await asked(third.secret, '/session')).statusCode).toBe(200);
});

test('the secret is told once: neither the list, the database nor a repeated request holds it', async () => {
  const admin = await world.someone('administrator');
  const key = randomUUID();
  const one = await world.as(admin).post('/access/tokens', wanted, { 'idempotency-key': key });
  const again = await world.as(admin).post('/access/tokens', wanted, { 'idempotency-key': key });
  const { secret, id } = one.json<Made>();
  expect(again.json<Made>().secret).not.toBe(secret);
  expect((await world.as(admin).get('/access/tokens')).body).not.toContain(secret);
  const rows = await world.seeAll('select to_jsonb(t)::text as all_of_it from api_token t where id = $1', [id]);
  expect(String(rows[0]?.['all_of_it'])).toContain(id);
  expect(String(rows[0]?.['all_of_it'])).not.toContain(secret);
  expect(await world.seeAll('select from idempotency where response like $1', [`%${secret}%`])).toHaveLength(0);
});

test('a token may hold nothing that its maker has not, and never what administers, signs or is a person’s own', async () => {
  const admin = await world.someone('administrator', undefined, { isInstallation: true });
  const clinical = await world.someone('administrator', undefined, { isClinical: true });
  const make = (who: Someone, scope: string) => world.as(who).post('/access/tokens', { ...wanted, scopes: [scope] });
  for (const scope of [
    'access.manage',
    'tokens.manage',
    'protection.manage',
    'installation.manage',
    'account.own',
    'signatures.sign',
    'nothing',
  ])
    expect((await make(admin, scope)).statusCode, scope).toBe(400);
  // Patients are for clinical people who answer for what they open: no token ever has them, also of a clinical maker.
  for (const who of [admin, clinical])
    for (const scope of ['patients.read', 'patients.write', 'patients.coordinate']) {
      const refused = await make(who, scope);
      expect([refused.statusCode, refused.json()]).toMatchObject([422, { type: '/problems/scope-not-allowed' }]);
    }
  const forged = (scopes: string, { cookie } = admin) =>
    asPerson(world.db, { token: /=([^.]+)\./.exec(cookie)?.[1] ?? '', organisation: null }, (tx) =>
      sql
        .raw(`select make_token(gen_random_uuid(), 'forged', '${scopes}', 'h', 'h', 60, now() + interval '1 day')`)
        .execute(tx),
    );
  for (const scopes of ['{access.manage}', '{accords.read,installation.manage}', '{patients.read}', '{account.own}'])
    await expect(forged(scopes), scopes).rejects.toThrow('scope-not-allowed');
  await expect(forged('{accords.read,patients.write}', clinical)).rejects.toThrow('scope-not-allowed');
});

test('a token lives a year at most, and only an administrator makes one', async () => {
  const admin = await world.someone('administrator');
  expect((await world.as(admin).post('/access/tokens', { ...wanted, until: day(400) })).json()).toMatchObject({
    type: '/problems/days-wrong',
  });
  expect((await world.as(admin).post('/access/tokens', { ...wanted, until: day(-2) })).json()).toMatchObject({
    type: '/problems/days-wrong',
  });
  for (const role of ['viewer', 'officer', 'coordinator'] as const)
    expect((await world.as(await world.someone(role)).post('/access/tokens', wanted)).statusCode).toBe(403);
});

test('another organisation’s token is neither seen, rotated nor revoked', async () => {
  const [admin, other] = [await world.someone('administrator'), await world.someone('administrator')];
  const { id, secret } = await made(other);
  expect((await world.as(admin).get('/access/tokens')).json()).toEqual({ items: [] });
  expect((await world.as(admin).post(`/access/tokens/${id}/revoke`, {})).statusCode).toBe(404);
  expect((await world.as(admin).post(`/access/tokens/${id}/rotate`, { overlapHours: 1 })).statusCode).toBe(404);
  expect((await asked(secret, '/session')).statusCode).toBe(200);
});

test('no token does a dangerous act or opens what belongs to a person, though it comes from another site without a cookie', async () => {
  const admin = await world.someone('administrator');
  const { secret } = await made(admin, { scopes: ['accords.read', 'accords.write', 'session.read'] });
  expect((await sent(secret, '/access/tokens', wanted)).statusCode).toBe(403);
  expect(
    (
      await sent(secret, '/access/invitations', {
        address: 'a@b.example',
        name: 'A',
        role: 'viewer',
        isClinical: false,
        reason: 'none',
      })
    ).statusCode,
  ).toBe(403);
  expect((await asked(`${secret}x`, '/session')).statusCode).toBe(401);
  expect((await asked('ynt_short', '/session')).statusCode).toBe(401);
});

test('the keys of a token’s requests are its own: the same key of a person is another request', async () => {
  const admin = await world.someone('administrator');
  const { secret, id } = await made(admin, { scopes: ['directory.read', 'directory.write'] });
  const key = randomUUID();
  const body = { names: { kk: 'Емхана' }, kind: 'hospital', country: 'KZ' };
  const byToken = await sent(secret, '/organisations', body, { 'idempotency-key': key });
  expect(byToken.statusCode, byToken.body).toBeLessThan(300);
  const repeated = await sent(secret, '/organisations', body, { 'idempotency-key': key });
  expect(repeated.json()).toEqual(byToken.json());
  const byPerson = await world.as(admin).post('/organisations', body, { 'idempotency-key': key });
  expect(byPerson.json<{ id: string }>().id).not.toBe(byToken.json<{ id: string }>().id);
  const events = await world.seeAll('select person from event where subject_id = $1', [
    byToken.json<{ id: string }>().id,
  ]);
  expect(events).toEqual([{ person: id }]);
  const names = (await world.as(admin).get(`/access/actors?ids[]=${id}`)).json();
  expect(names).toEqual([{ id, name: wanted.purpose, isToken: true }]);
});

test('when a token was last used is known to the minute, and many requests at once do not wait for each other to say so', async () => {
  const admin = await world.someone('administrator');
  const { secret, id } = await made(admin);
  const used = async () =>
    (await world.seeAll('select last_used_at, xmin::text as version from api_token where id = $1', [id]))[0];
  expect((await used())?.['last_used_at']).toBeNull();
  await Promise.all(Array.from({ length: 12 }, () => asked(secret, '/session')));
  const first = await used();
  expect(first?.['last_used_at']).toBeInstanceOf(Date);
  await asked(secret, '/session');
  expect(await used()).toEqual(first);
});

test('the tokens of who is deactivated end, or are taken over by who deactivates them', async () => {
  const admin = await world.someone('administrator');
  const [leaver, other] = [
    await world.someone('administrator', admin.organisation),
    await world.someone('administrator', admin.organisation),
  ];
  const [ended, kept] = [await made(leaver), await made(other)];
  const deactivate = (who: Someone, tokens: string) =>
    world.as(admin).post(`/access/people/${who.person}/deactivate`, { reason: 'left the house', tokens });
  expect((await deactivate(leaver, 'revoke')).statusCode).toBe(200);
  expect((await deactivate(other, 'take_over')).statusCode).toBe(200);
  expect((await asked(ended.secret, '/session')).statusCode).toBe(401);
  expect((await asked(kept.secret, '/session')).statusCode).toBe(200);
  expect(await world.seeAll('select made_by from api_token where id = $1', [kept.id])).toEqual([
    { made_by: admin.person },
  ]);
});
