import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { type MissionTable, touchMission } from './mission.sql.ts';
import type { Plan } from './schemas.plan.ts';
import type { MissionLanguage, Specialty } from './plan.ts';

// The parts of a plan. Row policies say who sees and who changes them; a writer has locked the mission before.

/** Columns that every part has beside those of its kind. */
type Kept = { id: string; version: number };
export type VenueTable = Kept & { name: LocalisedText; place: string; zone: string; address: LocalisedText };
export type RoomTable = Kept & { venue_id: string; name: string };
export type SessionTable = Kept & {
  room_id: string;
  day: string;
  starts: string;
  ends: string;
  specialty: Specialty;
  clinician_id: string | null;
  capacity_per_hour: number;
  kept_referred: number;
  kept_children: number;
  kept_disability: number;
  cancelled_at: Date | null;
};
export type ClinicianTable = Kept & {
  name: string;
  person: string | null;
  organisation_id: string;
  specialty: Specialty;
  permission_authority: string | null;
  permission_number: string | null;
  permission_from: string | null;
  permission_until: string | null;
  answered_for_by: string | null;
  ended_at: Date | null;
};
export type EquipmentTable = Kept & { name: string; quantity: number; organisation_id: string | null };
export type InterpreterTable = Kept & { name: string; languages: MissionLanguage[] };
export type CheckTable = Kept & {
  item: string;
  responsible: string | null;
  due: string | null;
  is_required: boolean;
  done_at: Date | null;
  done_by: string | null;
};
export type PartTables = {
  venue: VenueTable;
  room: RoomTable;
  session: SessionTable;
  clinician: ClinicianTable;
  equipment: EquipmentTable;
  interpreter: InterpreterTable;
  check: CheckTable;
};
export type PartKind = keyof PartTables;
export type PartAt = { id: string; version: number };

const tableOf = (kind: PartKind) => sql.table(`mission_${kind}`);
const ofMission = (kind: PartKind, mission: string) =>
  kind === 'room'
    ? sql`venue_id in (select v.id from mission_venue v where v.mission_id = ${mission})`
    : sql`mission_id = ${mission}`;
const order: Readonly<Record<PartKind, string>> = {
  venue: 'id',
  room: 'venue_id, name',
  session: 'day, starts, room_id, id',
  clinician: 'ended_at nulls first, specialty, name, id',
  equipment: 'name, id',
  interpreter: 'name, id',
  check: 'due nulls last, id',
};

/** The parts of one kind that the actor may see. */
export async function partsOf<Kind extends PartKind>(tx: Tx, kind: Kind, mission: string): Promise<PartTables[Kind][]> {
  const { rows } = await sql<PartTables[Kind]>`select * from ${tableOf(kind)}
    where ${ofMission(kind, mission)} order by ${sql.raw(order[kind])} limit 2000`.execute(tx);
  return rows;
}

/** The version in which a part of this mission is now. */
export async function partVersion(tx: Tx, kind: PartKind, at: { mission: string; id: string }) {
  const { rows } = await sql<Kept>`select id, version from ${tableOf(kind)}
    where id = ${at.id} and ${ofMission(kind, at.mission)}`.execute(tx);
  return rows[0]?.version;
}

/** Whether something of the plan rests on a part, so that it cannot be taken out. */
export async function isNeeded(tx: Tx, kind: PartKind, id: string): Promise<boolean> {
  const needing = { venue: sql`mission_room where venue_id`, room: sql`mission_session where room_id` };
  if (kind !== 'venue' && kind !== 'room') return false;
  const { rows } = await sql<{
    needed: boolean;
  }>`select exists (select from ${needing[kind]} = ${id}) as needed`.execute(tx);
  return rows[0]?.needed === true;
}

type Values<Kind extends PartKind> = Omit<PartTables[Kind], keyof Kept>;

/** Adds parts of one kind to a mission that has been locked, and says so. */
export async function addParts<Kind extends PartKind>(
  context: Served,
  mission: MissionTable,
  { kind, values }: { kind: Kind; values: readonly Values<Kind>[] },
): Promise<string[]> {
  const ids: string[] = [];
  for (const each of values) {
    const id = context.newId();
    const row: Record<string, unknown> = {
      id,
      ...(kind !== 'room' && { mission_id: mission.id }),
      ...each,
      version: 1,
    };
    await sql`insert into ${tableOf(kind)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
      values (${sql.join(Object.values(row))})`.execute(context.tx);
    ids.push(id);
  }
  await touchMission(context, mission, { action: 'plan', fields: [kind] });
  return ids;
}

