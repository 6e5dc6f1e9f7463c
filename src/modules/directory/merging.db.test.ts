import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ours, others] = await Promise.all([world.organisation('Өз ұйымымыз'), world.organisation('Басқа ұйым')]);
const us = world.as(await world.someone('coordinator', ours));

type Kind = 'organisations' | 'people';
const described = { organisations: { kind: 'hospital', country: 'KZ' }, people: {} };
const register = async (of: Kind, kk: string): Promise<string> =>
  (await us.post(`/${of}`, { ...described[of], names: { kk } })).json().id;
const read = async (of: Kind, id: string) => (await us.get(`/${of}/${id}`)).json();
const versionOf = async (of: Kind, id: string): Promise<number> =>
  Number(
    (await world.seeAll(`select version from ${of === 'people' ? 'person' : 'organisation'} where id = $1`, [id]))[0]?.[
      'version'
    ],
  );
const merge = async (of: Kind, id: string, into: string, who = us) =>
  who.post(`/${of}/${id}/merge`, { version: await versionOf(of, id), into, intoVersion: await versionOf(of, into) });
const undo = async (of: Kind, id: string) => us.post(`/${of}/${id}/merge/undo`, { version: await versionOf(of, id) });

test.each(['organisations', 'people'] as const)(
  '%s: a merge leads to the kept one, and undoing it restores exactly',
  async (of) => {
    const table = of === 'people' ? 'person' : 'organisation';
    const [merged, kept] = [await register(of, 'Хёндэ дәрігері'), await register(of, 'Хендай дәрігері')];
    const rows = () =>
      world.seeAll(
        `select to_jsonb(t) - 'version' - 'changed_at' as row from ${table} t where id = any ($1) order by id`,
        [[merged, kept]],
      );
    const before = await rows();
    expect((await merge(of, merged, kept)).json()).toEqual({ merged, kept });
    const page = await read(of, merged);
    expect([page.id, page.merged]).toMatchObject([kept, [{ id: merged, mayUndo: true }]]);
    const list = async () =>
      (await us.get(`/${of === 'people' ? 'people' : 'organisations/list'}?q=хёндэ`)).json().items;
    // The name of the merged one finds the kept one, and the merged one is in no list.
    expect((await list()).map((each: { id: string }) => each.id)).toEqual([kept]);
    const actions = page.events.map((event: { action: string }) => event.action);
    expect(actions).toEqual(expect.arrayContaining(['merge', 'absorb']));
    expect((await undo(of, merged)).json()).toEqual({ id: merged });
    expect(await rows()).toEqual(before);
    expect((await list()).map((each: { id: string }) => each.id)).toEqual([merged]);
    expect((await undo(of, merged)).json().type).toBe('/problems/not-merged');
  },
);

test('a ledger row with the old id shows the kept organisation, and rights stay where they were', async () => {
  const [merged, kept] = [await register('organisations', 'Ескі атау'), await register('organisations', 'Жаңа атау')];
  const partnership = await world.partnership('with-merged', [merged, others]);
  const member = world.as(await world.someone('coordinator', merged));
  const keeper = world.as(await world.someone('coordinator', kept));
  await merge('organisations', merged, kept);
  const seen = (await member.get('/partnerships/with-merged')).json();
  expect(seen).toMatchObject({
    id: partnership.id,
    ownSide: partnership.sides[0],
    sides: [{ organisations: [merged] }, {}],
  });
  expect((await keeper.get('/partnerships/with-merged')).json().ownSide).toBeNull();
  const { memberships } = (await keeper.get('/session')).json();
  expect(memberships.map((each: { organisation: string }) => each.organisation)).toEqual([kept]);
  const page = await read('organisations', kept);
  expect(page.partnerships).toMatchObject([{ slug: 'with-merged' }]);
  expect(page.organisations.find((each: { id: string }) => each.id === merged)).toMatchObject({
    names: { kk: 'Жаңа атау' },
    mergedInto: kept,
  });
  const [shown] = await world.seeAll('select names, merged_into from public_organisation where id = $1', [merged]);
  expect(shown).toEqual({ names: { kk: 'Жаңа атау' }, merged_into: kept });
});

test('a merged organisation is neither changed, nor seated, nor given a post, nor made a parent', async () => {
  const [merged, kept] = [await register('organisations', 'Бір'), await register('organisations', 'Бір')];
  await merge('organisations', merged, kept);
  const version = await versionOf('organisations', merged);
  const post = { organisation: merged, title: { kk: 'директор' }, since: null, until: null, seenOn: null };
  const replies = [
    await us.post(`/organisations/${merged}/changes`, { version, change: { country: 'KR' } }),
    await us.post('/organisations', { ...described.organisations, names: { kk: 'Бөлімше' }, parent: merged }),
    await us.post('/people', { names: { kk: 'Біреу' }, post }),
    await us.post('/partnerships', {
      slug: 'merged-seat',
      names: { kk: 'А' },
      summary: {
        kk: {
          text: 'Б',
          by: 'person',
        },
      },
      visibility: 'partnership',
      sides: [ours, merged].map((it) => ({
        names: { kk: 'Т' },
        organisations: [it],
      })),
    }),
  ];
  expect(replies.map((reply) => reply.json().type)).toEqual([
    '/problems/already-merged',
    '/problems/parent-unknown',
    '/problems/organisation-unknown',
    '/problems/organisation-unknown',
  ]);
});

