import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { CentreKind } from './centre.ts';
import type { AgeGroup, EncounterState, FollowUp, NextStep, OpenReason, Sex } from './encounter.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

export type EncounterTable = {
  id: string;
  owner_organisation: string;
  partnership_id: string;
  /** None at a centre: it need not be of a side. */
  side_id: string | null;
  is_demo: boolean;
  mission_id: string | null;
  /** Of a referral, at the centre that treats: which, and what was done. */
  referral_id: string | null;
  kind: CentreKind | null;
  fraction: number | null;
  patient_id: string | null;
  subject_id: string;
  people: string[];
  specialty: string;
  place: string | null;
  zone: string | null;
  day: string;
  room: string | null;
  /** A clinician of the mission; at a centre the person, or the system, that recorded it. */
  clinician_id: string | null;
  clinician_person: string | null;
  opened_at: Date;
  signed_at: Date | null;
  waited_minutes: number | null;
  next_step: NextStep | null;
  was_treated: boolean;
  was_operated: boolean;
  age_group: AgeGroup;
  sex: Sex;
  content: Buffer;
  content_hash: string;
  state: EncounterState;
  open_because: OpenReason | null;
  amended_from: number | null;
  withdrawn_because: string | null;
  followed_up_at: Date | null;
  followed_up_how: FollowUp | null;
  version: number;
  changed_at: Date;
};
type VersionTable = {
  encounter_id: string;
  version: number;
  state: EncounterState;
  content: Buffer;
  until: Date;
  /** Null: the job that reads what the devices said. */
  changed_by: string | null;
};

const tables = (tx: Tx) => tx.withTables<{ encounter: EncounterTable; encounter_version: VersionTable }>();
const anyOf = (ids: readonly string[]) => sql<string>`any (${[...ids]}::uuid[])`;

export const encounterOf = (tx: Tx, id: string): Promise<EncounterTable | undefined> =>
  tables(tx).selectFrom('encounter').selectAll().where('id', '=', id).executeTakeFirst();

/** One encounter that nobody else changes until this request ends. */
export const lockEncounter = (tx: Tx, id: string): Promise<EncounterTable | undefined> =>
  tables(tx).selectFrom('encounter').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** Those of these that are known, in one order, so that two who bring the same ones wait and do not block each other. */
export const lockEncounters = (tx: Tx, ids: readonly string[]): Promise<EncounterTable[]> =>
  tables(tx).selectFrom('encounter').selectAll().where('id', '=', anyOf(ids)).orderBy('id').forNoKeyUpdate().execute();

/** Enters one at the centre, also where it is not open to who records it any more. */
export async function insertAtCentre(tx: Tx, row: EncounterTable): Promise<void> {
  await tables(tx).insertInto('encounter').values(row).execute();
}

/** Those of a referral, the newest first. */
export const encountersOfReferral = (tx: Tx, referral: string): Promise<EncounterTable[]> =>
  tables(tx)
    .selectFrom('encounter')
    .selectAll()
    .where('referral_id', '=', referral)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(300)
    .execute();

/** Whether the acting organisation takes part in a mission. */
export async function takesPart(tx: Tx, mission: string): Promise<boolean> {
  const { rows } = await sql<{ takes: boolean }>`select mission_takes_part(${mission}) as takes`.execute(tx);
  return rows[0]?.takes ?? false;
}

const rowsAtOnce = 200;

/** Enters many; one that somebody else entered meanwhile is left as it is. @returns the ids of those entered */
export async function insertEncounters(tx: Tx, rows: readonly EncounterTable[]): Promise<string[]> {
  const entered: string[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const inserted = await tables(tx)
      .insertInto('encounter')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    entered.push(...inserted.map(({ id }) => id));
  }
  return entered;
}

/** Keeps what an encounter said until now. */
export const keepVersion = (tx: Tx, before: EncounterTable, { by, at }: { by: string | null; at: Date }) =>
  tables(tx)
    .insertInto('encounter_version')
    .values({
      encounter_id: before.id,
      version: before.version,
      state: before.state,
      content: before.content,
      until: at,
      changed_by: by,
    })
    .execute();

export const updateEncounter = (tx: Tx, id: string, change: Partial<EncounterTable>) =>
  tables(tx).updateTable('encounter').set(change).where('id', '=', id).execute();

/** Earlier versions, the newest first. */
export const versionsOf = (tx: Tx, id: string) =>
  tables(tx)
    .selectFrom('encounter_version')
    .selectAll()
    .where('encounter_id', '=', id)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();

/** Those of a mission after which somebody still has to do something, the oldest day first. */
export const encountersToFollow = (tx: Tx, mission: string): Promise<EncounterTable[]> =>
  tables(tx)
    .selectFrom('encounter')
    .selectAll()
    .where('mission_id', '=', mission)
    .where('state', '=', 'finished')
    .where('followed_up_at', 'is', null)
    .where('next_step', 'in', ['operation', 'referral', 'consultation'])
    .orderBy('day')
    .orderBy('id')
    .limit(500)
    .execute();

/** Those of a mission that cannot be closed yet, the oldest first. */
export const openEncounters = (tx: Tx, mission: string): Promise<EncounterTable[]> =>
  tables(tx)
    .selectFrom('encounter')
    .selectAll()
    .where('mission_id', '=', mission)
    .where('state', '=', 'in_progress')
    .orderBy('opened_at')
    .orderBy('id')
    .limit(500)
    .execute();
