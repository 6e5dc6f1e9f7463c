import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { isOperation } from '../../src/modules/missions/day/carried.ts';
import { countMissions } from '../../src/modules/missions/index.ts';
import { asService, openDatabase, type Tx } from '../../src/platform/database.ts';
import { type DayDevice, letIn, register } from '../dayDevice.ts';
import { type HeldMission, openMissionDay } from '../heldMission.ts';
import { openLedger } from '../ledger.ts';
import { databaseAt } from '../postgres.ts';
import { now, startWorld } from '../world.ts';

/** Devices that were stolen, copied or made to say what no application of ours says: what they can spoil for the others. */
const world = await startWorld();
const ledger = await openLedger(world, 'hostile-missions');
const { physician, mission: held, examined } = await openMissionDay(world, ledger);
const name = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 4);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  asService(worker, { service: 'countMissions', organisation: null }, work);
const count = () =>
  countMissions({ vault: world.vault, newId: uuidv7, zone: 'Asia/Almaty' }).steps({
    within,
    now: () => now,
    signal: new AbortController().signal,
  });
/** A mission with an honest device, into which others are let in as a person of the host does it. */
async function mission(): Promise<HeldMission> {
  const of = await held();
  const [row] = await world.seeAll(
    'delete from mission_device where id = $1 returning owner_organisation, enrolled_by',
    [of.device],
  );
  await letIn(world, { as: physician, mission: of.id });
  await world.seeAll(
    `insert into mission_device (id, mission_id, owner_organisation, label, letter, enrolled_by, made_at)
     values ($1, $2, $3, 'Honest', 'Z', $4, now())`,
    [of.device, of.id, row?.['owner_organisation'], row?.['enrolled_by']],
  );
  return of;
}
const device = (of: Pick<HeldMission, 'id'>): Promise<DayDevice> => letIn(world, { as: physician, mission: of.id });
const send = async (from: DayDevice) => from.exchange([await from.segment()]);
const encountersOf = ({ id }: HeldMission) =>
  world.seeAll('select id, mission_id, specialty from encounter where mission_id = $1 order by id', [id]);

type Wicked = { visit: string; turn: string; encounter: string };
const opened = (more: object) => (it: Wicked) => ({
  kind: 'encounter.opened',
  ...it,
  specialty: 'surgery',
  room: '3',
  clinician: 'kim',
  ...more,
});
const on = (day: string) => (it: Wicked) => ({
  kind: 'visit.registered',
  visit: it.visit,
  ticket: 'X-1',
  booking: null,
  channel: 'walk_in',
  day,
});
const far = 8.64e15;
test.each<[string, ((it: Wicked) => { kind: string; visit: string })[], { at?: number; offset?: number }]>([
  ['a sign that no database keeps in a specialty', [opened({ specialty: 'sur\0gery' })], {}],
  ['a sign that no database keeps in a room', [opened({ room: '\0' })], {}],
  ['a sign that no database keeps in a clinician', [opened({ clinician: '\0' })], {}],
  ['half a letter in a clinician', [opened({ clinician: '\ud800' })], {}],
  ['half a letter in a specialty', [opened({ specialty: '\ud800' })], {}],
  ['a day before there were years', [on('0000-01-01'), opened({})], {}],
  ['a day that no month has', [on('2026-02-31'), opened({})], {}],
  ['the last day of all', [on('9999-12-31'), opened({})], {}],
  ['a clock at the beginning of time', [opened({})], { at: -far }],
  ['a clock at the end of time', [opened({})], { at: far }],
  ['a clock beyond the end of time', [opened({})], { at: far, offset: far }],
  ['a clock before the beginning of time', [on('2026-05-12'), opened({})], { at: -far, offset: -far }],
])('%s, written by one device, keeps nobody else out of the records', async (_what, said, clock) => {
  const of = await mission();
  const wicked = await device(of);
  const it = { visit: uuidv7(), turn: uuidv7(), encounter: uuidv7() };
  for (const body of said) await wicked.write(body(it), clock);
  await send(wicked);
  const honest = await examined(of);
  await count();
  expect((await encountersOf(of)).map(({ id }) => id)).toContain(honest.encounter);
});

test('a device whose count runs wild takes no other with it, nor what the server says', async () => {
  const of = await mission();
  const [wild, honest] = [await device(of), await device(of)];
  await wild.write({ kind: 'visit.arrived', visit: uuidv7() }, { lamport: 2 ** 40 });
  expect((await send(wild)).refused).toEqual([]);
  await device(of);
  const heard = (await honest.exchange([])).segments.flatMap(({ operations }) => operations);
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.filter((one) => !isOperation(one))).toEqual([]);
});

