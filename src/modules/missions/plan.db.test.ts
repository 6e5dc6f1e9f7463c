import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';
import { missionStates, missionMoves, moved } from './mission.ts';
import { maySign, type Permission } from './plan.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [host, visiting, partner, others] = await Promise.all([
  world.organisation(),
  world.organisation(),
  world.organisation(),
  world.organisation(),
]);
const partnership = await world.partnership('clinic', [host, partner], 'partnership');
const hostPerson = await world.someone('coordinator', host);
const us = world.as(hostPerson);
const officer = world.as(await world.someone('officer', host));
const guests = world.as(await world.someone('officer', visiting));
const otherSide = world.as(await world.someone('coordinator', partner));
const stranger = world.as(await world.someone('administrator', others));
const [physician, surgeon] = [
  await world.someone('officer', host, { isClinical: true }),
  await world.someone('officer', host, { isClinical: true }),
];

const title = { kk: { text: 'Көшпелі клиника', by: 'person' }, ko: { text: '이동 진료소', by: 'person' } };
const address = { kk: { text: 'Мектеп көшесі, 1', by: 'person' } };
const venueOf = { name: title, place: 'KZ-almaty-region', zone: null, address };
let made = 0;
type Who = typeof us;
const send = async (who: Who, path: string, body: object) => {
  const reply = await who.post(`/missions/${path}`, body);
  return { status: reply.statusCode, ...reply.json() };
};
const read = async (who: Who, id: string) => (await who.get(`/missions/${id}`)).json();
const add = async (id: string, kind: string, body: object) =>
  (await send(us, `${id}/${kind}`, { part: null, ...body })).ids[0];

async function begun(): Promise<string> {
  made += 1;
  const said = { partnership: 'clinic', slug: `clinic-${made}`, title, languages: ['kk', 'ko'] };
  const reply = await us.post('/missions', { ...said, visitors: [visiting], commitment: null });
  return reply.json().id;
}
const places = (await import('../../platform/place/place.ts')).places;
venueOf.place = places.find(({ kind }) => kind === 'city')?.id ?? '';

/** A mission with a venue and a room. */
async function withRoom() {
  const id = await begun();
  const venue = await add(id, 'venues', { venue: venueOf });
  const room = await add(id, 'rooms', { room: { venue, name: '1' } });
  return { id, venue, room };
}
const sessionOf = (room: string, more: object = {}) => ({
  room,
  day: '2026-12-01',
  starts: '09:00',
  ends: '13:00',
  specialty: 'surgery',
  clinician: null,
  capacityPerHour: 6,
  keptReferred: 1,
  keptChildren: 1,
  keptDisability: 0,
  ...more,
});
const clinicianOf = (more: object = {}) => ({
  name: 'Сейтқали А.',
  person: null,
  organisation: host,
  specialty: 'surgery',
  permission: { authority: 'Денсаулық сақтау басқармасы', number: '77', from: '2026-01-01', until: null },
  answeredForBy: null,
  ...more,
});
const writeSession = (who: Who, id: string, session: object, more: object = {}) =>
  send(who, `${id}/sessions`, { part: null, until: null, session, ...more });
const writeClinician = (id: string, clinician: object, part: object | null = null) =>
  send(us, `${id}/clinicians`, { part, clinician });

