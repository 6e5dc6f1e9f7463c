import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { PathConfig } from './path.ts';
import type { Party, Priority, RequestState, Stage, TaskState } from './referral.ts';
import type { Act } from './table.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations/0042) do, for every query alike.

export type ReferralTable = {
  id: string;
  number: string;
  owner_organisation: string;
  partnership_id: string;
  is_demo: boolean;
  commission_organisation: string | null;
  receiver_organisation: string;
  patient_id: string;
  quota_id: string;
  path_id: string;
  path_version: number;
  state: RequestState;
  round: number;
  stops: number;
  priority: Priority;
  consent_id: string | null;
  commission_consent_id: string | null;
  reason: string | null;
  previous_id: string | null;
  created_by: string;
  created_at: Date;
  asked_at: Date | null;
  shown_at: Date | null;
  stage: Stage;
  stage_since: Date;
  due_at: Date | null;
  version: number;
  changed_at: Date;
};
export type TaskTable = {
  referral_id: string;
  owner_organisation: string;
  state: TaskState;
  round: number;
  stops_answered: number;
  arrival: string | null;
  arrival_time: string | null;
  until: string | null;
  arrived_at: Date | null;
  started_at: Date | null;
  discharged_at: Date | null;
  fractions_planned: number | null;
  fractions_done: number;
  reason: string | null;
  version: number;
  changed_at: Date;
};
type ActTable = {
  id: string;
  referral_id: string;
  at: Date;
  act: Act | 'create' | 'change';
  from_stage: Stage;
  to_stage: Stage;
  organisation_id: string;
  person: string;
  reason: string | null;
};
export type FoundAct = ActTable & { has_words: boolean };
type WordsTable = { act_id: string; content: Buffer };
/** A referral with what the receiver says, the path it goes by, and what the actor's organisation is in it. */
export type Found = {
  referral: ReferralTable;
  task: TaskTable;
  config: PathConfig;
  pathNames: Names;
  parties: Party[];
};

const tables = (tx: Tx) =>
  tx.withTables<{
    referral: ReferralTable;
    referral_task: TaskTable;
    referral_act: ActTable;
    referral_words: WordsTable;
  }>();

/** What a list or a page reads of the referrals of these ids, in no order. */
export async function foundOf(tx: Tx, ids: readonly string[]): Promise<Found[]> {
  if (ids.length === 0) return [];
  const asked = [...new Set(ids)];
  const any = sql<string>`any (${asked}::uuid[])`;
  const referrals = await tables(tx).selectFrom('referral').selectAll().where('id', '=', any).execute();
  const tasks = await tables(tx).selectFrom('referral_task').selectAll().where('referral_id', '=', any).execute();
  const { rows: paths } = await sql<{ path_id: string; number: number; config: PathConfig; names: Names }>`
    select v.path_id, v.number, v.config, p.names from referral_path_version v join referral_path p on p.id = v.path_id
    where (v.path_id, v.number) in (select r.path_id, r.path_version from referral r where r.id = ${any})`.execute(tx);
  const { rows: parties } = await sql<{ id: string; parties: Party[] }>`
    select w.id, referral_parties(w.id) as parties from unnest(${asked}::uuid[]) as w (id)`.execute(tx);
  return referrals.flatMap((referral): Found[] => {
    const task = tasks.find(({ referral_id }) => referral_id === referral.id);
    const path = paths.find(({ path_id, number }) => path_id === referral.path_id && number === referral.path_version);
    const own = parties.find(({ id }) => id === referral.id)?.parties ?? [];
    return task && path ? [{ referral, task, config: path.config, pathNames: path.names, parties: own }] : [];
  });
}

export const findReferral = async (tx: Tx, id: string): Promise<Found | undefined> => (await foundOf(tx, [id]))[0];

/**
 * Both rows, which nobody else writes until this request ends; nothing where it is not theirs.
 * @param withOthers with the patient's other referrals, which a death closes too
 */
export async function lockFound(tx: Tx, id: string, { withOthers = false } = {}): Promise<Found | undefined> {
  const { rows } = await sql<{ locked: boolean }>`select lock_referral(${id}, ${withOthers}) as locked`.execute(tx);
  return rows[0]?.locked ? findReferral(tx, id) : undefined;
}

/** What happens to a referral is seen in the history of both sides (`referral_act`); the event is the own organisation's. */
export const tellEvent = (
  context: Served,
  { id, is_demo }: Pick<ReferralTable, 'id' | 'is_demo'>,
  { action, fields }: { action: string; fields: readonly string[] },
): Promise<void> =>
  recordEvent(context, {
    subject: 'referral',
    subjectId: id,
    action,
    fields,
    shared: {
      owner_organisation: context.actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo,
    },
  });

