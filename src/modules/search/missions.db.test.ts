import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { missionIn } from '../../../test/mission.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { specialties } from '../missions/day/operation.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [host, partner, guest, unnamed, other] = await Promise.all([
  world.organisation('Талдықорған ауруханасы', 'hospital'),
  world.organisation('Ангук госпиталі', 'hospital'),
  world.organisation('Мундыль клиникасы', 'hospital'),
  world.organisation('Аноним қоры', 'hospital'),
  world.organisation('Бөтен мекеме'),
]);
const us = await world.someone('viewer', host);
const otherSide = await world.someone('viewer', partner);
const coming = await world.someone('viewer', guest);
const stranger = await world.someone('viewer', other);
const [open, closed] = [
  await world.partnership('open-clinic', [host, partner]),
  await world.partnership('closed-clinic', [host, partner], 'partnership'),
];
// Elsewhere the public site names who comes here from no side at all.
await world.partnership('elsewhere', [guest, other]);

type Told = {
  title: string;
  state?: string;
  visibility?: string;
  visitors?: string[];
  within?: typeof open;
  specialties?: string[];
};
let made = 0;
/** A mission of the hospital in Taldyqorgan, with sessions of these specialties. */
async function mission(told: Told): Promise<string> {
  made += 1;
  const {
    title,
    state = 'announced',
    visibility = 'public',
    visitors = [],
    within = open,
    specialties: seen = [],
  } = told;
  const { id } = await missionIn(world, {
    slug: `found-${made}`,
    host,
    partnership: within,
    state,
    visibility,
    sessions: seen.map((specialty) => ({ specialty, day: '2026-11-25', minutes: 60, perHour: 6 })),
  });
  const titles = { kk: { text: title, by: 'person' }, ko: { text: '봄 진료', by: 'person' } };
  await world.seeAll('update mission set title = $2 where id = $1', [id, titles]);
  for (const visitor of visitors) await world.seeAll('insert into mission_visitor values ($1, $2)', [id, visitor]);
  return id;
}
const search = async (who: Someone, q: string) =>
  (await world.as(who).get(`/search?q=${encodeURIComponent(q)}&kind=mission`)).json();
const found = async (who: Someone, q: string): Promise<string[]> =>
  ((await search(who, q)).groups[0]?.items ?? []).map(({ id }: { id: string }) => id);
const foundByAll = async (q: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`select subject_id as id from search_public(${q}, array['mission'], 20, 0)`.execute(
      world.publicDb,
    )
  ).rows.map(({ id }) => id);
const everybody = async (q: string) => ({
  us: await found(us, q),
  otherSide: await found(otherSide, q),
  coming: await found(coming, q),
  stranger: await found(stranger, q),
  public: await foundByAll(q),
});

test.each([
  ['its title, from any keyboard', 'сабалак'],
  ['its title in Latin letters', 'Sabalaq'],
  ['its title in another language', '진료'],
  ['its title with a letter wrong', 'сапалақтағы'],
  ['its host', 'талдықорған ауруханасы'],
  ['who comes', 'мундыль'],
  ['the place of its venue', 'Талдықорған'],
  ['the name of its venue', 'облыстық аурухана'],
  ['the address of its venue', 'абай көшесі'],
  ['the specialties that see people there', 'кардиолог'],
])('a mission is found by %s', async (_what, asked) => {
  const id = await mission({ title: 'Сабалақтағы клиника', visitors: [guest], specialties: ['cardiology'] });
  for (const ids of Object.values(await everybody(asked))) expect(ids).toContain(id);
});

test('every specialty is found by what the pages call it, in each of their languages', async () => {
  const texts = [
    'public/booking/messages/kk',
    'public/booking/messages/ru',
    'public/booking/messages/en',
    'public/booking/messages/ko',
  ]
    .concat(['kk', 'ru', 'en'].map((locale) => `modules/missions/planning/messages/${locale}`))
    .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, '../..', `${name}.json`), 'utf8')));
  const ids = new Map<string, string>();
  for (const each of specialties)
    ids.set(each, await mission({ title: 'Мамандық', visibility: 'own_side', specialties: [each] }));
  for (const each of specialties)
    for (const text of texts) {
      const name: string = text[`booking.specialty.${each}`] ?? text[`missions.specialty.${each}`];
      expect(await found(us, `мамандық ${name}`), name).toContain(ids.get(each));
    }
  expect(await found(us, 'мамандық травматология')).toEqual([ids.get('traumatology')]);
});

test('what one side keeps is found by it and by those who come, and by nobody else in any way', async () => {
  const kept = { visibility: 'own_side', within: closed };
  const before = [
    await search(otherSide, 'жасырын'),
    await search(otherSide, 'жасырынн'),
    await search(stranger, 'жасырын'),
  ];
  const visited = await mission({ title: 'Жасырын клиника', visitors: [guest], ...kept });
  const alone = await mission({ title: 'Жасырын дәріс', ...kept });
  const ids = await everybody('жасырын');
  expect({ ...ids, us: ids.us.toSorted() }).toEqual({
    us: [visited, alone].toSorted(),
    otherSide: [],
    coming: [visited],
    stranger: [],
    public: [],
  });
  expect([
    await search(otherSide, 'жасырын'),
    await search(otherSide, 'жасырынн'),
    await search(stranger, 'жасырын'),
  ]).toEqual(before);
  await world.seeAll('delete from mission_visitor where mission_id = $1', [visited]);
  expect(await found(coming, 'жасырын')).toEqual([]);
});

