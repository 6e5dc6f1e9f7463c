import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, inject, test } from 'vitest';
import { addPerson } from '../src/platform/auth/auth.ts';
import { asPerson, asPublic, type Tx } from '../src/platform/database.ts';
import { migrate } from '../src/platform/migrate.ts';
import { databaseAt, query } from './postgres.ts';
import { type Someone, startWorld } from './world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const coordinator = await world.someone('coordinator');

const asked = (kk = 'Аурухана') => ({ kind: 'hospital', country: 'KZ', names: { kk } });
const register = (key: string, payload: object = asked()) =>
  world.as(coordinator).post('/organisations', payload, { 'idempotency-key': key });
const countOrganisations = async () => (await world.seeAll('select count(*)::int as n from organisation'))[0]?.['n'];

/** Statements in the application's own name, inside somebody's request. */
const inRequestOf = <T>({ cookie, organisation }: Someone, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, (tx) => work(tx));

test('a repeated request gets the first answer and changes nothing, even when both arrive at once', async () => {
  const before = Number(await countOrganisations());
  const key = randomUUID();
  const [first, second] = await Promise.all([register(key), register(key)]);
  const third = await register(key);
  expect(first.statusCode).toBe(201);
  expect([second.body, third.body]).toEqual([first.body, first.body]);
  expect(await countOrganisations()).toBe(before + 1);
});

test('a key that was used for another request is refused', async () => {
  const key = randomUUID();
  await register(key);
  const reply = await register(key, asked('Басқа аурухана'));
  expect([reply.statusCode, reply.json().type]).toEqual([422, '/problems/key-reused']);
});

test('a refusal is not remembered, so the same key may try again', async () => {
  const key = randomUUID();
  expect((await register(key, { ...asked(), country: 'Kazakhstan' })).statusCode).toBe(400);
  expect((await register(key)).statusCode).toBe(201);
});

test('a problem is a problem document in the reader’s language, and names the fields at fault', async () => {
  const reply = await world
    .as(coordinator)
    .post('/organisations', { ...asked(), country: 7 }, { 'accept-language': 'ru' });
  expect(reply.headers['content-type']).toContain('application/problem+json');
  expect(reply.json()).toMatchObject({ type: '/problems/invalid-input', status: 400, errors: [{ field: '/country' }] });
  expect(reply.json().title).toMatch(/\p{Script=Cyrillic}/u);
});

test.each(['/api/nowhere', '/nowhere'])('%s is a problem document too', async (url) => {
  const reply = await world.app.inject({ url, headers: { accept: 'application/json' } });
  expect([reply.statusCode, reply.json().type]).toEqual([404, '/problems/not-found']);
});

test.each([
  ['{"kind":', 'application/json', 400, 'invalid-input'],
  ['', 'application/json', 400, 'invalid-input'],
  ['<organisation/>', 'application/xml', 415, 'unsupported-media'],
  [`{"names":"${'x'.repeat(1_200_000)}"}`, 'application/json', 413, 'too-large'],
  ['{"__proto__":{"may":"everything"}}', 'application/json', 400, 'invalid-input'],
])('the body %.20s as %s is refused with %i %s', async (payload, type, status, name) => {
  const reply = await world.as(coordinator).post('/organisations', Buffer.from(payload), { 'content-type': type });
  expect([reply.statusCode, reply.json().type]).toEqual([status, `/problems/${name}`]);
});

test('a text with a NUL is a clear refusal', async () => {
  const reply = await register(randomUUID(), asked('a\u0000b'));
  expect([reply.statusCode, reply.json().type]).toEqual([400, '/problems/invalid-input']);
});

test.each(['update event set action = action', 'delete from event', 'truncate event'])(
  'the role of requests may not %s',
  async (statement) => {
    const attempt = inRequestOf(coordinator, (tx) => sql.raw(statement).execute(tx));
    await expect(attempt).rejects.toThrow('permission denied for table event');
  },
);

test('an event names fields and never holds what a person wrote', async () => {
  await register(randomUUID(), asked('Айгүлдің емханасы'));
  const events = await world.seeAll('select to_jsonb(e) as event from event e');
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(events)).not.toContain('Айгүл');
});

test('an event cannot be written in another’s name', async () => {
  const forge = (person: string, organisation: string) =>
    inRequestOf(coordinator, (tx) =>
      sql`insert into event values (gen_random_uuid(), now(), ${person}, null, ${organisation}, null, null, 'own_side',
          false, 'x', gen_random_uuid(), 'x', '{}')`.execute(tx),
    );
  const other = await world.someone('viewer');
  await expect(forge(other.person, coordinator.organisation)).rejects.toThrow('row-level security');
  await expect(forge(coordinator.person, other.organisation)).rejects.toThrow('row-level security');
});

