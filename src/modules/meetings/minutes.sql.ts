import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { MeetingTable } from './meeting.sql.ts';

export type MinutesTable = {
  id: string;
  meeting_id: string;
  partnership_id: string;
  side_id: string;
  number: number;
  wording: LocalisedText;
  reasons: LocalisedText | null;
  written_by: string;
  written_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  version: number;
};
const tables = (tx: Tx) => tx.withTables<{ minutes_version: MinutesTable }>();

/** All versions that the actor may see, the newest first. */
export const minutesOf = (tx: Tx, meeting: string): Promise<MinutesTable[]> =>
  tables(tx)
    .selectFrom('minutes_version')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .orderBy('number', 'desc')
    .execute();

type Written = { wording: LocalisedText; reasons: LocalisedText | null };

export async function insertMinutes(
  { tx, actor, now, newId }: Served,
  meeting: MeetingTable,
  { number, ...written }: Written & { number: number },
): Promise<MinutesTable> {
  const { id: meeting_id, partnership_id, side_id } = meeting;
  const row: MinutesTable = {
    id: newId(),
    meeting_id,
    partnership_id,
    side_id,
    number,
    ...written,
    written_by: actor.person,
    written_at: now,
    approved_by: null,
    approved_at: null,
    version: 1,
  };
  await tables(tx).insertInto('minutes_version').values(row).execute();
  return row;
}

export async function rewriteMinutes(
  { tx, actor, now }: Served,
  before: MinutesTable,
  written: Written,
): Promise<MinutesTable> {
  const changed = { ...written, written_by: actor.person, written_at: now, version: before.version + 1 };
  await tables(tx).updateTable('minutes_version').set(changed).where('id', '=', before.id).execute();
  return { ...before, ...changed };
}

export async function freezeMinutes(
  { tx, actor, now }: Served,
  before: MinutesTable,
  wording: LocalisedText,
): Promise<MinutesTable> {
  const changed = { wording, approved_by: actor.person, approved_at: now, version: before.version + 1 };
  await tables(tx).updateTable('minutes_version').set(changed).where('id', '=', before.id).execute();
  return { ...before, ...changed };
}

export const deleteMinutes = (tx: Tx, { id }: MinutesTable) =>
  tables(tx).deleteFrom('minutes_version').where('id', '=', id).execute();
