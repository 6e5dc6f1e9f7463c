import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { type DayDevice, letIn } from '../../../test/dayDevice.ts';
import { startWorld } from '../../../test/world.ts';
import { type PackedPlan, planFromColumns, planType } from './day/planColumns.ts';
import { bookingKey, sealDetails } from './bookingDetails.server.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation('Аурухана'), world.organisation('Hospital')]);
await world.partnership('with-plans', [host, visitors], 'partnership');
const clinical = await world.someone('coordinator', host, { isClinical: true });
const text = (words: string) => ({ kk: { text: words, by: 'person' } });
let made = 0;

/** A mission of one room and one session, with so many who are booked. */
async function begin(names: readonly string[]) {
  made += 1;
  const said = {
    slug: `plan-${made}`,
    title: text('Миссия'),
    languages: ['kk'],
    visitors: [visitors],
    commitment: null,
  };
  const mission: string = (await world.as(clinical).post('/missions', { partnership: 'with-plans', ...said })).json()
    .id;
  const [venue, room, session] = [uuidv7(), uuidv7(), uuidv7()];
  await world.seeAll(`update mission set state = 'announced' where id = $1`, [mission]);
  await world.seeAll(
    `insert into mission_venue (id, mission_id, name, place, zone, address) values ($1, $2, $3, 'KZ', 'Asia/Almaty', $3)`,
    [venue, mission, text('Мектеп')],
  );
  await world.seeAll(`insert into mission_room (id, venue_id, name) values ($1, $2, '12')`, [room, venue]);
  await world.seeAll(
    `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, capacity_per_hour)
     values ($1, $2, $3, '2026-12-01', '09:00', '12:00', 'cardiology', 6)`,
    [session, mission, room],
  );
  const bookings: string[] = [];
  for (const [place, name] of names.entries()) {
    const id = uuidv7();
    const details = {
      name,
      birthYear: 1960,
      phone: '+77010000000',
      complaint: 'ентігу',
      kinds: [],
      representative: null,
    };
    const hash = `${place}`.padStart(64, 'a');
    await world.seeAll(
      `insert into booking (id, mission_id, owner_organisation, is_demo, specialty, state, session_id, place, starts_at, day, language,
         channel, code_hash, person_key, phone_key, details, consent_version, booked_at, version, changed_at)
       values ($1, $2, $3, false, 'cardiology', 'booked', $4, $5, '2026-12-01T04:00:00Z', '2026-12-01', 'kk', 'public', $6, $6, $6, $7,
         1, now(), 1, now())`,
      [id, mission, host, session, place, `${made}${hash.slice(1)}`, sealDetails(world.vault, id, details)],
    );
    bookings.push(id);
  }
  return { mission, room, session, bookings };
}
const planFor = ({ token }: DayDevice) =>
  world.app.inject({ method: 'GET', url: '/day/sync/plan', headers: { authorization: `Bearer ${token}` } });

test('a device takes the plan of its mission and who is booked there, nothing of others, and that is on record', async () => {
  await begin(['Бөгде адам']);
  const { mission, room, session, bookings } = await begin(['Айгүл', 'Болат']);
  const device = await letIn(world, { as: clinical, mission });
  const reply = await planFor(device);
  const plan = reply.json();
  expect(plan).toMatchObject({
    mission: { id: mission, host: { kk: 'Аурухана' }, visitors: [{ kk: 'Hospital' }], state: 'announced' },
    rooms: [{ id: room, name: '12' }],
    sessions: [{ id: session, room, day: '2026-12-01', starts: '09:00', ends: '12:00', clinician: null }],
  });
  const named = plan.bookings.map(({ id, number, name, day }: Record<string, unknown>) => [id, number, name, day]);
  expect(named).toEqual([
    [bookings[0], 1, 'Айгүл', '2026-12-01'],
    [bookings[1], 2, 'Болат', '2026-12-01'],
  ]);
  expect(reply.body).not.toContain('Бөгде');
  const hashes = await world.seeAll('select code_hash from booking where mission_id = $1 order by number', [mission]);
  expect(
    plan.bookings.map(({ codeHash }: { codeHash: string }) => Buffer.from(codeHash, 'base64url').toString('hex')),
  ).toEqual(hashes.map(({ code_hash }) => String(code_hash).slice(0, 18)));
  const rows = await world.seeAll('select person, endpoint from access_record where subject_id = $1', [mission]);
  expect(rows).toEqual([{ person: device.device, endpoint: 'missions.plan' }]);
});

test('who was erased is not in it', async () => {
  const { mission, bookings } = await begin(['Айгүл', 'Болат']);
  world.vault.destroy(bookingKey(bookings[0] ?? ''));
  const plan = (await planFor(await letIn(world, { as: clinical, mission }))).json();
  expect(plan.bookings.map(({ name }: { name: string }) => name)).toEqual(['Болат']);
});

test('a revoked device, and whoever is no device, gets no plan', async () => {
  const { mission } = await begin(['Айгүл']);
  const device = await letIn(world, { as: clinical, mission });
  await world.as(clinical).post(`/missions/${mission}/devices/${device.device}/revocation`, {});
  expect((await planFor(device)).statusCode).toBe(404);
  expect((await world.app.inject({ method: 'GET', url: '/day/sync/plan' })).statusCode).toBe(401);
});

test('a device is told for how many days it keeps what is safe, when it joins, with the plan and with each exchange', async () => {
  const { mission } = await begin([]);
  await world.seeAll('update mission set keep_days = 3 where id = $1', [mission]);
  const device = await letIn(world, { as: clinical, mission });
  expect([device.keepDays, (await planFor(device)).json().mission.keepDays]).toEqual([3, 3]);
  await world.seeAll('update mission set keep_days = 5 where id = $1', [mission]);
  expect((await device.exchange([])).keepDays).toBe(5);
});

test('a plan is packed by whatever the device can unpack', async () => {
  const { mission } = await begin(Array.from({ length: 12 }, (_, place) => `Адам ${place}`));
  const device = await letIn(world, { as: clinical, mission });
  const plain = (await planFor(device)).body;
  for (const [encoding, unpacked] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const headers = { authorization: `Bearer ${device.token}`, 'accept-encoding': encoding };
    const reply = await world.app.inject({ method: 'GET', url: '/day/sync/plan', headers });
    expect(reply.headers['content-encoding']).toBe(encoding);
    expect(unpacked(reply.rawPayload).toString('utf8')).toBe(plain);
  }
});

test('who has the plan already is told so and gets it only when something has changed in it', async () => {
  const { mission } = await begin(['Айгүл', 'Болат']);
  const { token } = await letIn(world, { as: clinical, mission });
  const asked = (tag: string) =>
    world.app.inject({
      method: 'GET',
      url: '/day/sync/plan',
      headers: { authorization: `Bearer ${token}`, accept: planType, 'if-none-match': tag },
    });
  const first = await asked('');
  const names = (packed: PackedPlan) => planFromColumns(packed).bookings.map(({ name }) => name);
  expect(names(first.json())).toEqual(['Айгүл', 'Болат']);
  const tag = String(first.headers['etag']);
  const again = await asked(tag);
  expect([again.statusCode, again.body]).toEqual([304, '']);
  await world.seeAll('update mission set keep_days = 4 where id = $1', [mission]);
  const changed = await asked(tag);
  expect([changed.statusCode, changed.json().mission.keepDays]).toEqual([200, 4]);
});
