import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { type Ladder, ladderOf } from './meeting.sql.ts';
import type { BriefInput } from './schemas.ts';

type Said = { title: LocalisedText; wording: LocalisedText };
export type BriefTable = Ladder &
  Said & {
    id: string;
    meeting_id: string | null;
    written_by: string;
    retracted_at: Date | null;
    version: number;
    changed_at: Date;
  };
type VersionTable = Said & { brief_id: string; number: number; written_by: string; at: Date };
const tables = (tx: Tx) => tx.withTables<{ brief: BriefTable; brief_version: VersionTable }>();

/** The notes of the actor's own side for a meeting; no row of another side comes out of this table. */
export const briefsFor = (tx: Tx, meeting: string): Promise<BriefTable[]> =>
  tables(tx)
    .selectFrom('brief')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .where('retracted_at', 'is', null)
    .orderBy('id')
    .execute();

export const findBrief = (tx: Tx, id: string): Promise<BriefTable | undefined> =>
  tables(tx).selectFrom('brief').selectAll().where('id', '=', id).where('retracted_at', 'is', null).executeTakeFirst();

export const lockBrief = (tx: Tx, id: string): Promise<BriefTable | undefined> =>
  tables(tx)
    .selectFrom('brief')
    .selectAll()
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

const happened = (context: Served, brief: BriefTable, { action, fields }: { action: string; fields: string[] }) => {
  const shared: Shared = { ...ladderOf(brief), visibility: 'own_side' };
  return recordEvent(context, { subject: 'brief', subjectId: brief.id, action, fields, shared });
};

const keepVersion = ({ tx, actor, now }: Served, { id, version, title, wording }: BriefTable) =>
  tables(tx)
    .insertInto('brief_version')
    .values({ brief_id: id, number: version, title, wording, written_by: actor.person, at: now })
    .execute();

export async function insertBrief(
  context: Served,
  said: BriefInput,
  { ladder, meeting }: { ladder: Ladder; meeting: string },
): Promise<BriefTable> {
  const brief: BriefTable = {
    id: context.newId(),
    ...ladderOf(ladder),
    visibility: 'own_side',
    meeting_id: meeting,
    ...said,
    written_by: context.actor.person,
    retracted_at: null,
    version: 1,
    changed_at: context.now,
  };
  await tables(context.tx).insertInto('brief').values(brief).execute();
  await keepVersion(context, brief);
  await happened(context, brief, { action: 'record', fields: ['title', 'wording'] });
  return brief;
}

export async function saveBrief(context: Served, before: BriefTable, said: BriefInput): Promise<BriefTable> {
  const brief = { ...before, ...said, version: before.version + 1, changed_at: context.now };
  const { title, wording, version, changed_at } = brief;
  await tables(context.tx)
    .updateTable('brief')
    .set({ title, wording, version, changed_at })
    .where('id', '=', brief.id)
    .execute();
  await keepVersion(context, brief);
  await happened(context, brief, { action: 'change', fields: ['title', 'wording'] });
  return brief;
}

export async function takeOutBrief(context: Served, brief: BriefTable): Promise<void> {
  await tables(context.tx)
    .updateTable('brief')
    .set({ retracted_at: context.now, version: brief.version + 1, changed_at: context.now })
    .where('id', '=', brief.id)
    .execute();
  await happened(context, brief, { action: 'retract', fields: [] });
}

/** What a note said in each of its versions, the newest first. */
export const versionsOf = (tx: Tx, brief: string): Promise<VersionTable[]> =>
  tables(tx).selectFrom('brief_version').selectAll().where('brief_id', '=', brief).orderBy('number', 'desc').execute();
