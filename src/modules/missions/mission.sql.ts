import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { MissionState } from './mission.ts';
import type { MissionLanguage } from './plan.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** Every mission belongs to a side of a partnership. */
export type Ladder = Shared & { partnership_id: string; side_id: string };
export type MissionTable = Ladder & {
  id: string;
  slug: string;
  title: LocalisedText;
  languages: MissionLanguage[];
  commitment_id: string | null;
  keep_days: number;
  state: MissionState;
  version: number;
  changed_at: Date;
};
type Visitor = { mission_id: string; organisation_id: string };
/** A mission with who comes, and whether the actor's side keeps it. */
export type FoundMission = MissionTable & { visitors: string[]; isOwn: boolean };
/** What is known of its days where its sessions are counted. */
export type ListedMission = FoundMission & { firstDay: string | null; lastDay: string | null };

const tables = (tx: Tx) => tx.withTables<{ mission: MissionTable; mission_visitor: Visitor }>();
const isOwn = sql<boolean>`side_id = any ((select actor_sides())::uuid[])`;
const visitors = sql<string[]>`coalesce((
  select jsonb_agg(v.organisation_id order by v.organisation_id) from mission_visitor v where v.mission_id = mission.id), '[]')`;
const dayOf = (edge: 'min' | 'max') => sql<string | null>`(
  select ${sql.raw(edge)}(s.day) from mission_session s where s.mission_id = mission.id and s.cancelled_at is null)`;

const found = (tx: Tx) =>
  tables(tx)
    .selectFrom('mission')
    .selectAll()
    .select([isOwn.as('isOwn'), visitors.as('visitors')]);

/** The missions that the actor may see, of one partnership or all, the last changed first. */
export const missionsOf = (
  tx: Tx,
  { partnership, state }: { partnership?: string | undefined; state?: MissionState | undefined },
): Promise<ListedMission[]> =>
  found(tx)
    .select([dayOf('min').as('firstDay'), dayOf('max').as('lastDay')])
    .$if(partnership !== undefined, (query) => query.where('partnership_id', '=', partnership ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'draft'))
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const missionOf = (tx: Tx, id: string): Promise<FoundMission | undefined> =>
  found(tx).where('id', '=', id).executeTakeFirst();

/** A mission of the own side, which nobody else changes until this request ends. */
export const lockMission = (tx: Tx, id: string): Promise<MissionTable | undefined> =>
  tables(tx).selectFrom('mission').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** What a person says of a mission. */
export type Described = Pick<MissionTable, 'slug' | 'title' | 'languages' | 'commitment_id' | 'keep_days'>;

export async function insertMission(context: Served, described: Described, ladder: Ladder): Promise<MissionTable> {
  const row: MissionTable = {
    ...ladder,
    id: context.newId(),
    ...described,
    state: 'draft',
    version: 1,
    changed_at: context.now,
  };
  await tables(context.tx).insertInto('mission').values(row).execute();
  const fields = ['slug', 'title', 'languages', 'commitment', 'keepDays'];
  await recordEvent(context, { subject: 'mission', subjectId: row.id, action: 'record', fields, shared: ladder });
  return row;
}

type Changed = Partial<
  Pick<MissionTable, 'title' | 'languages' | 'commitment_id' | 'keep_days' | 'state' | 'visibility'>
>;
type Happening = { action: string; fields: readonly string[] };

/** Saves a mission that has been locked, and says what happened. */
export async function saveMission(
  context: Served,
  before: MissionTable,
  { changed, ...happening }: Happening & { changed: Changed },
): Promise<MissionTable> {
  const after = { ...changed, version: before.version + 1, changed_at: context.now };
  await tables(context.tx).updateTable('mission').set(after).where('id', '=', before.id).execute();
  const shared = { ...before, ...changed };
  await recordEvent(context, { subject: 'mission', subjectId: before.id, ...happening, shared });
  return { ...before, ...after };
}

/** Something of the plan of a locked mission has changed. What a plan lacks is told to those who keep it, not to its readers. */
export async function touchMission(context: Served, before: MissionTable, happening: Happening): Promise<void> {
  const after = { version: before.version + 1, changed_at: context.now };
  await tables(context.tx).updateTable('mission').set(after).where('id', '=', before.id).execute();
  const shared = { ...before, visibility: 'own_side' as const };
  await recordEvent(context, { subject: 'mission', subjectId: before.id, ...happening, shared });
}

/** Names those who come to a locked mission. */
export async function setVisitors({ tx }: Served, mission: string, organisations: readonly string[]): Promise<void> {
  await tables(tx).deleteFrom('mission_visitor').where('mission_id', '=', mission).execute();
  const rows = organisations.map((organisation_id) => ({ mission_id: mission, organisation_id }));
  if (rows.length > 0) await tables(tx).insertInto('mission_visitor').values(rows).execute();
}

/** How many places of a mission are given out and how many people wait; null for who takes no part in it. */
export async function bookedIn(tx: Tx, mission: string): Promise<{ places: number; waiting: number } | null> {
  const { rows } = await sql<{ booked: { places: number; waiting: number } | null }>`
    select mission_booked(${mission}) as booked`.execute(tx);
  return rows[0]?.booked ?? null;
}

/** Whether another mission, seen or not, has this name of a page. */
export async function isSlugTaken({ tx }: Served, slug: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select mission_slug_taken(${slug}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

/** Whether a commitment is of this partnership, as far as the actor sees it. */
export async function isPromisedIn(
  { tx }: Served,
  { commitment, partnership }: Record<'commitment' | 'partnership', string>,
) {
  const { rows } = await sql<{ id: string }>`select id from commitment
    where id = ${commitment} and partnership_id = ${partnership}`.execute(tx);
  return rows.length > 0;
}