export type NewReferral = Pick<
  ReferralTable,
  | 'partnership_id'
  | 'is_demo'
  | 'commission_organisation'
  | 'receiver_organisation'
  | 'patient_id'
  | 'quota_id'
  | 'path_id'
  | 'path_version'
  | 'priority'
  | 'previous_id'
>;

/** Writes a draft of the acting organisation; the database gives it its number, its stage and the receiver's row. */
export async function insertReferral(context: Served, id: string, fresh: NewReferral): Promise<void> {
  const { tx, actor, now } = context;
  const { rows } = await sql<{ number: string }>`
    select next_referral_number(${now.getUTCFullYear()}) as number`.execute(tx);
  const number = rows[0]?.number ?? '';
  const own = { owner_organisation: actor.organisation, created_by: actor.person, created_at: now, changed_at: now };
  const begun = { id, number, ...fresh, ...own, state: 'draft', round: 0, stops: 0, version: 1 } as const;
  await tables(tx)
    .insertInto('referral')
    .values(begun as typeof begun & Pick<ReferralTable, 'stage' | 'stage_since'> & ReferralTable)
    .execute();
}

export type RequestChange = Partial<
  Pick<
    ReferralTable,
    | 'commission_organisation'
    | 'receiver_organisation'
    | 'quota_id'
    | 'path_id'
    | 'path_version'
    | 'state'
    | 'round'
    | 'stops'
    | 'priority'
    | 'consent_id'
    | 'commission_consent_id'
    | 'reason'
    | 'asked_at'
  >
>;
export type TaskChange = Partial<Omit<TaskTable, 'referral_id' | 'owner_organisation' | 'version' | 'changed_at'>>;

/** Writes the request of a locked referral; false where the row policies keep the actor from it. */
export async function saveRequest({ tx, now }: Served, { referral }: Found, changed: RequestChange): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('referral')
    .set({ ...changed, version: referral.version + 1, changed_at: now })
    .where('id', '=', referral.id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Writes what the receiver says; false where the row policies keep the actor from it. */
export async function saveTask({ tx, now }: Served, { task }: Found, changed: TaskChange): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('referral_task')
    .set({ ...changed, version: task.version + 1, changed_at: now })
    .where('referral_id', '=', task.referral_id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

type Acted = Pick<ActTable, 'referral_id' | 'act' | 'from_stage' | 'to_stage' | 'reason'> & { words: Buffer | null };

/** Puts an act on record, with what was said, sealed. */
export async function insertAct({ tx, actor, now, newId }: Served, { words, ...acted }: Acted): Promise<string> {
  const id = newId();
  const by = { organisation_id: actor.organisation, person: actor.person, at: now };
  await tables(tx)
    .insertInto('referral_act')
    .values({ id, ...acted, ...by })
    .execute();
  if (words) await tables(tx).insertInto('referral_words').values({ act_id: id, content: words }).execute();
  return id;
}

export const actsOf = async (tx: Tx, referral: string): Promise<FoundAct[]> =>
  (
    await sql<FoundAct>`select a.*, exists (select from referral_words w where w.act_id = a.id) as has_words
      from referral_act a where a.referral_id = ${referral} order by a.position`.execute(tx)
  ).rows;

/** What was said with the acts of a referral, as far as the care is open to the actor. */
export const wordsOf = async (tx: Tx, referral: string): Promise<WordsTable[]> =>
  (
    await sql<WordsTable>`select w.act_id, w.content from referral_words w join referral_act a on a.id = w.act_id
      where a.referral_id = ${referral} order by a.position`.execute(tx)
  ).rows;

/** Whether what is clinical of it is open to the actor. */
export const isOpenTo = async (tx: Tx, referral: string): Promise<boolean> =>
  (await sql<{ open: boolean }>`select referral_is_open(${referral}) as open`.execute(tx)).rows[0]?.open ?? false;

/** The one that came of it, where it was referred onward. */
export const nextOf = async (tx: Tx, referral: string): Promise<string | null> =>
  (await tables(tx).selectFrom('referral').select('id').where('previous_id', '=', referral).executeTakeFirst())?.id ??
  null;

/** Whether the acting organisation answers for this patient, and so may refer them. */
export async function mayRefer(tx: Tx, patient: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_be_referred(${patient}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}
