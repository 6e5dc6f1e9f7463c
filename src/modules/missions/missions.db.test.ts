import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ours, theirs, others] = await Promise.all([world.organisation(), world.organisation(), world.organisation()]);
await world.partnership('with-missions', [ours, theirs], 'partnership');
const us = world.as(await world.someone('coordinator', ours));
const them = world.as(await world.someone('officer', theirs));
const stranger = world.as(await world.someone('officer', others));

const title = { kk: { text: 'Жазба', by: 'person' } };
let made = 0;
const described = () => {
  made += 1;
  return { slug: `mission-${made}`, title, languages: ['kk', 'ko'], visitors: [], commitment: null };
};
const record = async () => (await us.post('/missions', { partnership: 'with-missions', ...described() })).json();
const list = async (who: typeof us) => (await who.get('/missions?partnership=with-missions')).json().items;
const idsOf = (found: { id: string }[]) => found.map(({ id }) => id);

test('a mission is kept to its side until it is shared, and a stranger cannot tell that it exists', async () => {
  const { id, version } = await record();
  expect([idsOf(await list(us)).includes(id), idsOf(await list(them)).includes(id)]).toEqual([true, false]);
  await us.post(`/missions/${id}/sharing`, { version });
  expect(await (await them.get(`/missions/${id}`)).json()).toMatchObject({ visibility: 'partnership', isOwn: false });
  const nowhere = await stranger.get('/missions/018f0000-0000-7000-8000-000000000000');
  expect((await stranger.get(`/missions/${id}`)).body).toBe(nowhere.body);
});

test('another side reads what is shared and does not change it', async () => {
  const { id, version } = await record();
  const shared = (await us.post(`/missions/${id}/sharing`, { version })).json();
  const reply = await them.post(`/missions/${id}/moves`, { version: shared.version, move: 'cancel' });
  expect([reply.statusCode, reply.json().type]).toEqual([403, '/problems/not-own-side']);
});

test('what happened to a mission is told', async () => {
  const { id, version } = await record();
  await us.post(`/missions/${id}/moves`, { version, move: 'cancel' });
  const { state, events } = (await us.get(`/missions/${id}`)).json();
  const told = events.map(({ action, fields }: { action: string; fields: string[] }) => [action, fields]);
  expect([state, told.toSorted()]).toEqual([
    'cancelled',
    [
      ['cancel', ['state']],
      ['record', ['slug', 'title', 'languages', 'commitment', 'keepDays']],
    ],
  ]);
});

test('of two who cancel the same mission at once, one is told that it has changed', async () => {
  const { id, version } = await record();
  const cancel = () => us.post(`/missions/${id}/moves`, { version, move: 'cancel' });
  const replies = await world.meetingAt(`select from mission where id = '${id}'`, () => [cancel(), cancel()]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
});

test('a move that the table does not know is refused, and changes nothing', async () => {
  const { id, version } = await record();
  const reply = await us.post(`/missions/${id}/moves`, { version, move: 'reopen' });
  expect(reply.json().type).toBe('/problems/mission-move-impossible');
  expect((await us.get(`/missions/${id}`)).json()).toMatchObject({ state: 'draft', version });
});

test('a viewer reads and does not write', async () => {
  const viewer = world.as(await world.someone('viewer', ours));
  expect((await viewer.get('/missions?partnership=with-missions')).statusCode).toBe(200);
  expect((await viewer.post('/missions', { partnership: 'with-missions', ...described() })).json().type).toBe(
    '/problems/forbidden',
  );
});