/** Saves a part whose version has been looked at, of a mission that has been locked. */
export async function savePart<Kind extends PartKind>(
  context: Served,
  mission: MissionTable,
  { kind, at, values }: { kind: Kind; at: PartAt; values: Partial<Values<Kind>> },
): Promise<string[]> {
  const row: Record<string, unknown> = { ...values, version: at.version + 1 };
  const set = Object.entries(row).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`update ${tableOf(kind)} set ${sql.join(set)} where id = ${at.id}`.execute(context.tx);
  await touchMission(context, mission, { action: 'replan', fields: [kind] });
  return [at.id];
}

/** Takes a part out of a mission that has been locked. */
export async function removePart(
  context: Served,
  mission: MissionTable,
  { kind, at }: { kind: PartKind; at: PartAt },
): Promise<string[]> {
  await sql`delete from ${tableOf(kind)} where id = ${at.id}`.execute(context.tx);
  await touchMission(context, mission, { action: 'takeOut', fields: [kind] });
  return [at.id];
}

type Person = { person: string; name: string; since: Date; ends_at: Date | null };
/** Who holds a clinical role at the host, or will: for the side that keeps the mission, and nobody else. */
export const peopleOf = async (tx: Tx, mission: string): Promise<Person[]> =>
  (await sql<Person>`select * from mission_people(${mission}) order by name, person, since`.execute(tx)).rows;

const clock = (time: string): string => time.slice(0, 5);

/** The whole plan, as far as the actor may see it. */
export async function planOf(tx: Tx, mission: string): Promise<Plan> {
  const [venues, rooms, sessions] = [
    await partsOf(tx, 'venue', mission),
    await partsOf(tx, 'room', mission),
    await partsOf(tx, 'session', mission),
  ];
  const clinicians = await partsOf(tx, 'clinician', mission);
  const [equipment, interpreters, checks] = [
    await partsOf(tx, 'equipment', mission),
    await partsOf(tx, 'interpreter', mission),
    await partsOf(tx, 'check', mission),
  ];
  return {
    venues: venues.map(({ id, version, name, place, zone, address }) => ({ id, version, name, place, zone, address })),
    rooms: rooms.map(({ id, version, venue_id: venue, name }) => ({ id, version, venue, name })),
    sessions: sessions.map(sessionShown),
    clinicians: clinicians.map(clinicianShown),
    equipment: equipment.map(({ id, version, name, quantity, organisation_id: organisation }) => ({
      id,
      version,
      name,
      quantity,
      organisation,
    })),
    interpreters: interpreters.map(({ id, version, name, languages }) => ({ id, version, name, languages })),
    checks: checks.map(checkShown),
  };
}

export const sessionShown = (row: SessionTable): Plan['sessions'][number] => ({
  id: row.id,
  version: row.version,
  room: row.room_id,
  day: row.day,
  starts: clock(row.starts),
  ends: clock(row.ends),
  specialty: row.specialty,
  clinician: row.clinician_id,
  capacityPerHour: row.capacity_per_hour,
  keptReferred: row.kept_referred,
  keptChildren: row.kept_children,
  keptDisability: row.kept_disability,
  isCancelled: row.cancelled_at !== null,
});

export const clinicianShown = (row: ClinicianTable): Plan['clinicians'][number] => {
  const { permission_authority: authority, permission_number: number, permission_from: from } = row;
  const isPermitted = authority !== null && number !== null && from !== null;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    person: row.person,
    organisation: row.organisation_id,
    specialty: row.specialty,
    permission: isPermitted ? { authority, number, from, until: row.permission_until } : null,
    answeredForBy: row.answered_for_by,
    hasEnded: row.ended_at !== null,
  };
};

const checkShown = (row: CheckTable): Plan['checks'][number] => ({
  id: row.id,
  version: row.version,
  item: row.item,
  responsible: row.responsible,
  due: row.due,
  isRequired: row.is_required,
  isDone: row.done_at !== null,
  doneAt: row.done_at?.toISOString() ?? null,
});
