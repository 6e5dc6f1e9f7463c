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
  state: MissionState;
  version: number;
  changed_at: Date;
};

const missions = (tx: Tx) =>
  tx.withTables<{ mission: MissionTable; mission_visitor: { mission_id: string; organisation_id: string } }>();

/** The missions of a partnership that the actor may see, the last changed first. */
export const missionsOf = (tx: Tx, partnership: string): Promise<MissionTable[]> =>
  missions(tx)
    .selectFrom('mission')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const missionOf = (tx: Tx, id: string): Promise<MissionTable | undefined> =>
  missions(tx).selectFrom('mission').selectAll().where('id', '=', id).executeTakeFirst();

/** A mission of the own side, which nobody else changes until this request ends. */
export const lockMission = (tx: Tx, id: string): Promise<MissionTable | undefined> =>
  missions(tx).selectFrom('mission').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** What a person says of a mission. */
export type Described = Pick<MissionTable, 'slug' | 'title' | 'languages' | 'commitment_id'>;

export async function insertMission(context: Served, described: Described, ladder: Ladder): Promise<MissionTable> {
  const row: MissionTable = {
    ...ladder,
    id: context.newId(),
    ...described,
    state: 'draft',
    version: 1,
    changed_at: context.now,
  };
  await missions(context.tx).insertInto('mission').values(row).execute();
  const happening = {
    subject: 'mission',
    subjectId: row.id,
    action: 'record',
    fields: ['slug', 'title', 'languages', 'commitment'],
  };
  await recordEvent(context, { ...happening, shared: ladder });
  return row;
}

/** Saves a mission that has been locked. */
export async function saveMission(
  context: Served,
  before: MissionTable,
  change: Partial<Pick<MissionTable, 'title' | 'languages' | 'commitment_id' | 'state' | 'visibility'>>,
): Promise<MissionTable> {
  const after = { ...change, version: before.version + 1, changed_at: context.now };
  await missions(context.tx).updateTable('mission').set(after).where('id', '=', before.id).execute();
  const happening = { subject: 'mission', subjectId: before.id, action: 'change', fields: Object.keys(change) };
  await recordEvent(context, { ...happening, shared: { ...before, ...change } });
  return { ...before, ...after };
}

/** Who comes to each of these missions. */
export async function visitorsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const found = await missions(tx)
    .selectFrom('mission_visitor')
    .selectAll()
    .where('mission_id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .orderBy('organisation_id')
    .execute();
  const byMission = Map.groupBy(found, ({ mission_id }) => mission_id);
  return new Map([...byMission].map(([id, rows]) => [id, rows.map(({ organisation_id }) => organisation_id)]));
}

/** Names those who come to a locked mission. */
export async function setVisitors({ tx }: Served, mission: string, organisations: readonly string[]): Promise<void> {
  await missions(tx).deleteFrom('mission_visitor').where('mission_id', '=', mission).execute();
  const rows = [...new Set(organisations)].map((organisation_id) => ({ mission_id: mission, organisation_id }));
  if (rows.length > 0) await missions(tx).insertInto('mission_visitor').values(rows).execute();
}

/** Whether another mission, seen or not, has this name of a page. */
export const isSlugTaken = async ({ tx }: Served, slug: string): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`select mission_slug_taken(${slug}) as taken`.execute(tx);
  return rows[0]?.taken === true;
};
