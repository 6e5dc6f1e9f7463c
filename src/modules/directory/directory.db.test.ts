import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [almaty, seoul, osh] = await Promise.all([world.organisation(), world.organisation(), world.organisation()]);
const coordinator = await world.someone('coordinator', almaty);
const theirs = await world.someone('coordinator', seoul);
const us = world.as(coordinator);

const asked = (slug: string, ...sides: string[][]) => ({
  slug,
  names: { kk: 'Алматы облысы мен Корея' },
  summary: { kk: { text: 'Денсаулық сақтау', by: 'person' } },
  visibility: 'partnership',
  sides: sides.map((organisations) => ({ names: { kk: 'Тарап' }, organisations })),
});
const open = (slug: string, ...sides: string[][]) => us.post('/partnerships', asked(slug, ...sides));

test('a coordinator opens a partnership, and both sides find it with the side they sit on', async () => {
  const opened = (await open('almaty-korea', [almaty], [seoul])).json();
  const seen = await world.as(theirs).get('/partnerships/almaty-korea');
  expect(seen.json()).toMatchObject({ id: opened.id, ownSide: opened.sides[1].id, isOwner: false, fields: ['health'] });
});

test('who takes no part cannot tell that a partnership exists', async () => {
  await open('hidden', [almaty], [seoul]);
  const stranger = world.as(await world.someone('coordinator', osh));
  const both = async (path: (slug: string) => string) =>
    expect((await stranger.get(path('hidden'))).body).toBe((await stranger.get(path('nowhere'))).body);
  await both((slug) => `/partnerships/${slug}`);
  await both((slug) => `/partnerships/${slug}/history`);
  const change = { version: 1, change: { names: { kk: 'Ашық' } } };
  const [hidden, nowhere] = await Promise.all(
    ['hidden', 'nowhere'].map((slug) => stranger.post(`/partnerships/${slug}/changes`, change)),
  );
  expect(hidden?.body).toBe(nowhere?.body);
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
  const written = [
    await viewer.post('/partnerships', asked('no', [almaty], [seoul])),
    await viewer.post('/people', { names: { kk: 'Біреу' } }),
    await viewer.post(`/organisations/${almaty}/merge`, { version: 1, into: seoul, intoVersion: 1 }),
  ];
  expect(written.map((reply) => reply.json().type)).toEqual(written.map(() => '/problems/forbidden'));
});

test('the session says who I am, where, and what I may do', async () => {
  const session = (await us.get('/session')).json();
  expect(session).toMatchObject({ person: coordinator.person, organisation: almaty, role: 'coordinator' });
  expect(session.may).toContain('directory.write');
  expect(session.memberships).toHaveLength(1);
});

test('the owner says what a partnership is about and what each side publishes; the others read it', async () => {
  const { version, sides } = (await open('described', [almaty], [seoul])).json();
  const change = {
    fields: ['health', 'transport'],
    countries: ['KZ', 'KR'],
    places: ['almaty-region'],
    languages: ['kk', 'ko'],
    since: '2018',
    sides: [{ id: sides[1].id, role: 'giver', mayPublish: ['meetings'] }],
  };
  const changed = await us.post('/partnerships/described/changes', { version, change });
  expect(changed.json()).toMatchObject({
    ...change,
    sides: [{ role: 'both' }, { role: 'giver', mayPublish: ['meetings'] }],
  });
  const history = (await world.as(theirs).get('/partnerships/described/history')).json();
  expect(history.events[0]).toMatchObject({ action: 'change', organisation: almaty });
  expect(history.events[0].fields.toSorted()).toEqual(['countries', 'fields', 'languages', 'places', 'sides', 'since']);
  const refused = await world.as(theirs).post('/partnerships/described/changes', { version: version + 1, change: {} });
  expect(refused.json().type).toBe('/problems/not-yours-to-change');
});

test('a stale change of a partnership is refused and changes nothing; an empty one leaves no trace', async () => {
  const { version } = (await open('stale', [almaty], [seoul])).json();
  const rename = (kk: string) => us.post('/partnerships/stale/changes', { version, change: { names: { kk } } });
  const replies = await world.meetingAt(`select from partnership where slug = 'stale'`, () => [
    rename('А'),
    rename('Ә'),
  ]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const before = (await us.get('/partnerships/stale')).json();
  await us.post('/partnerships/stale/changes', { version: before.version, change: { names: before.names } });
  expect((await us.get('/partnerships/stale')).json()).toEqual(before);
});

test('what everybody has been shown is not hidden again', async () => {
  const { version } = (await open('shown', [almaty], [seoul])).json();
  await us.post('/partnerships/shown/changes', { version, change: { visibility: 'public' } });
  const back = await us.post('/partnerships/shown/changes', {
    version: version + 1,
    change: { visibility: 'partnership' },
  });
  expect(back.json().type).toBe('/problems/narrows-what-was-shown');
});

test('a name that no database keeps, or that turns letters round, is kept as it can be read', async () => {
  const names = { kk: 'Мини\uD800стрлік', ru: '\u202EМинистерство\u200B' };
  const reply = await us.post('/organisations', { kind: 'ministry', country: 'KZ', place: null, names });
  expect(reply.json().names).toEqual({ kk: 'Мини\uFFFDстрлік', ru: 'Министерство' });
});

test('once a side has kept something, it alone lets others join it', async () => {
  const { id, version, sides } = (await open('joined', [almaty], [seoul])).json();
  await world.seeAll(
    `insert into event values (gen_random_uuid(), now(), null, 'test', $1, $2, $3, 'own_side', false, 'commitment',
       gen_random_uuid(), 'record', '{}')`,
    [seoul, id, sides[1].id],
  );
  const seat = { version, side: sides[1].id, organisation: osh };
  expect((await us.post('/partnerships/joined/seats', seat)).json().type).toBe('/problems/side-keeps-its-own');
  const stale = await world.as(theirs).post('/partnerships/joined/seats', { ...seat, version: version + 1 });
  expect(stale.json().type).toBe('/problems/stale');
  const seated = (await world.as(theirs).post('/partnerships/joined/seats', seat)).json();
  expect(seated.sides[1].organisations.toSorted()).toEqual([seoul, osh].toSorted());
});

test('the owner seats one more organisation, once, and it then sees the partnership', async () => {
  const { version, sides } = (await open('wider', [almaty], [seoul])).json();
  const seat = { version, side: sides[1].id, organisation: osh };
  const refused = await world.as(theirs).post('/partnerships/wider/seats', { ...seat, side: sides[0].id });
  expect(refused.json().type).toBe('/problems/not-yours-to-change');
  const seated = (await us.post('/partnerships/wider/seats', seat)).json();
  expect(seated.sides[1].organisations.toSorted()).toEqual([seoul, osh].toSorted());
  const again = await us.post('/partnerships/wider/seats', { ...seat, version: seated.version, side: sides[0].id });
  expect(again.json().type).toBe('/problems/seated-twice');
  const newcomer = world.as(await world.someone('viewer', osh));
  expect((await newcomer.get('/partnerships/wider')).json().ownSide).toBe(sides[1].id);
  const elsewhere = { ...seat, version: seated.version, side: '018f0000-0000-7000-8000-000000000000' };
  expect((await us.post('/partnerships/wider/seats', elsewhere)).json().type).toBe('/problems/side-unknown');
});