test.each(['organisations', 'people'] as const)('%s: no chain, no circle, not itself, not twice', async (of) => {
  const [a, b, c] = [await register(of, 'А'), await register(of, 'Ә'), await register(of, 'Б')];
  expect((await merge(of, a, a)).json().type).toBe('/problems/same-record');
  await merge(of, a, b);
  const refusals = [await merge(of, a, c), await merge(of, b, a), await merge(of, c, a), await merge(of, b, c)];
  expect(refusals.map((reply) => reply.json().type)).toEqual([
    '/problems/already-merged',
    '/problems/already-merged',
    '/problems/already-merged',
    '/problems/merged-into-it',
  ]);
  expect((await merge(of, c, b)).statusCode).toBe(200);
  expect((await read(of, b)).merged).toHaveLength(2);
});

test('merges that cross at the same moment leave one signpost, never a circle', async () => {
  const [a, b] = [await register('organisations', 'Қос бір'), await register('organisations', 'Қос екі')];
  const replies = await world.meetingAt(`select from organisation where id in ('${a}', '${b}')`, () => [
    us.post(`/organisations/${a}/merge`, { version: 1, into: b, intoVersion: 1 }),
    us.post(`/organisations/${b}/merge`, { version: 1, into: a, intoVersion: 1 }),
  ]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const rows = await world.seeAll('select merged_into from organisation where id = any ($1)', [[a, b]]);
  expect(rows.filter((row) => row['merged_into'] === null)).toHaveLength(1);
});

test('merges that would make a chain at the same moment do not', async () => {
  const [a, b, c] = [
    await register('people', 'Үш бір'),
    await register('people', 'Үш екі'),
    await register('people', 'Үш'),
  ];
  const replies = await world.meetingAt(`select from person where id = '${b}'`, () => [
    us.post(`/people/${a}/merge`, { version: 1, into: b, intoVersion: 1 }),
    us.post(`/people/${b}/merge`, { version: 1, into: c, intoVersion: 1 }),
  ]);
  expect(replies.map((reply) => reply.statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
});

test('a merge rests on what was seen of both: an older version of either is stale', async () => {
  const [a, b] = [await register('organisations', 'Г'), await register('organisations', 'Ғ')];
  await us.post(`/organisations/${b}/changes`, { version: 1, change: { country: 'KG' } });
  const reply = await us.post(`/organisations/${a}/merge`, { version: 1, into: b, intoVersion: 1 });
  expect([reply.statusCode, reply.json().type]).toEqual([409, '/problems/stale']);
});

test('demonstration is never merged with what is real', async () => {
  const [a, b] = [await register('organisations', 'Д'), await register('organisations', 'Е')];
  await world.seeAll('update organisation set is_demo = true where id = $1', [a]);
  expect((await merge('organisations', a, b)).json().type).toBe('/problems/demonstration-apart');
});

test('the database itself refuses a merge into what one may not change, and a chain', async () => {
  const [mine, other] = [await register('organisations', 'Менікі'), await register('organisations', 'Екінші')];
  const reply = await merge('organisations', mine, others);
  expect(reply.json().type).toBe('/problems/not-yours-to-change');
  await merge('organisations', mine, other);
  const chain = world.seeAll('update organisation set merged_into = $1, merged_at = now() where id = $2', [
    ours,
    other,
  ]);
  await expect(chain).rejects.toThrow('cannot be merged again');
});

test('duplicates are offered with the reason, and those that the reader may decide say so', async () => {
  const [a, b] = [
    await register('organisations', 'Қаратал аудандық ауруханасы'),
    await register('organisations', 'Karatal audandyq auruhanasy'),
  ];
  const { items } = (await us.get(`/organisations/duplicates?of=${a}`)).json();
  expect(items).toMatchObject([{ one: a, other: b, reason: 'same_name', mayMerge: true }]);
  const stranger = world.as(await world.someone('coordinator', others));
  const seen = (await stranger.get('/organisations/duplicates')).json();
  const pair = seen.items.find((each: { one: string; other: string }) => [each.one, each.other].includes(a));
  expect(pair).toMatchObject({ mayMerge: false });
  expect(seen.organisations.map((each: { id: string }) => each.id)).toEqual(expect.arrayContaining([a, b]));
});