test('what cannot be counted in one mission keeps no other back, is told, and is done when it can be', async () => {
  const [broken, whole] = [await mission(), await mission()];
  const lost = await examined(broken);
  const found = await examined(whole);
  await world.seeAll(
    `create function gone_wrong() returns trigger language plpgsql as $$ begin
       if new.mission_id = '${broken.id}' then raise exception 'gone wrong'; end if; return new; end $$`,
  );
  await world.seeAll('create trigger gone_wrong before insert on encounter for each row execute function gone_wrong()');
  await expect(count()).rejects.toThrow('gone wrong');
  expect((await encountersOf(whole)).map(({ id }) => id)).toEqual([found.encounter]);
  await world.seeAll('drop trigger gone_wrong on encounter');
  await count();
  expect((await encountersOf(broken)).map(({ id }) => id)).toEqual([lost.encounter]);
});

test('an encounter and a visit of another mission cannot be taken over or spoilt by naming them', async () => {
  const [theirs, own] = [await mission(), await mission()];
  const victim = await examined(theirs);
  await count();
  const before = await encountersOf(theirs);
  const wicked = await device(own);
  const it = { ...victim, turn: uuidv7() };
  await wicked.write(on('2026-05-12')(it));
  await wicked.write(opened({ specialty: 'taken' })(it));
  await send(wicked);
  const honest = await examined(own);
  await count();
  expect(await encountersOf(theirs)).toEqual(before);
  expect((await encountersOf(own)).map(({ id }) => id)).toEqual([honest.encounter]);
});

test('what is nested without end, or called as no object can be, is refused or kept, and the device goes on', async () => {
  const of = await mission();
  const wicked = await device(of);
  const deep = JSON.parse(`${'['.repeat(7000)}${']'.repeat(7000)}`) as unknown;
  await wicked.write({ kind: 'visit.unheard', visit: uuidv7(), deep });
  const reply = await wicked.ask({ have: {}, segments: [await wicked.segment()] });
  expect(reply.statusCode).toBeLessThan(500);
  const other = await device(of);
  await register(other);
  expect((await send(other)).refused).toEqual([]);
});

test('whoever could send SQL as the service that books without an account reads no record of a day and changes nobody’s words', async () => {
  const of = await mission();
  await examined(of);
  await count();
  const asBooker = (statement: string) =>
    world.db.transaction().execute(async (tx) => {
      await sql`select enter_public_booking()`.execute(tx);
      return (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows;
    });
  const kept = [
    'mission_operation',
    'mission_device',
    'mission_held',
    'mission_refused',
    'mission_photo',
    'encounter',
    'patient',
  ];
  for (const table of kept) expect([table, await asBooker(`select 1 from ${table} limit 1`)]).toEqual([table, []]);
  for (const statement of [
    'update booking set details = null',
    `update booking set code_hash = repeat('0', 64)`,
    'delete from booking',
    'update mission_operation set body = null',
    'delete from mission_operation',
    'update mission_device set token_hash = null',
    'select token_hash from mission_device',
    'select code_hash from mission_device',
    'select * from mission_touched',
  ])
    await expect(asBooker(statement), statement).rejects.toThrow(/permission denied/);
  expect(await asBooker(`select mission_booked('${of.id}') as told`)).toEqual([{ told: null }]);
  expect(await asBooker(`select count(*)::int as n from countable_encounters('${of.id}', true)`)).toEqual([{ n: 0 }]);
  expect(await asBooker('select plan_for_device() as plan')).toEqual([{ plan: null }]);
  expect(await asBooker('select * from bookings_for_device()')).toEqual([]);
});

test('a device that was revoked does not fill the disk with photos', async () => {
  const of = await mission();
  const lost = await device(of);
  await world.seeAll('update mission_device set revoked_at = $2, revoked_by = enrolled_by where id = $1', [
    lost.device,
    now,
  ]);
  const begin = () =>
    world.app.inject({
      method: 'POST',
      url: '/day/sync/photos',
      headers: { authorization: `Bearer ${lost.token}` },
      payload: { id: uuidv7(), visit: uuidv7(), sha256: '0'.repeat(64), bytes: 12_000_000, mediaType: 'image/jpeg' },
    });
  const statuses = new Set<number>();
  for (let at = 0; at < 51; at += 1) statuses.add((await begin()).statusCode);
  expect(statuses).toEqual(new Set([200, 413]));
});
