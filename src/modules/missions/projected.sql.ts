import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { SentRow } from './operationsSend.sql.ts';
import type { Surroundings } from './placed.ts';
import type { Links } from './projectionPart.ts';

/** The rooms, venues and open days of a mission. */
export async function placesOf(tx: Tx, mission: string): Promise<Surroundings> {
  const { rows } = await sql<Surroundings>`
    select coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'venue', r.venue_id))
             from mission_room r join mission_venue v on v.id = r.venue_id where v.mission_id = ${mission}), '[]') as rooms,
           coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'place', v.place, 'zone', v.zone) order by v.id)
             from mission_venue v where v.mission_id = ${mission}), '[]') as venues,
           coalesce((select jsonb_agg(distinct jsonb_build_object('venue', r.venue_id, 'day', s.day))
             from mission_session s join mission_room r on r.id = s.room_id where s.mission_id = ${mission}), '[]') as days`.execute(
    tx,
  );
  return rows[0] ?? { rooms: [], venues: [], days: [] };
}

export type Signing = { clinician: string; day: string };

/** Which clinicians are of the mission, and which of these signings their permissions cover. */
export async function signable(tx: Tx, mission: string, asked: readonly Signing[]) {
  const { rows } = await sql<Signing & { may: boolean }>`
    select a.clinician, a.day, mission_may_sign(c.id, a.day::date) as may
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (clinician text, day text)
    join mission_clinician c on c.id::text = lower(a.clinician) and c.mission_id = ${mission}`.execute(tx);
  const known = new Set(rows.map(({ clinician }) => clinician));
  const allowed = new Set(rows.flatMap(({ clinician, day, may }) => (may ? `${clinician} ${day}` : [])));
  return {
    isKnown: (clinician: string) => known.has(clinician),
    may: ({ clinician, day }: Signing) => allowed.has(`${clinician} ${day}`),
  };
}

/** Two who bring one mission up to date at once do it one after the other. */
export const takeTurnAt = (tx: Tx, mission: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`encounters of ${mission}`}, 0))`.execute(tx);

export type Clock = { device: string; sequence: number; offset: number };

/** What each device of a mission first knew of its clock, in milliseconds. */
export async function clocksOf(tx: Tx, mission: string): Promise<Clock[]> {
  const { rows } = await sql<{ device: string; sequence: number; offset: bigint }>`
    select d.id as device, o.sequence, o.offset_ms as offset from (
      select distinct device_id as id from mission_operation where mission_id = ${mission}) d
    cross join lateral (select p.sequence, p.offset_ms from mission_operation p
      where p.device_id = d.id and p.offset_ms is not null and not p.held order by p.sequence limit 1) o`.execute(tx);
  return rows.map(({ offset, ...clock }) => ({ ...clock, offset: Number(offset) }));
}

type Kept = { mission: string; host: string };

/** Keeps what devices knew of their clocks. @returns those of which it is something else than what was kept */
export async function keepClocks(tx: Tx, { mission, host }: Kept, clocks: readonly Clock[]): Promise<string[]> {
  const { rows } = await sql<{ device: string }>`
    insert into projected_clock as c (mission_id, device_id, owner_organisation, offset_ms)
    select ${mission}, device, ${host}, "offset"
      from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as a (device uuid, "offset" bigint)
    on conflict (mission_id, device_id) do update set offset_ms = excluded.offset_ms
      where c.offset_ms <> excluded.offset_ms
    returning device_id as device`.execute(tx);
  return rows.map(({ device }) => device);
}

/** Everything that counts of these visits. */
export async function operationsOfVisits(tx: Tx, mission: string, visits: readonly string[]): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`
    select o.id, o.device_id as device, o.sequence, o.lamport, o.version, o.visit_id as visit, o.kind, o.at_ms as at,
      o.offset_ms as offset, o.by_person as by, o.body, o.digest, o.previous, o.signature
    from mission_operation o
    where o.mission_id = ${mission} and o.visit_id = any (${[...visits]}::uuid[]) and not o.held`.execute(tx);
  return rows;
}

export async function keptLinks(tx: Tx, mission: string, visits: readonly string[]): Promise<Links> {
  const { rows } = await sql<{ visit: string; links: string[] }>`
    select visit_id as visit, links from projected_visit
    where mission_id = ${mission} and visit_id = any (${[...visits]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ visit, links }) => [visit, links]));
}

export async function visitsLinked(tx: Tx, mission: string, links: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ visit: string }>`
    select visit_id as visit from projected_visit
    where mission_id = ${mission} and links && ${[...links]}::text[]`.execute(tx);
  return rows.map(({ visit }) => visit);
}

export async function keepLinks(tx: Tx, { mission, host }: Kept, links: Links): Promise<void> {
  const said = [...links].map(([visit, own]) => ({ visit, links: own }));
  await sql`
    insert into projected_visit as v (mission_id, visit_id, owner_organisation, links)
    select ${mission}, visit, ${host}, links from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as a (visit uuid, links text[])
    on conflict (mission_id, visit_id) do update set links = excluded.links where v.links <> excluded.links`.execute(
    tx,
  );
}

export type Touched = { mission: string; host: string; counts: boolean };
/** Missions of which something waits, as the job; `counts`: nothing but the counting. */
export const missionsTouched = async (tx: Tx): Promise<Touched[]> =>
  (await sql<Touched>`select mission, host, counts from missions_touched()`.execute(tx)).rows;

/** Takes so many visits that wait to be looked at, the longest waiting first. */
export const takeTouched = async (tx: Tx, mission: string, atMost: number): Promise<string[]> =>
  (await sql<{ visit: string }>`select visit from take_touched_visits(${mission}, ${atMost})`.execute(tx)).rows.map(
    ({ visit }) => visit,
  );

/** Lets visits wait to be looked at: all of the mission, or those that these devices wrote without knowing the time. */
export const touchVisits = (tx: Tx, mission: string, devices: readonly string[] | null) =>
  sql`select touch_visits(${mission}, ${devices && [...devices]}::uuid[])`.execute(tx);

/** Lets the counts of a mission and of its promise wait to be done. */
export const touchCounts = (tx: Tx, mission: string) => sql`select touch_counts(${mission})`.execute(tx);

/** Whether the counts of a mission waited to be done: they are in this transaction. */
export const takeCounts = async (tx: Tx, mission: string): Promise<boolean> =>
  (await sql<{ waited: boolean }>`select take_touched_counts(${mission}) as waited`.execute(tx)).rows[0]?.waited ===
  true;