test('who comes finds what is shared with a partnership of which they are no part', async () => {
  const id = await mission({ title: 'Ортақ клиника', visibility: 'partnership', visitors: [guest], within: closed });
  expect(await everybody('ортақ')).toEqual({ us: [id], otherSide: [id], coming: [id], stranger: [], public: [] });
});

test('a draft is found by those who plan it, even if it is to be public; once it is announced, by everybody', async () => {
  const id = await mission({ title: 'Болашақ клиника', state: 'draft' });
  expect(await everybody('болашақ')).toEqual({ us: [id], otherSide: [id], coming: [], stranger: [], public: [] });
  expect(await foundByAll('болашах')).toEqual([]);
  for (const state of ['announced', 'running', 'closed']) {
    await world.seeAll('update mission set state = $2 where id = $1', [id, state]);
    expect(await everybody('болашақ'), state).toEqual({
      us: [id],
      otherSide: [id],
      coming: [id],
      stranger: [id],
      public: [id],
    });
  }
});

test('the public does not find what was cancelled, nor what stands in a partnership that is not public', async () => {
  const cancelled = await mission({ title: 'Тоқтатылған клиника', state: 'cancelled' });
  const inside = await mission({ title: 'Тоқтатылған дәріс', within: closed });
  expect((await found(us, 'тоқтатылған')).toSorted()).toEqual([cancelled, inside].toSorted());
  expect(await foundByAll('тоқтатылған')).toEqual([]);
});

test('a public mission is not found by an organisation that the public site does not name', async () => {
  const shown = await mission({ title: 'Жария клиника', visitors: [unnamed] });
  const kept = await mission({ title: 'Жабық клиника', visibility: 'own_side', visitors: [unnamed] });
  expect(await found(us, 'аноним')).toEqual([kept]);
  expect(await foundByAll('аноним')).toEqual([]);
  expect(await foundByAll('жария клиника')).toEqual([shown]);
});

test('a mission follows its plan: a new venue, a session that is cancelled, another name of who comes', async () => {
  const id = await mission({ title: 'Өзгермелі клиника', visitors: [guest], specialties: ['neurology'] });
  await world.seeAll(
    `insert into mission_venue (id, mission_id, name, place, zone, address) values ($1, $2, $3, 'konaev', 'Asia/Almaty', '{}')`,
    [uuidv7(), id, { kk: { text: 'Мәдениет үйі', by: 'person' } }],
  );
  expect(await found(us, 'өзгермелі мәдениет қонаев')).toEqual([id]);
  await world.seeAll('update mission_session set cancelled_at = now() where mission_id = $1', [id]);
  expect(await found(us, 'өзгермелі неврология')).toEqual([]);
  await world.seeAll('update organisation set names = $2 where id = $1', [guest, { kk: 'Жаңашырлар' }]);
  expect(await found(us, 'өзгермелі жаңашырлар')).toEqual([id]);
});

test('nobody finds a mission by its team, its helpers, or those who book', async () => {
  const id = await mission({ title: 'Құпия құрам', visibility: 'own_side', specialties: ['therapy'] });
  await world.seeAll(
    `insert into mission_clinician (id, mission_id, name, organisation_id, specialty) values ($1, $2, 'Сейтқали Арман', $3, 'therapy')`,
    [uuidv7(), id, host],
  );
  await world.seeAll(
    `insert into mission_interpreter (id, mission_id, name, languages) values ($1, $2, 'Ким Ынха', '{kk,ko}')`,
    [uuidv7(), id],
  );
  expect(await found(us, 'құпия құрам')).toEqual([id]);
  for (const name of ['сейтқали', 'ынха']) expect(await found(us, name)).toEqual([]);
  const columns = await world.seeAll(
    `select event_object_table as it from information_schema.triggers where trigger_name like 'search_%' and event_object_table like any ('{booking%,encounter%,mission_operation%}')`,
  );
  expect(columns).toEqual([]);
});

test('the public site leads from a search to the page of a mission', async () => {
  await mission({ title: 'Ақбұлақ клиникасы' });
  const slug = `found-${made}`;
  await mission({ title: 'Ақбұлақ жоспары', state: 'draft' });
  for (const [locale, kind] of [
    ['kk', 'Көшпелі медициналық миссия'],
    ['ru', 'Выездная медицинская миссия'],
    ['en', 'Medical mission'],
  ]) {
    const page = await world.app.inject({ url: `/${locale}?q=${encodeURIComponent('ақбұлақ')}` });
    expect(page.body).toContain(`href="/${locale}/missions/${slug}"`);
    expect(page.body).toContain(kind);
    expect(page.body).not.toContain('жоспары');
    expect((await world.app.inject({ url: `/${locale}/missions/${slug}` })).statusCode).toBe(200);
  }
});
