import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [almaty, seoul, osh] = await Promise.all([world.organisation(), world.organisation(), world.organisation()]);
const coordinator = await world.someone('coordinator', almaty);

const asked = (slug: string, ...sides: string[][]) => ({
  slug,
  names: { kk: 'Алматы облысы мен Корея' },
  summary: { kk: { text: 'Денсаулық сақтау', by: 'person' } },
  visibility: 'partnership',
  sides: sides.map((organisations) => ({ names: { kk: 'Тарап' }, organisations })),
});
const open = (slug: string, ...sides: string[][]) => world.as(coordinator).post('/partnerships', asked(slug, ...sides));

test('a coordinator opens a partnership, and both sides find it with the side they sit on', async () => {
  const opened = (await open('almaty-korea', [almaty], [seoul])).json();
  const seen = await world.as(await world.someone('viewer', seoul)).get('/partnerships/almaty-korea');
  expect(seen.json()).toMatchObject({ id: opened.id, ownSide: opened.sides[1].id });
});

test('who takes no part cannot tell that a partnership exists', async () => {
  await open('hidden', [almaty], [seoul]);
  const stranger = world.as(await world.someone('viewer', osh));
  expect((await stranger.get('/partnerships/hidden')).body).toBe((await stranger.get('/partnerships/nowhere')).body);
  expect((await stranger.get('/partnerships')).body).not.toContain('hidden');
});

test.each([
  ['two-sides-needed', [[almaty]]],
  ['seated-twice', [[almaty, seoul], [seoul]]],
  ['owner-not-seated', [[osh], [seoul]]],
  ['organisation-unknown', [[almaty], ['018f0000-0000-7000-8000-000000000000']]],
])('%s refuses a partnership, and nothing is kept of it', async (refusal, sides) => {
  const reply = await open('refused', ...sides);
  expect([reply.statusCode, reply.json().type]).toEqual([422, `/problems/${refusal}`]);
  expect(await world.seeAll(`select from partnership where slug = 'refused'`)).toEqual([]);
});

test('an address is taken once', async () => {
  await open('taken', [almaty], [seoul]);
  expect((await open('taken', [almaty], [osh])).json().type).toBe('/problems/slug-taken');
});

test('a viewer reads and does not write', async () => {
  const viewer = world.as(await world.someone('viewer', almaty));
  expect((await viewer.get('/organisations')).statusCode).toBe(200);
  expect((await viewer.post('/partnerships', asked('no', [almaty], [seoul]))).json().type).toBe('/problems/forbidden');
});

test('the session says who I am, where, and what I may do', async () => {
  const session = (await world.as(coordinator).get('/session')).json();
  expect(session).toMatchObject({ person: coordinator.person, organisation: almaty, role: 'coordinator' });
  expect(session.may).toContain('directory.write');
  expect(session.memberships).toHaveLength(1);
});
