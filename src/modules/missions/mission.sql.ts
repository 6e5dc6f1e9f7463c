import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { MissionState } from './mission.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** Every mission belongs to a side of a partnership. */
export type Ladder = Shared & { partnership_id: string; side_id: string };
export type MissionTable = Ladder & {
  id: string;
  title: LocalisedText;
  state: MissionState;
  version: number;
  changed_at: Date;
};

const missions = (tx: Tx) => tx.withTables<{ mission: MissionTable }>();

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

export async function insertMission(context: Served, title: LocalisedText, ladder: Ladder): Promise<MissionTable> {
  const row: MissionTable = {
    ...ladder,
    id: context.newId(),
    title,
    state: 'open',
    version: 1,
    changed_at: context.now,
  };
  await missions(context.tx).insertInto('mission').values(row).execute();
  const happening = { subject: 'mission', subjectId: row.id, action: 'record', fields: ['title'] };
  await recordEvent(context, { ...happening, shared: ladder });
  return row;
}

/** Saves a mission that has been locked. */
export async function saveMission(
  context: Served,
  before: MissionTable,
  change: Partial<Pick<MissionTable, 'title' | 'state' | 'visibility'>>,
): Promise<MissionTable> {
  const after = { ...change, version: before.version + 1, changed_at: context.now };
  await missions(context.tx).updateTable('mission').set(after).where('id', '=', before.id).execute();
  const happening = { subject: 'mission', subjectId: before.id, action: 'change', fields: Object.keys(change) };
  await recordEvent(context, { ...happening, shared: { ...before, ...change } });
  return { ...before, ...after };
}
