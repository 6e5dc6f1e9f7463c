import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Surroundings } from './placed.ts';

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