test('a plan is written part by part and read as a whole', async () => {
  const { id, room } = await withRoom();
  const clinician = (await writeClinician(id, clinicianOf())).ids[0];
  const { ids } = await writeSession(us, id, sessionOf(room, { clinician }), { until: '2026-12-03' });
  await add(id, 'equipment', { equipment: { name: 'УЗИ', quantity: 2, organisation: visiting } });
  await add(id, 'interpreters', { interpreter: { name: 'Ким', languages: ['kk', 'ko'] } });
  await add(id, 'checks', { check: { item: 'Су', responsible: null, due: null, isRequired: false, isDone: true } });
  const plan = await read(us, id);
  expect(plan.sessions.map(({ day, starts }: { day: string; starts: string }) => `${day} ${starts}`)).toEqual([
    '2026-12-01 09:00',
    '2026-12-02 09:00',
    '2026-12-03 09:00',
  ]);
  expect(plan.venues[0].zone).toMatch(/^Asia\//);
  expect([ids.length, plan.equipment[0].quantity, plan.interpreters[0].languages, plan.checks[0].isDone]).toEqual([
    3,
    2,
    ['kk', 'ko'],
    true,
  ]);
  expect(plan.events.map(({ fields }: { fields: string[] }) => fields[0])).toContain('session');
});

test('devices keep a day for a week after all of it is safe, until somebody says another number; never for none or for ever', async () => {
  const id = await begun();
  const before = await read(us, id);
  const said = { id, version: before.version, title, languages: ['kk', 'ko'], visitors: [visiting], commitment: null };
  const change = (keepDays?: number, version = before.version) =>
    send(us, `${id}/changes`, { ...said, version, ...(keepDays !== undefined && { keepDays }) });
  expect([(await change(0)).status, (await change(91)).status]).toEqual([400, 400]);
  expect((await change(30)).keepDays).toBe(30);
  expect([before.keepDays, (await change(undefined, before.version + 1)).keepDays]).toEqual([7, 30]);
});

test('how many have booked is told to those who take part, and to nobody else', async () => {
  const { id, room } = await withRoom();
  await writeSession(us, id, sessionOf(room));
  await world.seeAll(`update mission set visibility = 'public', state = 'announced' where id = $1`, [id]);
  const told = await Promise.all([us, guests, stranger].map(async (who) => (await read(who, id)).booked));
  expect(told).toEqual([{ places: 0, waiting: 0 }, { places: 0, waiting: 0 }, null]);
});

test('who comes reads the mission and its team while it is a draft, and changes nothing of it', async () => {
  const { id, room } = await withRoom();
  await writeClinician(id, clinicianOf());
  const seen = await read(guests, id);
  expect([seen.isOwn, seen.clinicians.length, seen.people]).toEqual([false, 1, []]);
  const refused = await writeSession(guests, id, sessionOf(room));
  expect([refused.status, refused.type]).toEqual([403, '/problems/not-own-side']);
  expect((await otherSide.get(`/missions/${id}`)).statusCode).toBe(404);
});

test('whoever only reads an announcement sees where and when, and nothing of the team or of what is still to be done', async () => {
  const { id, room } = await withRoom();
  await writeClinician(id, clinicianOf());
  await writeSession(us, id, sessionOf(room));
  await add(id, 'checks', { check: { item: 'Су', responsible: 'А.', due: null, isRequired: false, isDone: false } });
  const { version } = await read(us, id);
  await send(us, `${id}/announcement`, { version });
  const seen = await read(stranger, id);
  const counted = [seen.venues, seen.rooms, seen.sessions, seen.clinicians, seen.checks].map(({ length }) => length);
  expect([seen.state, counted]).toEqual(['announced', [1, 1, 1, 0, 0]]);
});

test('a mission is announced by a coordinator, when it is ready and not before', async () => {
  const { id, room } = await withRoom();
  const early = await send(us, `${id}/announcement`, { version: (await read(us, id)).version });
  expect([early.status, early.type]).toEqual([409, '/problems/mission-not-ready']);
  await writeSession(us, id, sessionOf(room));
  const check = { item: 'Рұқсат', responsible: null, due: null, isRequired: true, isDone: false };
  const item = await add(id, 'checks', { check });
  const blocked = await send(us, `${id}/announcement`, { version: (await read(us, id)).version });
  expect(blocked.type).toBe('/problems/mission-not-ready');
  await send(us, `${id}/checks`, { part: { id: item, version: 1 }, check: { ...check, isDone: true } });
  const { version } = await read(us, id);
  expect((await send(officer, `${id}/announcement`, { version })).type).toBe('/problems/forbidden');
  const announced = await send(us, `${id}/announcement`, { version });
  expect([announced.state, announced.visibility]).toEqual(['announced', 'public']);
});

test('an announced mission starts, closes, is opened again, and its closed plan does not change', async () => {
  const { id, room } = await withRoom();
  await writeSession(us, id, sessionOf(room));
  await send(us, `${id}/announcement`, { version: (await read(us, id)).version });
  const move = async (name: string) =>
    (await send(officer, `${id}/moves`, { move: name, version: (await read(us, id)).version })).state;
  expect([await move('start'), await move('close')]).toEqual(['running', 'closed']);
  const late = await writeSession(us, id, sessionOf(room, { day: '2026-12-09' }));
  expect([late.status, late.type, await move('reopen')]).toEqual([409, '/problems/mission-over', 'running']);
});

test('a room and a clinician are at one place at a time, also when two people plan at once', async () => {
  const { id, room } = await withRoom();
  const write = () => writeSession(us, id, sessionOf(room));
  const replies = await world.meetingAt(`select from mission where id = '${id}'`, () => [write(), write()]);
  expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
  const { sessions } = await read(us, id);
  const cancel = { version: sessions[0].version, isCancelled: true };
  expect((await send(us, `${id}/sessions/${sessions[0].id}/cancellation`, cancel)).status).toBe(200);
  expect((await write()).status).toBe(201);
  const back = { version: sessions[0].version + 1, isCancelled: false };
  expect((await send(us, `${id}/sessions/${sessions[0].id}/cancellation`, back)).type).toBe('/problems/room-taken');
});

test('who saw an older version of a part is told, and what they did not see is not overwritten', async () => {
  const { id, room, venue } = await withRoom();
  const rename = (name: string) => send(us, `${id}/rooms`, { part: { id: room, version: 1 }, room: { venue, name } });
  expect([(await rename('2')).status, (await rename('3')).type]).toEqual([201, '/problems/stale']);
  expect((await read(us, id)).rooms[0].name).toBe('2');
});

test('parts of another mission cannot be used or changed through this one', async () => {
  const [mine, other] = [await withRoom(), await withRoom()];
  expect((await writeSession(us, mine.id, sessionOf(other.room))).status).toBe(404);
  const part = { id: other.room, version: 1 };
  const room = { venue: mine.venue, name: '9' };
  expect((await send(us, `${mine.id}/rooms`, { part, room })).status).toBe(404);
  await expect(
    world.seeAll(
      `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, capacity_per_hour)
       values ($1, $2, $3, '2026-12-01', '09:00', '10:00', 'surgery', 1)`,
      [uuidv7(), mine.id, other.room],
    ),
  ).rejects.toThrow('a room of another mission');
});

test('what something else rests on is not taken out', async () => {
  const { id, venue, room } = await withRoom();
  const remove = (kind: string, part: string) => send(us, `${id}/removals`, { kind, part, version: 1 });
  expect((await remove('venue', venue)).type).toBe('/problems/part-in-use');
  expect([(await remove('room', room)).status, (await remove('venue', venue)).status]).toEqual([200, 200]);
});

test('the team is chosen from people with a clinical role at the host, of whom only its own side is told', async () => {
  const id = await begun();
  const told = (await read(us, id)).people.map(({ person }: { person: string }) => person);
  expect([told.includes(physician.person), told.includes(hostPerson.person)]).toEqual([true, false]);
  const wrong = await writeClinician(id, clinicianOf({ person: hostPerson.person }));
  const right = await writeClinician(id, clinicianOf({ person: physician.person }));
  const twice = await writeClinician(id, clinicianOf({ person: physician.person }));
  expect([wrong.type, right.status, twice.type]).toEqual([
    '/problems/clinician-unknown',
    201,
    '/problems/clinician-twice',
  ]);
});

test('a temporary clinical role is told with its days while it runs or is to come, and not once it is over', async () => {
  const id = await begun();
  const guest = await world.someone('officer', visiting);
  const grant = (since: string, ends: string) =>
    world.seeAll(
      `insert into membership (person, organisation_id, role, is_clinical, since, ends_at)
       values ($1, $2, 'officer', true, now() + $3::interval, now() + $4::interval) returning ends_at`,
      [guest.person, host, since, ends],
    );
  const told = async () =>
    (await read(us, id)).people.filter(({ person }: { person: string }) => person === guest.person);
  await grant('-9 days', '-1 day');
  expect(await told()).toEqual([]);
  const [upcoming] = await grant('1 day', '4 days');
  const ends = upcoming?.['ends_at'];
  expect((await told()).map(({ endsAt }: { endsAt: string }) => endsAt)).toEqual([(ends as Date).toISOString()]);
});

test('a visiting clinician without a permission has a local physician with one to answer for them', async () => {
  const id = await begun();
  const local = (await writeClinician(id, clinicianOf({ person: physician.person }))).ids[0];
  const without = { person: surgeon.person, organisation: visiting, permission: null };
  const guest = await writeClinician(id, clinicianOf({ ...without, answeredForBy: local }));
  expect(guest.status).toBe(201);
  const alsoVisiting = (await writeClinician(id, clinicianOf({ organisation: visiting }))).ids[0];
  const bad = await writeClinician(id, clinicianOf({ permission: null, answeredForBy: alsoVisiting }));
  const worse = await writeClinician(id, clinicianOf({ permission: null, answeredForBy: guest.ids[0] }));
  expect([bad.type, worse.type]).toEqual(['/problems/answering-not-local', '/problems/answering-not-local']);
  const sign = async (clinician: string, day: string) =>
    (await world.seeAll('select mission_may_sign($1, $2) as may', [clinician, day]))[0]?.['may'];
  expect([await sign(guest.ids[0], '2026-12-01'), await sign(guest.ids[0], '2025-12-31')]).toEqual([true, false]);
  await send(us, `${id}/clinicians/${local}/end`, { version: 1, hasEnded: true });
  expect(await sign(guest.ids[0], '2026-12-01')).toBe(false);
});

test('the rule of signing and its SQL twin give one answer, whatever they are asked', async () => {
  const id = await begun();
  const day = fc.integer({ min: 0, max: 12 }).map((at) => `2026-05-${String(1 + at).padStart(2, '0')}`);
  const permission = fc.option(
    fc.tuple(day, fc.option(day)).map(([from, until]): Permission => {
      if (until === null || from <= until) return { from, until };
      return { from: until, until: from };
    }),
  );
  const one = fc.record({ hasEnded: fc.boolean(), permission });
  const cases = fc.sample(fc.tuple(one, fc.option(one, { freq: 3 }), day), 2000);
  const ids: string[] = [];
  const rows = cases.flatMap(([own, answering]) => {
    const [ownId, answeringId] = [uuidv7(), answering && uuidv7()];
    ids.push(ownId);
    const row = (at: string, who: typeof own, by: string | null) => ({
      id: at,
      number: who.permission && '1',
      starts: who.permission?.from ?? null,
      until: who.permission?.until ?? null,
      by,
      ended: who.hasEnded,
    });
    return [...(answering && answeringId ? [row(answeringId, answering, null)] : []), row(ownId, own, answeringId)];
  });
  await world.seeAll(
    `insert into mission_clinician (id, mission_id, name, organisation_id, specialty, permission_authority, permission_number,
       permission_from, permission_until, answered_for_by, ended_at)
     select (r->>'id')::uuid, $1, 'Дәрігер', $2, 'therapy', case when r->>'number' is null then null else 'Басқарма' end, r->>'number',
       (r->>'starts')::date, (r->>'until')::date, (r->>'by')::uuid, case when (r->>'ended')::boolean then now() end
     from jsonb_array_elements($3::jsonb) r`,
    [id, host, JSON.stringify(rows)],
  );
  const [answer] = await world.seeAll(
    `select array_agg(mission_may_sign(id, day) order by place) as may
     from unnest($1::uuid[], $2::date[]) with ordinality as t (id, day, place)`,
    [ids, cases.map(([, , on]) => on)],
  );
  const expected = cases.map(([own, answering, on]) => maySign({ ...own, answering }, on));
  expect(answer?.['may']).toEqual(expected);
  expect([expected.includes(true), expected.includes(false)]).toEqual([true, true]);
});

test('the table of moves and its SQL twin give one answer for every two states', async () => {
  const pairs = missionStates.flatMap((from) => missionStates.map((to) => [from, to] as const));
  const [answer] = await world.seeAll(
    `select array_agg(mission_may_move(a, b) order by place) as may
     from unnest($1::text[], $2::text[]) with ordinality as t (a, b, place)`,
    [pairs.map(([from]) => from), pairs.map(([, to]) => to)],
  );
  const reaches = (from: (typeof missionStates)[number], to: string) =>
    missionMoves.some((move) => {
      const next = moved(from, move);
      return 'moved' in next && next.moved === to;
    });
  expect(answer?.['may']).toEqual(pairs.map(([from, to]) => reaches(from, to)));
});

test('the database itself refuses a move that the table does not have', async () => {
  const id = await begun();
  await expect(world.seeAll(`update mission set state = 'closed' where id = $1`, [id])).rejects.toThrow(
    'a mission does not go from draft to closed',
  );
});

test('a mission is listed with its days to those who may see it, of one partnership or all', async () => {
  const { id, room } = await withRoom();
  await writeSession(us, id, sessionOf(room), { until: '2026-12-02' });
  const found = (who: Who, query: string) => who.get(`/missions${query}`).then((reply) => reply.json().items);
  const mine = (await found(guests, '')).find((each: { id: string }) => each.id === id);
  expect([mine.firstDay, mine.lastDay, mine.host, mine.visitors]).toEqual([
    '2026-12-01',
    '2026-12-02',
    host,
    [visiting],
  ]);
  expect((await found(us, '?partnership=clinic&state=draft')).map((each: { id: string }) => each.id)).toContain(id);
  expect((await found(stranger, '')).map((each: { id: string }) => each.id)).not.toContain(id);
  expect(partnership.slug).toBe('clinic');
});

test('a mission is counted for a commitment of its own partnership, and for no other', async () => {
  const elsewhere = await world.partnership('elsewhere', [host, others], 'partnership');
  const promiseIn = async ({ id, sides }: typeof partnership) => {
    const promised = uuidv7();
    await world.seeAll(
      `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, comparator,
         strength, debtors, creditors, version, changed_at)
       values ($1, $2, $3, $4, 'own_side', false, 'act', $5, 'eq', 'agreed', $6, $7, 1, now())`,
      [promised, host, id, sides[0], title, [host], [visiting]],
    );
    return promised;
  };
  const id = await begun();
  const countFor = async (commitment: string) => {
    const { version } = await read(us, id);
    return send(us, `${id}/changes`, { version, title, languages: ['kk'], visitors: [], commitment });
  };
  expect((await countFor(await promiseIn(elsewhere))).type).toBe('/problems/commitment-unknown');
  const own = await promiseIn(partnership);
  expect((await countFor(own)).commitment).toBe(own);
});

test('hostile and impossible input is refused before anything is written', async () => {
  const { id, room } = await withRoom();
  const bodies = [
    sessionOf(room, { starts: '13:00', ends: '09:00' }),
    sessionOf(room, { day: '2026-02-30' }),
    sessionOf(room, { capacityPerHour: 2, keptReferred: 2, keptChildren: 1 }),
    sessionOf(room, { capacityPerHour: 61 }),
    sessionOf(room, { specialty: 'astrology' }),
    sessionOf(room, { starts: '24:00' }),
  ];
  const types = await Promise.all(bodies.map(async (body) => (await writeSession(us, id, body)).type));
  expect(types).toEqual(bodies.map(() => '/problems/invalid-input'));
  const endless = await writeSession(us, id, sessionOf(room), { until: '2027-12-01' });
  const huge = await send(us, `${id}/rooms`, { part: null, room: { venue: room, name: 'x'.repeat(41) } });
  const nowhere = await send(us, `${id}/venues`, { part: null, venue: { ...venueOf, place: 'atlantis' } });
  expect([endless.type, huge.type, nowhere.type]).toEqual([
    '/problems/session-days-wrong',
    '/problems/invalid-input',
    '/problems/place-unknown',
  ]);
  expect((await read(us, id)).sessions).toEqual([]);
});
