import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { changedFields, recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import type { Binding, InstrumentKind, InstrumentState, RecordedStep, Relation, Rung } from './instrument.ts';
import type { InstrumentInput } from './schemas.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

export type Ladder = Shared & { partnership_id: string; side_id: string };
export type InstrumentTable = Ladder & {
  id: string;
  kind: InstrumentKind;
  title: LocalisedText;
  parties: string[];
  binding: Binding;
  parent_id: string | null;
  parent_relation: Relation | null;
  parent_title: LocalisedText | null;
  languages: string[];
  covers: string | null;
  covers_first: string | null;
  covers_last: string | null;
  state: InstrumentState;
  retracted_at: Date | null;
  version: number;
  changed_at: Date;
};
type StepTable = {
  id: string;
  instrument_id: string;
  position: number;
  state: InstrumentState;
  taken: string | null;
  taken_first: string | null;
  taken_last: string | null;
  known_on: string | null;
  manner: LocalisedText | null;
  claim_id: string | null;
  person: string;
  at: Date;
  corrects: string | null;
  is_void: boolean;
  reason: LocalisedText | null;
};
// The state is left out: it moves with the steps, and the database does not let the application write it.
type Tables = { instrument: Omit<InstrumentTable, 'state'>; instrument_step: StepTable };
const tables = (tx: Tx) => tx.withTables<Tables>();
export const anyOf = (ids: Iterable<string>) => sql<string>`any (${[...new Set(ids)]}::uuid[])`;
const isOwn = sql<boolean>`side_id = any ((select actor_sides())::uuid[])`;

export const ladderOf = ({ owner_organisation, partnership_id, side_id, visibility, is_demo }: Ladder): Ladder => ({
  owner_organisation,
  partnership_id,
  side_id,
  visibility,
  is_demo,
});

type Happening = { id: string; action: string; fields: readonly string[]; subject?: string };
/** Says what happened to an instrument, to whoever may see it. */
export const happened = (context: Served, shared: Ladder, { id, action, fields, subject = 'instrument' }: Happening) =>
  recordEvent(context, { subject, subjectId: id, action, fields, shared });

/** Makes everybody else who writes about the same thing wait until this request ends. */
export const takeTurns = (tx: Tx, thing: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${thing}, 0))`.execute(tx);

export type FoundInstrument = InstrumentTable & { isOwn: boolean };

/** The instruments of these ids that the actor may see, in no order. */
export const instrumentsOf = async (tx: Tx, ids: readonly string[]): Promise<FoundInstrument[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<FoundInstrument>`
    select *, ${isOwn} as "isOwn" from instrument where id = ${anyOf(ids)} and retracted_at is null`.execute(tx);
  return rows;
};

export const findInstrument = async (tx: Tx, id: string): Promise<FoundInstrument | undefined> =>
  (await instrumentsOf(tx, [id]))[0];

/** One of the own side, which nobody else changes until this request ends. */
export async function lockInstrument(tx: Tx, id: string): Promise<InstrumentTable | undefined> {
  const { rows } = await sql<InstrumentTable>`
    select * from instrument where id = ${id} and retracted_at is null for no key update`.execute(tx);
  return rows[0];
}

/** The parents above an instrument, as far as the actor may see them. */
export async function parentsAbove(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive above (id) as (
      select i.id from instrument i where i.id = ${id} and i.retracted_at is null
      union select i.parent_id from instrument i join above a on i.id = a.id where i.parent_id is not null)
    select id from above`.execute(tx);
  return rows.map((row) => row.id);
}

export const childrenOf = async (tx: Tx, id: string) =>
  (
    await sql<{ id: string; relation: Relation; title: LocalisedText }>`
      select id, parent_relation as relation, title from instrument
      where parent_id = ${id} and retracted_at is null order by id limit 200`.execute(tx)
  ).rows;

type Described = Pick<
  InstrumentTable,
  | 'kind'
  | 'title'
  | 'parties'
  | 'binding'
  | 'parent_id'
  | 'parent_relation'
  | 'parent_title'
  | 'languages'
  | 'covers'
  | 'covers_first'
  | 'covers_last'
>;

