import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { openLedger } from '../../../test/ledger.ts';
import { type HeldMission, openMissionDay, people } from '../../../test/heldMission.ts';
import { databaseAt } from '../../../test/postgres.ts';
import { now, startWorld } from '../../../test/world.ts';
import { asService, openDatabase, type Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { sealDetails } from './bookingDetails.server.ts';
import { tendBookings } from './bookingJobs.server.ts';
import { countMissions } from './countsJob.server.ts';
import type { Body } from './day/operation.ts';

const world = await startWorld();
const ledger = await openLedger(world, 'counted-missions');
const { physician, mission, say, examined, commitmentOf } = await openMissionDay(world, ledger);
const name = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 4);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});

type Within = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
const within: Within = (work) => asService(worker, { service: 'countMissions', organisation: null }, work);
/** One run of the job. @returns how many visits it looked at */
const run = (inside: Within = within, signal = new AbortController().signal) =>
  countMissions({ vault: world.vault, newId: uuidv7, zone: 'Asia/Almaty' }).steps({
    within: inside,
    now: () => now,
    signal,
  });
const standing = async (commitment: string) => {
  const page = (await world.as(physician).get(`/commitments/${commitment}`)).json();
  return {
    amount: page.standing.delivered?.amount ?? null,
    deliveries: page.deliveries,
    corrections: page.corrections,
  };
};
/** Everything in the clear of a mission's encounters, and what it was found by. */
const rowsOf = (of: HeldMission) =>
  world.seeAll(
    `select id, subject_id, people, day, place, state, open_because, was_operated, age_group, sex, content_hash, waited_minutes
     from encounter where mission_id = $1 order by id`,
    [of.id],
  );

test('what devices sent becomes encounters and deliveries by itself, and a run after which nothing came does nothing', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  for (const phone of people(0, 6)) await examined(of, { phone });
  expect(await run()).toBe(6);
  expect(await standing(commitment)).toMatchObject({ amount: '6', deliveries: [{ isFromRecords: true }] });
  const before = await rowsOf(of);
  expect([await run(), await rowsOf(of)]).toEqual([0, before]);
  const events = await world.seeAll(
    `select distinct service, person from event where subject in ('encounter', 'delivery') and service is not null`,
  );
  expect(events).toEqual([{ service: 'countMissions', person: null }]);
});

test('only what came is looked at again, with the other visits of the same person', async () => {
  const of = await mission();
  for (const phone of people(0, 8)) await examined(of, { phone });
  await run();
  const [phone = ''] = people(0, 1);
  await examined(of, { phone, day: '2026-05-13' });
  expect(await run()).toBe(1);
  const looked = await world.seeAll('select cardinality(people) as keys, people from encounter where mission_id = $1', [
    of.id,
  ]);
  expect(new Set(looked.map((row) => String(row['people']))).size).toBe(8);
});

test('a correction that arrives later is counted by a further entry, in nobody’s name', async () => {
  const commitment = await commitmentOf('operations');
  const of = await mission({ commitment });
  for (const phone of people(0, 6)) await examined(of, { phone, operated: true });
  await run();
  await examined(of, { phone: '+77019999999', operated: true });
  await run();
  const { amount, corrections } = await standing(commitment);
  expect([amount, corrections.length]).toEqual(['7', 1]);
  expect(await world.seeAll('select person from correction where commitment_id = $1', [commitment])).toEqual([
    { person: null },
  ]);
  const [first] = await world.seeAll('select id, version from encounter where mission_id = $1 order by id limit 1', [
    of.id,
  ]);
  const because = 'Қате енгізілген жазба';
  await world
    .as(physician)
    .post(`/encounters/${String(first?.['id'])}/withdrawal`, { version: first?.['version'], because });
  await run();
  expect((await standing(commitment)).amount).toBe('6');
});

test('in whatever portions operations came, encounters stand as all of them at once say', async () => {
  const [parts, whole] = [await mission(), await mission()];
  const same: Body[] = [];
  for (const phone of people(0, 5)) {
    const one = await examined(parts, { phone });
    if (same.length === 0) await run();
    same.push({ kind: 'visit.same', visit: one.visit, other: one.visit, isSame: true });
  }
  await run();
  const [first, second] = await world.seeAll(
    'select subject_id as visit from encounter where mission_id = $1 order by id',
    [parts.id],
  );
  const [visit, other] = [String(first?.['visit']), String(second?.['visit'])];
  await say(parts, [{ kind: 'visit.same', visit, other, isSame: true }]);
  await run();
  const before = await rowsOf(parts);
  expect(new Set(before.map((row) => String(row['people']))).size).toBe(4);
  expect((await world.as(physician).post(`/missions/${parts.id}/encounters`, {})).json()).toMatchObject({
    encounters: 5,
    known: 5,
  });
  expect([await rowsOf(parts), await rowsOf(whole)]).toEqual([before, []]);
});

test('killed after the encounters or in the middle of them, the next run does what was left', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  for (const phone of people(0, 7)) await examined(of, { phone });
  for (const dies of [2, 3, 3]) {
    let steps = 0;
    const cut: Within = (work) =>
      within(async (tx) => {
        const result = await work(tx);
        steps += 1;
        if (steps >= dies) throw new Error('the power went out');
        return result;
      });
    await expect(run(cut)).rejects.toThrow('the power went out');
  }
  await run();
  expect((await rowsOf(of)).length).toBe(7);
  expect(await standing(commitment)).toMatchObject({ amount: '7', corrections: [] });
  expect(await world.seeAll('select from mission_touched where mission_id = $1', [of.id])).toEqual([]);
});

