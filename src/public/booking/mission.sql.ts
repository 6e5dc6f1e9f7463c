import { sql } from 'kysely';
import { freePlaces, type Kind, kinds, type Specialty } from '../../modules/missions/booking.ts';
import { type DaySession, type SessionRow, sessionOfRow } from '../../modules/missions/bookingSession.ts';
import type { Tx } from '../../platform/database.ts';
import type { DayPart, MissionData, MissionRow, TimeOption } from './data.ts';
import { timeValue } from './form.ts';

const columns = sql`m.id, m.slug, m.title, m.languages, m.state, m.is_demo as "isDemo",
  coalesce((select o.names from public_organisation o where o.id = m.owner_organisation), '{}') as host,
  coalesce((select jsonb_agg(o.names order by o.id) from public_organisation o where o.id = any (m.visitors)), '[]') as visitors,
  array(select distinct s.day::text from public_mission_hours s where s.mission_id = m.id order by 1) as days,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'address', v.address, 'place', v.place) order by v.id)
    from public_mission_venue v where v.mission_id = m.id), '[]') as venues`;

/** Missions that are announced, the newest first. */
export const announcedMissions = async (tx: Tx): Promise<MissionRow[]> =>
  (
    await sql<MissionRow>`select ${columns} from public_mission m
      order by (select max(s.day) from public_mission_hours s where s.mission_id = m.id) desc nulls last, m.id limit 100`.execute(
      tx,
    )
  ).rows;

export const missionRow = async (tx: Tx, slug: string): Promise<MissionRow | undefined> =>
  (await sql<MissionRow>`select ${columns} from public_mission m where m.slug = ${slug}`.execute(tx)).rows[0];

type PublicRow = SessionRow & { venue_id: string };
export type PublicSession = DaySession & Pick<PublicRow, 'venue_id'>;

/** The sessions of a mission with the places that are held. */
export async function publicSessions(tx: Tx, mission: string): Promise<PublicSession[]> {
  const { rows } = await sql<PublicRow>`select s.*,
    array(select p.place from public_mission_place p where p.hours_id = s.id) as taken
    from public_mission_hours s where s.mission_id = ${mission} order by s.day, s.starts_at, s.room, s.id`.execute(tx);
  return rows.map((row) => ({ ...sessionOfRow(row), venue_id: row.venue_id }));
}

type WaitingRow = { specialty: Specialty; people: number };
export const waitingBySpecialty = async (tx: Tx, mission: string): Promise<ReadonlyMap<Specialty, number>> => {
  const { rows } = await sql<WaitingRow>`select specialty, people from public_mission_waiting
    where mission_id = ${mission}`.execute(tx);
  return new Map(rows.map(({ specialty, people }) => [specialty, people]));
};

/** Whether the result of a mission was published. */
async function isResultShown(tx: Tx, mission: string): Promise<boolean> {
  const { rows } = await sql`select from public_mission_result where mission_id = ${mission}`.execute(tx);
  return rows.length > 0;
}

const isOpenFor = ({ state }: MissionRow): boolean => state === 'announced' || state === 'running';

function partOf(session: PublicSession, now: Date): DayPart {
  const free = freePlaces([session], now.getTime());
  const count = (kind: Kind | null) => free.filter(({ kept }) => kept === kind).length;
  const { day, venue_id: venue, room, zone, startsAt, minutes } = session;
  const [starts, ends] = [new Date(startsAt), new Date(startsAt + minutes * 60_000)];
  const kept = Object.fromEntries(kinds.map((kind) => [kind, count(kind)])) as DayPart['kept'];
  return { day, venue, room, zone, starts, ends, free: count(null), kept };
}

/** Everything on the page of a mission. */
export async function missionPageOf(tx: Tx, slug: string, now: Date): Promise<MissionData | undefined> {
  const mission = await missionRow(tx, slug);
  if (!mission) return undefined;
  const sessions = await publicSessions(tx, mission.id);
  const waiting = await waitingBySpecialty(tx, mission.id);
  const specialties = [...Map.groupBy(sessions, ({ specialty }) => specialty)].map(([specialty, own]) => ({
    specialty,
    waiting: waiting.get(specialty) ?? 0,
    parts: own.map((session) => partOf(session, now)),
  }));
  return { mission, specialties, isOpen: isOpenFor(mission), hasResult: await isResultShown(tx, mission.id) };
}

const mostTimes = 240;

/** Every time at which something is free, once; what is only kept says for whom. */
export function optionsOf(sessions: readonly PublicSession[], now: Date): TimeOption[] {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const found = new Map<string, TimeOption>();
  for (const { session: id, at, kept } of freePlaces(sessions, now.getTime())) {
    const session = byId.get(id);
    const value = timeValue(id, at);
    if (!session || (found.has(value) && kept !== null)) continue;
    found.set(value, { value, at: new Date(at), day: session.day, zone: session.zone, room: session.room, kept });
  }
  return [...found.values()].slice(0, mostTimes);
}
