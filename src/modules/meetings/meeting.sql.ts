import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { CheckedMeeting, Manner, MinutesState, Rung, State } from './meeting.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

/** Every meeting belongs to a side of a partnership. */
export type Ladder = Shared & { partnership_id: string; side_id: string };
export type MeetingTable = Ladder & {
  id: string;
  title: LocalisedText;
  state: State;
  held: string | null;
  held_first: string | null;
  held_last: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  zone: string | null;
  reported_on: string | null;
  manner: Manner;
  place_key: string | null;
  venue: LocalisedText | null;
  agenda: LocalisedText | null;
  minutes: LocalisedText | null;
  minutes_state: MinutesState;
  minutes_approved_by: string | null;
  minutes_approved_at: Date | null;
  retracted_at: Date | null;
  version: number;
  changed_at: Date;
};
const tables = (tx: Tx) => tx.withTables<{ meeting: MeetingTable }>();

const isOwnSide = sql<boolean>`side_id = any ((select actor_sides())::uuid[])`;

/** A meeting, and whether the actor's side keeps it. */
export type FoundMeeting = MeetingTable & { isOwn: boolean };

export const ladderOf = ({ owner_organisation, partnership_id, side_id, visibility, is_demo }: Ladder): Ladder => ({
  owner_organisation,
  partnership_id,
  side_id,
  visibility,
  is_demo,
});

type Happening = { action: string; fields: readonly string[]; visibility?: Rung };
/** Says what happened to a meeting; what only its own side may know of is told to it alone. */
export const happened = (
  context: Served,
  meeting: Ladder & { id: string },
  { action, fields, visibility = meeting.visibility }: Happening,
): Promise<void> =>
  recordEvent(context, {
    subject: 'meeting',
    subjectId: meeting.id,
    action,
    fields,
    shared: { ...ladderOf(meeting), visibility },
  });

const describedBy = (checked: CheckedMeeting) => ({
  title: checked.title,
  held: checked.held,
  held_first: checked.heldFirst,
  held_last: checked.heldLast,
  starts_at: checked.startsAt,
  ends_at: checked.endsAt,
  zone: checked.zone,
  reported_on: checked.reportedOn,
  manner: checked.manner,
  place_key: checked.place,
  venue: checked.venue,
  agenda: checked.agenda,
});

/** The rules' view of a row. */
export const checkedOf = (row: MeetingTable): CheckedMeeting => ({
  title: row.title,
  held: row.held,
  heldFirst: row.held_first,
  heldLast: row.held_last,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  zone: row.zone,
  reportedOn: row.reported_on,
  manner: row.manner,
  place: row.place_key,
  venue: row.venue,
  agenda: row.agenda,
});

/** Records a meeting for the own side, and returns its id. */
export async function insertMeeting(
  context: Served,
  checked: CheckedMeeting,
  { ladder, state }: { ladder: Ladder; state: State },
): Promise<string> {
  const id = context.newId();
  const minutes = {
    minutes: null,
    minutes_state: 'none' as const,
    minutes_approved_by: null,
    minutes_approved_at: null,
  };
  const frame = { id, ...ladderOf(ladder), state, retracted_at: null, version: 1, changed_at: context.now };
  await tables(context.tx)
    .insertInto('meeting')
    .values({ ...frame, ...minutes, ...describedBy(checked) })
    .execute();
  const fields = Object.entries(checked).flatMap(([field, value]) => (value === null ? [] : [field]));
  await happened(context, { ...ladder, id }, { action: 'record', fields });
  return id;
}

export const findMeeting = (tx: Tx, id: string): Promise<FoundMeeting | undefined> =>
  tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .select(isOwnSide.as('isOwn'))
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .executeTakeFirst();

/** A meeting of the own side, which nobody else changes until this request ends. */
export const lockMeeting = (tx: Tx, id: string): Promise<MeetingTable | undefined> =>
  tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

type Changed = Partial<Omit<MeetingTable, keyof Ladder | 'id' | 'version' | 'changed_at'>> & { visibility?: Rung };

/** Saves what changed of a locked meeting, as its next version, and returns that. */
export async function saveMeeting(
  context: Served,
  before: MeetingTable,
  { changed, ...happening }: Happening & { changed: Changed },
): Promise<{ id: string; version: number }> {
  const version = before.version + 1;
  await tables(context.tx)
    .updateTable('meeting')
    .set({ ...changed, version, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  await happened(context, { ...before, visibility: changed.visibility ?? before.visibility }, happening);
  return { id: before.id, version };
}

export const saveDescription = (
  context: Served,
  before: MeetingTable,
  { checked, fields }: { checked: CheckedMeeting; fields: readonly string[] },
) => saveMeeting(context, before, { changed: describedBy(checked), action: 'change', fields });

/** The newest meeting of a partnership that was held before another, as far as their days are known. */
export const meetingBefore = (tx: Tx, { id, partnership_id, held_first }: MeetingTable) =>
  tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .select(isOwnSide.as('isOwn'))
    .where('partnership_id', '=', partnership_id)
    .where('id', '<>', id)
    .where('state', '=', 'held')
    .where('retracted_at', 'is', null)
    .$if(held_first !== null, (query) =>
      query.where(({ eb, fn }) => eb(fn.coalesce('held_last', 'reported_on'), '<=', held_first)),
    )
    .orderBy(sql`coalesce(held_last, reported_on)`, (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
