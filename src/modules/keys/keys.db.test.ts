import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Someone, startWorld, type World } from '../../../test/world.ts';

let world: World;
let keeper: Someone;
beforeAll(async () => {
  world = await startWorld();
  keeper = await world.someone('viewer', undefined, { isInstallation: true });
});
afterAll(() => world.stop());

test('who looks after the installation sees counts of keys, and never a key or whose it is', async () => {
  world.vault.make(['patient:00000000-0000-7000-8000-000000000001', 'patient:00000000-0000-7000-8000-000000000002']);
  world.vault.destroy('patient:00000000-0000-7000-8000-000000000002');
  const reply = await world.as(keeper).get('/keys');
  expect(reply.json()).toMatchObject({ byKind: { patient: 1 }, destroyed: 1, broken: 0, isRotated: true });
  expect(reply.json().ring.map(({ id }: { id: string }) => id)).toEqual(['test']);
  expect(reply.body).not.toContain('00000000-0000-7000');
  expect(reply.body).not.toContain(Buffer.alloc(32, 7).toString('base64'));
});

test('nobody else sees them, and nobody turns them without proving who they are', async () => {
  const administrator = await world.someone('administrator');
  expect((await world.as(administrator).get('/keys')).statusCode).toBe(403);
  expect((await world.as(administrator).post('/keys/rotation', {})).statusCode).toBe(403);
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '1 hour' where "userId" = $1`, [
    keeper.person,
  ]);
  const reply = await world.as(keeper).post('/keys/rotation', {});
  expect([reply.statusCode, reply.json().type]).toEqual([403, '/problems/step-up-first']);
  await world.seeAll(`update auth.session set "createdAt" = now() where "userId" = $1`, [keeper.person]);
  expect((await world.as(keeper).post('/keys/rotation', {})).json()).toEqual({ wrapped: 0 });
});