function describedBy({ kind, title, parties, binding, parent, languages, covers }: InstrumentInput): Described {
  const { first, last } = covers === null ? { first: null, last: null } : boundsOf(covers);
  return {
    kind,
    title,
    parties,
    binding,
    languages,
    covers,
    parent_id: parent?.id ?? null,
    parent_relation: parent?.relation ?? null,
    parent_title: parent?.title ?? null,
    covers_first: first,
    covers_last: last,
  };
}

/** Records an instrument of the own side. It stands nowhere until its first step is recorded, in the same request. */
export async function insertInstrument(context: Served, asked: InstrumentInput, ladder: Ladder): Promise<string> {
  const id = context.newId();
  const frame = { id, ...ladderOf(ladder), retracted_at: null, version: 1, changed_at: context.now };
  await tables(context.tx)
    .insertInto('instrument')
    .values({ ...frame, ...describedBy(asked) })
    .execute();
  const fields = Object.keys(asked).filter((field) => asked[field as keyof InstrumentInput] !== null);
  await happened(context, ladder, { id, action: 'record', fields });
  return id;
}

type Changed = Partial<Described> & { visibility?: Rung; retracted_at?: Date };

/** Saves a change of a locked instrument, and says which fields it was. Returns its new version. */
export async function saveInstrument(
  context: Served,
  before: InstrumentTable,
  { action, fields, changed = {} }: { action: string; fields: readonly string[]; changed?: Changed },
): Promise<number> {
  const version = before.version + 1;
  await tables(context.tx)
    .updateTable('instrument')
    .set({ ...changed, version, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  await happened(context, ladderOf({ ...before, ...changed }), { id: before.id, action, fields });
  return version;
}

const wireNames = (fields: readonly string[]) =>
  fields.map((field) => field.replaceAll(/_(.)/g, (_all, one: string) => one.toUpperCase()));

/** Saves what an instrument is: `further` names what belongs to it and was changed with it. */
export function saveDescription(
  context: Served,
  before: InstrumentTable,
  { asked, further }: { asked: InstrumentInput; further: readonly string[] },
): Promise<number> {
  const changed = describedBy(asked);
  const fields = [...wireNames(changedFields(before as Described, changed)), ...further];
  return saveInstrument(context, before, { action: 'change', fields, changed });
}

/** A step with all that it says. */
export type Step = RecordedStep & {
  instrument: string;
  manner: LocalisedText | null;
  claim: string | null;
  person: string;
  at: Date;
  reason: LocalisedText | null;
};

/** Every step that was ever recorded of these instruments, in the order of recording. */
export const stepsOf = (tx: Tx, instruments: readonly string[]): Promise<Step[]> =>
  tables(tx)
    .selectFrom('instrument_step')
    .select(['id', 'position', 'state', 'taken', 'manner', 'corrects', 'person', 'at', 'reason'])
    .select(['instrument_id as instrument', 'known_on as knownOn', 'claim_id as claim', 'is_void as isVoid'])
    .where('instrument_id', '=', anyOf(instruments))
    .orderBy('instrument_id')
    .orderBy('position')
    .execute();

export type NewStep = Pick<Step, 'state' | 'taken' | 'knownOn' | 'manner' | 'claim'> & {
  corrects?: string;
  isVoid?: boolean;
  reason?: LocalisedText;
};

/** Records a step after those that there are; the database moves the state with it. Returns its id. */
export async function insertStep(
  context: Served,
  { instrument, position }: { instrument: string; position: number },
  step: NewStep,
): Promise<string> {
  const { state, taken, knownOn, manner, claim, corrects = null, isVoid = false, reason = null } = step;
  const { first, last } = taken === null ? { first: null, last: null } : boundsOf(taken);
  const id = context.newId();
  await tables(context.tx)
    .insertInto('instrument_step')
    .values({
      id,
      instrument_id: instrument,
      position,
      state,
      taken,
      manner,
      corrects,
      reason,
      taken_first: first,
      taken_last: last,
      known_on: knownOn,
      claim_id: claim,
      is_void: isVoid,
      person: context.actor.person,
      at: context.now,
    })
    .execute();
  return id;
}
