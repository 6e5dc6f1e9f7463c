import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { now, type Someone, startWorld, type World } from '../../../test/world.ts';
import { dayKeyOf, dayOf, destroyDaysBefore } from './days.ts';

let world: World;
let coordinator: Someone;
beforeAll(async () => {
  world = await startWorld();
  coordinator = await world.someone('coordinator');
});
afterAll(() => world.stop());

const names = { kk: 'Құпия ұйым', ru: 'Тайная организация', en: 'Hidden organisation' };
const register = (key: string, payload: object = { kind: 'hospital', country: 'KZ', place: null, names }) =>
  world.as(coordinator).post('/organisations', payload, { 'idempotency-key': key });
const rowOf = async (key: string) => (await world.seeAll('select * from idempotency where key = $1', [key]))[0];

test('an answer that is kept for a repeated request lies sealed, and is given again word for word', async () => {
  const key = randomUUID();
  const first = await register(key);
  expect(first.statusCode).toBe(201);
  expect(first.body).toContain('Құпия ұйым');
  const row = await rowOf(key);
  expect(row).toMatchObject({ response: null, day: dayOf(now) });
  expect(Buffer.from(row?.['sealed'] as Buffer).includes('Құпия')).toBe(false);
  const again = await register(key);
  expect([again.statusCode, again.body]).toEqual([201, first.body]);
});

test('the hash of a request is keyed, so that nobody finds what was asked by trying it out', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await register(one);
  await register(two);
  const [first, second] = [await rowOf(one), await rowOf(two)];
  expect(first?.['request_hash']).toBe(second?.['request_hash']);
  const { createHash } = await import('node:crypto');
  const asked = { kind: 'hospital', country: 'KZ', place: null, names };
  const plain = JSON.stringify([coordinator.organisation, 'directory.addOrganisation', asked, []]);
  expect(first?.['request_hash']).not.toBe(createHash('sha256').update(plain).digest('hex'));
});

test('an answer put in the place of another is not given', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await register(one);
  await register(two, { kind: 'hospital', country: 'KZ', place: null, names: { ...names, en: 'Another' } });
  await world.seeAll(
    'update idempotency set sealed = (select sealed from idempotency where key = $1), request_hash = (select request_hash from idempotency where key = $1) where key = $2',
    [one, two],
  );
  const answer = await register(two);
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('Құпия');
});

test('the application cannot keep an answer unsealed', async () => {
  const granted = await world.seeAll(
    `select column_name from information_schema.column_privileges
     where table_name = 'idempotency' and grantee = 'yntymaq_app' and privilege_type = 'UPDATE'`,
  );
  const columns = granted.map(({ column_name }) => column_name);
  expect(columns).toContain('sealed');
  expect(columns).not.toContain('response');
});

test('once its day is over an answer is neither given nor done again', async () => {
  const key = randomUUID();
  await register(key);
  const before = await world.seeAll('select count(*) from organisation');
  expect(destroyDaysBefore(world.vault, new Date(now.getTime() + 48 * 3_600_000))).toBe(1);
  expect(world.vault.isDestroyed(dayKeyOf(dayOf(now)))).toBe(true);
  const again = await register(key);
  expect([again.statusCode, again.json().type]).toEqual([422, '/problems/key-reused']);
  expect(await world.seeAll('select count(*) from organisation')).toEqual(before);
});
