import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { EncounterState } from './encounter.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** Every encounter belongs to a side of a partnership. */
export type Ladder = Shared & { partnership_id: string; side_id: string };
export type EncounterTable = Ladder & {
  id: string;
  title: LocalisedText;
  state: EncounterState;
  version: number;
  changed_at: Date;
};

const encounters = (tx: Tx) => tx.withTables<{ encounter: EncounterTable }>();

/** The encounters of a partnership that the actor may see, the last changed first. */
export const encountersOf = (tx: Tx, partnership: string): Promise<EncounterTable[]> =>
  encounters(tx)
    .selectFrom('encounter')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const encounterOf = (tx: Tx, id: string): Promise<EncounterTable | undefined> =>
  encounters(tx).selectFrom('encounter').selectAll().where('id', '=', id).executeTakeFirst();

/** A encounter of the own side, which nobody else changes until this request ends. */
export const lockEncounter = (tx: Tx, id: string): Promise<EncounterTable | undefined> =>
  encounters(tx).selectFrom('encounter').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

export async function insertEncounter(context: Served, title: LocalisedText, ladder: Ladder): Promise<EncounterTable> {
  const row: EncounterTable = {
    ...ladder,
    id: context.newId(),
    title,
    state: 'open',
    version: 1,
    changed_at: context.now,
  };
  await encounters(context.tx).insertInto('encounter').values(row).execute();
  const happening = { subject: 'encounter', subjectId: row.id, action: 'record', fields: ['title'] };
  await recordEvent(context, { ...happening, shared: ladder });
  return row;
}

/** Saves a encounter that has been locked. */
export async function saveEncounter(
  context: Served,
  before: EncounterTable,
  change: Partial<Pick<EncounterTable, 'title' | 'state' | 'visibility'>>,
): Promise<EncounterTable> {
  const after = { ...change, version: before.version + 1, changed_at: context.now };
  await encounters(context.tx).updateTable('encounter').set(after).where('id', '=', before.id).execute();
  const happening = { subject: 'encounter', subjectId: before.id, action: 'change', fields: Object.keys(change) };
  await recordEvent(context, { ...happening, shared: { ...before, ...change } });
  return { ...before, ...after };
}