test('without a session, and with a forged actor, the role of requests sees no row', async () => {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relkind = 'r' and relrowsecurity and has_table_privilege('yntymaq_app', oid, 'select')`.execute(world.db);
  expect(rows.length).toBeGreaterThan(8);
  const forged = { person: coordinator.person, organisation: coordinator.organisation };
  await world.db.transaction().execute(async (tx) => {
    for (const [name, value] of Object.entries(forged))
      await sql`select set_config(${`app.${name}`}, ${value}, true), set_config(${`app.${name}_seal`}, 'guess', true)`.execute(
        tx,
      );
    for (const { name } of rows)
      expect([name, (await sql`select from ${sql.table(name)} limit 1`.execute(tx)).rows]).toEqual([name, []]);
  });
});

test('a seal of one thing does not serve for another', async () => {
  await inRequestOf(coordinator, async (tx) => {
    await sql`select set_config('app.person', current_setting('app.organisation'), true),
                     set_config('app.person_seal', current_setting('app.organisation_seal'), true)`.execute(tx);
    const { rows } = await sql`select actor_person() as person, actor_organisation() as organisation`.execute(tx);
    expect(rows).toEqual([{ person: null, organisation: coordinator.organisation }]);
  });
});

test('the seal’s key, sessions and passwords are out of reach for requests and for the public site', async () => {
  for (const table of ['actor_seal', 'membership', 'auth.session', 'auth.account'])
    await expect(sql`select from ${sql.raw(table)}`.execute(world.db)).rejects.toThrow('permission denied');
  const { rows } = await sql<{
    name: string;
  }>`select relname as name from pg_class join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'v') and nspname = 'public' and has_table_privilege('yntymaq_public', pg_class.oid, 'select')`.execute(
    world.publicDb,
  );
  for (const { name } of rows) expect(name).toMatch(/^(public_\w+|measure|installation)$/);
});

test('nothing can be written while a public page is read', async () => {
  const attempt = asPublic(world.publicDb, (tx) => sql`create temp table x ()`.execute(tx));
  await expect(attempt).rejects.toThrow('read-only');
});

test('people sign in with their password, and a session ends when they sign out', async () => {
  const [email, password] = ['aigerim@example.org', 'a long enough password'];
  const person = await addPerson(world.auth, { name: 'Айгерім', email, password });
  await world.seeAll(`insert into membership values ($1, $2, 'viewer')`, [person, coordinator.organisation]);
  const signIn = (attempt: string) =>
    world.app.inject({ method: 'POST', url: '/auth/sign-in/email', payload: { email, password: attempt } });
  expect((await signIn('not the right password')).statusCode).toBe(401);
  const reply = await signIn(password);
  expect(reply.statusCode).toBe(200);
  const cookie = reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect((await world.as({ cookie }).get('/session')).json()).toMatchObject({ person });
  const signedOut = await world.app.inject({
    method: 'POST',
    url: '/auth/sign-out',
    headers: { cookie, origin: 'http://yntymaq.test' },
    payload: {},
  });
  expect(signedOut.statusCode).toBe(200);
  expect((await world.as({ cookie }).get('/session')).statusCode).toBe(401);
});

test('nobody signs up, and guesses are limited', async () => {
  const post = (url: string, email: string) =>
    world.app.inject({ method: 'POST', url, payload: { email, password: 'a long enough password', name: 'x' } });
  expect((await post('/auth/sign-up/email', 'new@example.org')).statusCode).toBe(404);
  const replies: number[] = [];
  for (let guess = 0; guess < 25; guess += 1)
    replies.push((await post('/auth/sign-in/email', 'a@example.org')).statusCode);
  expect(replies.at(-1)).toBe(429);
});

test('passwords are kept as Argon2id', async () => {
  await addPerson(world.auth, { name: 'x', email: 'argon@example.org', password: 'a long enough password' });
  const kept = await world.seeAll('select password from auth.account');
  for (const { password } of kept) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('the description of the API is OpenAPI 3.1, and its viewer asks no other host', async () => {
  const { openapi, paths } = (await world.app.inject({ url: '/api/openapi.json' })).json();
  expect(openapi).toMatch(/^3\.1\./);
  expect(Object.keys(paths).length).toBeGreaterThan(5);
  const page = (await world.app.inject({ url: '/api/docs' })).body;
  expect(page).not.toMatch(/https?:\/\//);
  expect((await world.app.inject({ url: '/api/docs/files/swagger-ui-bundle.js' })).statusCode).toBe(200);
});

test('health, readiness and metrics name no person and no address', async () => {
  expect((await world.app.inject({ url: '/healthz' })).body).toBe('ok\n');
  expect((await world.app.inject({ url: '/readyz' })).statusCode).toBe(200);
  await world.as(coordinator).get('/session');
  const { body } = await world.app.inject({ url: '/metrics' });
  expect(body).toContain('http_request_duration_seconds');
  expect(body).not.toContain(coordinator.person);
});

test('migrations run once however many servers start, and refuse a file that changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await cp('db/migrations', folder, { recursive: true });
  const name = `migrated_${randomUUID().replaceAll('-', '')}`;
  await query(inject('ownerUrl'), `create database ${name}`);
  const url = databaseAt(inject('ownerUrl'), name);
  const ran = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(ran.map(({ length }) => length).toSorted((one, other) => one - other)).toEqual([0, expect.any(Number)]);
  await writeFile(join(folder, '0001_access.sql'), 'select 1');
  await expect(migrate(url, folder)).rejects.toThrow('0001_access.sql has already run and was changed since');
  await rm(join(folder, '0007_measures.sql'));
  await expect(migrate(url, folder)).rejects.toThrow('newer than this version');
  await query(inject('ownerUrl'), `drop database ${name}`);
  await rm(folder, { recursive: true });
});
