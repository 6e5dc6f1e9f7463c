import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { peopleOf, postsAsOf } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ours, theirs, others] = await Promise.all([
  world.organisation('Министрлік'),
  world.organisation('Елшілік'),
  world.organisation('Бөтен'),
]);
const officer = await world.someone('coordinator', ours);
const us = world.as(officer);
const token = /=([^.]+)\./.exec(officer.cookie)?.[1] ?? '';
const them = world.as(await world.someone('coordinator', theirs));
const stranger = world.as(await world.someone('coordinator', others));

const post = (organisation: string, more: object = {}) => ({
  organisation,
  title: {
    kk: 'министр',
    en: 'minister',
  },
  since: null,
  until: null,
  seenOn: null,
  ...more,
});
const register = async (kk: string, first?: object): Promise<string> =>
  (await us.post('/people', { names: { kk }, ...(first && { post: first }) })).json().id;
const read = async (id: string, who = us) => (await who.get(`/people/${id}`)).json();

test('an office holder is known to all who sign in, with posts over time and what happened', async () => {
  const id = await register('Алназарова', post(ours, { since: '2024-02', seenOn: '2026-01-03' }));
  await us.post(`/people/${id}/posts`, { id, post: post(theirs, { until: '2020' }) });
  const page = await read(id, stranger);
  expect(page.posts.map((each: { organisation: string }) => each.organisation)).toEqual([ours, theirs]);
  expect(page.events.map((each: { action: string }) => each.action).toSorted()).toEqual([
    'addPost',
    'addPost',
    'register',
  ]);
  expect(page.mayChange).toBe(false);
  expect((await (await us.get(`/organisations/${ours}`)).json()).posts).toMatchObject([{ person: id }]);
});

test.each([
  [{ since: '2021', until: '2020' }, 422, 'ends-before-it-begins'],
  [{ since: '2021', seenOn: '2020-12-23' }, 422, 'seen-outside-the-term'],
  [{ organisation: '018f0000-0000-7000-8000-000000000000' }, 422, 'organisation-unknown'],
  [{ since: '2018/2020' }, 400, 'invalid-input'],
  [{ since: 'XXXX-04-10' }, 400, 'invalid-input'],
  [{ seenOn: '2020-02-30' }, 400, 'invalid-input'],
  [{ title: {} }, 400, 'invalid-input'],
])('a post with %j is refused, and nobody is registered', async (wrong, status, refusal) => {
  const before = await world.seeAll('select count(*) from person');
  const reply = await us.post('/people', { names: { kk: 'Біреу' }, post: { ...post(ours), ...wrong } });
  expect([reply.statusCode, reply.json().type]).toEqual([status, `/problems/${refusal}`]);
  expect(await world.seeAll('select count(*) from person')).toEqual(before);
});

test('who registered a person or has them in a post changes them; nobody else does, nor becomes one who may', async () => {
  const id = await register('Көрші', post(theirs));
  const rename = (who: typeof us, version: number) =>
    who.post(`/people/${id}/changes`, { version, names: { kk: 'Көршінің жаңа аты' } });
  expect((await rename(stranger, 1)).json().type).toBe('/problems/not-yours-to-change');
  const seat = await stranger.post(`/people/${id}/posts`, { id, post: post(others) });
  expect([seat.statusCode, seat.json().type]).toEqual([403, '/problems/not-yours-to-change']);
  expect((await rename(them, 1)).json()).toEqual({ id, version: 2 });
  expect((await rename(us, 1)).json().type).toBe('/problems/stale');
});

test('a post is changed at the version that was seen, and one that was wrong is taken out', async () => {
  const id = await register('Өзгермелі', post(ours));
  const [first] = (await read(id)).posts;
  const end = (until: string) => us.post(`/posts/${first.id}/changes`, { version: 1, post: post(ours, { until }) });
  const replies = await world.meetingAt(`select from post where id = '${first.id}'`, () => [end('2024'), end('2025')]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  await us.post(`/posts/${first.id}/changes`, { version: 2, post: null });
  const page = await read(id);
  expect([page.posts, page.events[0].action]).toEqual([[], 'removePost']);
  const gone = await us.post(`/posts/${first.id}/changes`, { version: 3, post: null });
  expect(gone.json().type).toBe('/problems/not-found');
});

test('who held what as of a date is known as far as it is, also of a record that was merged', async () => {
  const kept = await register('Баталов', post(ours, { since: '2014', until: '2021', title: { kk: 'әкім' } }));
  const merged = await register('А. Баталов', post(theirs, { seenOn: '2022-05-01', title: { kk: 'елші' } }));
  await us.post(`/people/${merged}/merge`, { version: 1, into: kept, intoVersion: 1 });
  const asOf = (on: string) =>
    asPerson(world.db, { token, organisation: ours }, async (tx) => {
      const found = await postsAsOf(tx, { people: [merged, kept], on });
      expect(found.get(merged)).toEqual(found.get(kept));
      return (found.get(merged) ?? []).map(({ title, certainty }) => [title.kk, certainty]);
    });
  expect(await asOf('2020-12-23')).toEqual([
    ['әкім', 'certain'],
    ['елші', 'possible'],
  ]);
  expect(await asOf('2022-05-01')).toEqual([['елші', 'certain']]);
  const seen = (await read(merged)).posts.map((each: { title: { kk: string } }) => each.title.kk);
  expect(seen.toSorted()).toEqual(['елші', 'әкім'].toSorted());
  expect((await us.get('/people?q=баталов')).json().items).toMatchObject([{ id: kept, posts: [{}, {}] }]);
  // Outside a session nobody is known.
  expect(await world.db.transaction().execute((tx) => peopleOf(tx, [merged]))).toEqual([]);
});

test('people are found by where they hold posts, and go out as a file with a row for each post', async () => {
  const id = await register('Екі қызметті', post(theirs, { title: { kk: 'кеңесші' } }));
  await us.post(`/people/${id}/posts`, { id, post: post(ours, { title: { kk: 'төраға' } }) });
  const found = (await us.get(`/people?organisation=${theirs}&q=екі`)).json();
  expect(found.items.map((each: { id: string }) => each.id)).toEqual([id]);
  expect(found.organisations.map((each: { id: string }) => each.id).toSorted()).toEqual([ours, theirs].toSorted());
  const csv = (await us.get('/people/file?format=csv&q=екі қызметті&locale=kk')).body;
  expect(csv.trim().split('\r\n')).toHaveLength(3);
  expect(csv).toContain('кеңесші');
});

test('a person is not a user, and none appears in public who has no part in anything public', async () => {
  const id = await register('Көпшілікке белгісіз', post(ours));
  expect(await world.seeAll('select from public_person where id = $1', [id])).toEqual([]);
  expect(await world.seeAll('select from auth."user" where id = $1', [id])).toEqual([]);
});