test('two runs at once, and a person beside them, count everything once', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  for (const phone of people(0, 6)) await examined(of, { phone });
  await Promise.all([run(), run(), world.as(physician).post(`/missions/${of.id}/encounters`, {})]);
  await run();
  expect((await rowsOf(of)).length).toBe(6);
  expect(await standing(commitment)).toMatchObject({ amount: '6', corrections: [] });
});

test('a permission that is put on record later closes what waited for it, and it is counted', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  for (const phone of people(0, 6)) await examined(of, { phone, signedBy: of.unknown });
  await run();
  expect((await standing(commitment)).deliveries).toEqual([]);
  await world.seeAll('update mission_clinician set answered_for_by = $1 where id = $2', [of.allowed, of.unknown]);
  await run();
  expect((await standing(commitment)).amount).toBe('6');
});

test('what a device learns of its clock later puts right what it had written before', async () => {
  const of = await mission();
  const { encounter } = await examined(of);
  await world.seeAll('update mission_operation set offset_ms = null where mission_id = $1', [of.id]);
  await run();
  const [before] = await world.seeAll('select opened_at from encounter where id = $1', [encounter]);
  await say(of, [{ kind: 'device.revoked', visit: null, device: uuidv7() }]);
  await world.seeAll('update mission_operation set offset_ms = 86400000 where mission_id = $1 and visit_id is null', [
    of.id,
  ]);
  const another = await examined(of, { phone: '+77010000099' });
  await world.seeAll('update mission_operation set offset_ms = 86400000 where visit_id = $1', [another.visit]);
  await run();
  const [after] = await world.seeAll('select opened_at from encounter where id = $1', [encounter]);
  const moved = Number(after?.['opened_at']) - Number(before?.['opened_at']);
  expect(moved).toBe(86_400_000);
});

test('a booking says that somebody came or did not once the day says so, and who came late was no no-show', async () => {
  const of = await mission();
  const [venue] = await world.seeAll(
    'select r.id from mission_room r join mission_venue v on v.id = r.venue_id where v.mission_id = $1',
    [of.id],
  );
  const session = uuidv7();
  await world.seeAll(
    `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, capacity_per_hour, kept_referred, kept_children,
       kept_disability) values ($1, $2, $3, '2026-05-12', '09:00', '12:00', 'surgery', 6, 0, 0, 0)`,
    [session, of.id, venue?.['id']],
  );
  const booked = async (place: number) => {
    const id = uuidv7();
    const details = {
      name: 'Айгүл',
      birthYear: 1986,
      phone: '+77011234567',
      complaint: 'бел',
      kinds: [],
      representative: null,
    };
    await world.seeAll(
      `insert into booking (id, mission_id, specialty, state, session_id, place, starts_at, language, channel, code_hash, person_key,
         phone_key, details, consent_version, booked_at, version, changed_at)
       values ($1, $2, 'surgery', 'booked', $3, $4, '2026-05-12T04:00:00Z', 'kk', 'public', $5, $5, $5, $6, 1, now(), 1, now())`,
      [id, of.id, session, place, sha256(id), sealDetails(world.vault, id, details)],
    );
    return id;
  };
  const [came, given, unheard] = [await booked(0), await booked(1), await booked(2)];
  const registered = (visit: string): Body => ({
    kind: 'visit.registered',
    visit,
    ticket: 'A-001',
    booking: visit,
    channel: 'booked',
    day: '2026-05-12',
  });
  const turn = uuidv7();
  const queued = (visit: string): Body => ({
    kind: 'turn.queued',
    visit,
    turn,
    specialty: 'surgery',
    priority: 'routine',
  });
  await say(of, [registered(came), { kind: 'visit.arrived', visit: came }]);
  await say(of, [registered(given), queued(given), { kind: 'turn.missed', visit: given, turn, isGivenUp: true }]);
  await examined(of);
  await run();
  const states = async () =>
    (await world.seeAll('select state from booking where mission_id = $1 order by place', [of.id])).map(
      (row) => row['state'],
    );
  expect(await states()).toEqual(['came', 'no_show', 'booked']);
  const tend = tendBookings({ vault: world.vault, newId: uuidv7, zone: 'Asia/Almaty' });
  const tended = (at: string) =>
    asService(worker, { service: 'tendBookings', organisation: null }, (tx) => tend.work(tx, new Date(at)));
  await tended('2026-05-12T21:00:00Z');
  expect(await states()).toEqual(['came', 'no_show', 'booked']);
  await tended('2026-05-13T02:00:00Z');
  expect(await states()).toEqual(['came', 'no_show', 'no_show']);
  await say(of, [
    { kind: 'visit.arrived', visit: given },
    registered(unheard),
    { kind: 'visit.arrived', visit: unheard },
  ]);
  await run();
  expect(await states()).toEqual(['came', 'came', 'came']);
});

test('the job touches nothing in the ledger but what was counted from missions, and no other host', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  await examined(of);
  const asHost = (statement: string) =>
    asService(worker, { service: 'countMissions', organisation: ledger.almaty }, async (tx) => {
      return sql.raw(statement).execute(tx);
    });
  await expect(asHost(`select identity from patient`)).rejects.toThrow('permission denied');
  await expect(asHost(`update delivery set amount = 1`)).rejects.toThrow('permission denied');
  const other = await asService(worker, { service: 'countMissions', organisation: ledger.seoul }, async (tx) => {
    return sql.raw('select id from mission_operation').execute(tx);
  });
  expect(other.rows).toEqual([]);
  const nobody = await asService(worker, { service: 'digest', organisation: ledger.almaty }, async (tx) => {
    return sql.raw('select id from encounter').execute(tx);
  });
  expect(nobody.rows).toEqual([]);
  await run();
});
