import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Risk, Told } from './duty.ts';
import type { IncidentKind, IncidentState } from './incident.ts';

/** An incident as it is kept: its words are sealed. */
export type IncidentRow = {
  id: string;
  organisation: string;
  kind: IncidentKind;
  title: Buffer;
  whatHappened: Buffer;
  foundAt: Date;
  beganAt: Date | null;
  endedAt: Date | null;
  countries: string[];
  risk: Risk;
  state: IncidentState;
  isDemo: boolean;
  version: number;
  people: number;
  peopleWhenLetGo: number | null;
};
export type NoticeRow = { id: string; incident: string; country: string; told: Told; at: Date; how: Buffer };
export type SubjectRow = { subject: string; id: string; foundBy: 'accesses' | 'hand' };

const columns = sql`
  i.id, i.organisation_id as organisation, i.kind, i.title, i.what_happened as "whatHappened", i.found_at as "foundAt",
  i.began_at as "beganAt", i.ended_at as "endedAt", i.countries, i.risk, i.state, i.is_demo as "isDemo", i.version,
  (select count(*)::int from incident_subject s where s.incident_id = i.id) as people,
  i.people_when_let_go as "peopleWhenLetGo"`;

type Listing = { state?: IncidentState | undefined; cursor?: string | undefined; limit: number };

/** A page of the organisation's incidents, the latest first. */
export async function listIncidents(tx: Tx, { state, cursor, limit }: Listing): Promise<IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    select ${columns} from incident i
    where (${state ?? null}::text is null or i.state = ${state ?? null})
      and (${cursor ?? null}::uuid is null
           or (i.found_at, i.id) < (select c.found_at, c.id from incident c where c.id = ${cursor ?? null}))
    order by i.found_at desc, i.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** @param lock keeps others from changing it until the end of the transaction */
export async function findIncident(tx: Tx, id: string, lock = false): Promise<IncidentRow | undefined> {
  const { rows } = await sql<IncidentRow>`
    select ${columns} from incident i where i.id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

export const noticesOf = async (tx: Tx, incidents: readonly string[]): Promise<NoticeRow[]> =>
  (
    await sql<NoticeRow>`
      select id, incident_id as incident, country, told, at, how from incident_notice
      where incident_id = any (${incidents}::uuid[]) order by at, id`.execute(tx)
  ).rows;

export const subjectsOf = async (tx: Tx, incident: string): Promise<SubjectRow[]> =>
  (
    await sql<SubjectRow>`
      select subject, subject_id as id, found_by as "foundBy" from incident_subject where incident_id = ${incident}
      order by added_at, subject_id limit 5000`.execute(tx)
  ).rows;

export type IncidentValues = Omit<IncidentRow, 'people' | 'peopleWhenLetGo' | 'version' | 'state'>;
type Opened = IncidentValues & { person: string; at: Date };

export async function insertIncident(tx: Tx, made: Opened): Promise<void> {
  await sql`
    insert into incident (id, organisation_id, kind, title, what_happened, found_at, began_at, ended_at, countries, risk,
      state, is_demo, version, opened_by, opened_at)
    values (${made.id}, ${made.organisation}, ${made.kind}, ${made.title}, ${made.whatHappened}, ${made.foundAt},
      ${made.beganAt}, ${made.endedAt}, ${made.countries}, ${made.risk}, 'open', ${made.isDemo}, 1, ${made.person},
      ${made.at})`.execute(tx);
}

export async function updateIncident(tx: Tx, made: IncidentValues): Promise<void> {
  await sql`
    update incident set kind = ${made.kind}, title = ${made.title}, what_happened = ${made.whatHappened},
      began_at = ${made.beganAt}, ended_at = ${made.endedAt}, countries = ${made.countries}, risk = ${made.risk},
      version = version + 1
    where id = ${made.id}`.execute(tx);
}

type Moved = { id: string; state: IncidentState; at: Date };
export async function setState(tx: Tx, { id, state, at }: Moved): Promise<void> {
  await sql`
    update incident set state = ${state}, version = version + 1, closed_at = ${state === 'closed' ? at : null}
    where id = ${id}`.execute(tx);
}

type Search = { incident: string; person: string | null; from: Date; until: Date; at: Date };

/** Adds all about whom somebody of the organisation (or anyone in it) opened data in that time. @returns how many are new */
export async function addOpened(tx: Tx, { incident, person, from, until, at }: Search): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into incident_subject (incident_id, subject, subject_id, found_by, added_at)
    select distinct on (a.subject_id) ${incident}::uuid, a.subject, a.subject_id, 'accesses', ${at}::timestamptz
    from access_record a
    where a.organisation_id = (select actor_organisation()) and a.subject_id is not null
      and a.at between ${from} and ${until} and (${person}::uuid is null or a.person = ${person}::uuid)
    on conflict do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

type Notice = Omit<NoticeRow, 'id'> & { id: string; person: string; recordedAt: Date };
export async function insertNotice(tx: Tx, made: Notice): Promise<void> {
  await sql`
    insert into incident_notice (id, incident_id, country, told, at, how, recorded_by, recorded_at)
    values (${made.id}, ${made.incident}, ${made.country}, ${made.told}, ${made.at}, ${made.how}, ${made.person},
      ${made.recordedAt})`.execute(tx);
}
