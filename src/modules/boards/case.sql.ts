import { type Generated, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type {
  AgeGroup,
  BoardKind,
  CaseState,
  Majority,
  MemberFunction,
  Outcome,
  Priority,
  Sex,
  Vote,
} from './board.ts';

export type CaseTable = {
  id: string;
  board_id: string;
  owner_organisation: string;
  is_demo: boolean;
  kind: BoardKind;
  subject_kind: string;
  subject_id: string;
  patient_id: string;
  parties: string[];
  state: CaseState;
  round: number;
  priority: Priority;
  waiting_since: Date;
  opened_at: Date;
  round_opened_at: Date;
  due_at: Date;
  region: string | null;
  sex: Sex;
  age_group: AgeGroup;
  disease: string | null;
  disease_names: Names | null;
  outcome: Outcome | null;
  decided_at: Date | null;
  version: number;
};
export type ReasonTable = { id: string; case_id: string; content: Buffer };
export type VoteTable = {
  id: string;
  case_id: string;
  round: number;
  member_id: string;
  vote: Vote;
  reason_id: string | null;
  at: Date;
};
export type ConflictTable = {
  id: string;
  case_id: string;
  member_id: string;
  stated_by: string;
  reason_id: string;
  at: Date;
};
export type DecisionTable = {
  id: string;
  case_id: string;
  round: number;
  outcome: Outcome;
  votes_for: number;
  votes_against: number;
  votes_defer: number;
  votes_abstain: number;
  eligible: number;
  quorum: number;
  majority: Majority;
  reason_id: string;
  member_id: string | null;
  person: string | null;
  round_opened_at: Date;
  due_at: Date;
  waiting_since: Date;
  at: Date;
};
type Tables = {
  board_case: CaseTable;
  board_reason: ReasonTable;
  board_vote: VoteTable & { position: Generated<bigint> };
  board_conflict: ConflictTable;
  board_decision: DecisionTable;
};
const tables = (tx: Tx) => tx.withTables<Tables>();
const anyOf = (ids: readonly string[]) => sql<string>`any (${[...ids]}::uuid[])`;

export const caseOf = (tx: Tx, id: string): Promise<CaseTable | undefined> =>
  tables(tx).selectFrom('board_case').selectAll().where('id', '=', id).executeTakeFirst();
/** A case that nobody else changes until this request ends. */
export const lockCase = (tx: Tx, id: string): Promise<CaseTable | undefined> =>
  tables(tx).selectFrom('board_case').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
export const lockCaseOn = (tx: Tx, board: string, subject: string): Promise<CaseTable | undefined> =>
  tables(tx)
    .selectFrom('board_case')
    .selectAll()
    .where('board_id', '=', board)
    .where('subject_id', '=', subject)
    .forNoKeyUpdate()
    .executeTakeFirst();
/** The cases about a subject, the one that was opened last first. */
export const casesOn = (tx: Tx, subject: string): Promise<CaseTable[]> =>
  tables(tx)
    .selectFrom('board_case')
    .selectAll()
    .where('subject_id', '=', subject)
    .orderBy('round_opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
/** The open cases about a subject, which nobody else changes until this request ends. */
export const lockOpenCases = (tx: Tx, subject: string): Promise<CaseTable[]> =>
  tables(tx)
    .selectFrom('board_case')
    .selectAll()
    .where('subject_id', '=', subject)
    .where('state', '=', 'open')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
export const openCasesOf = (tx: Tx, board: string): Promise<CaseTable[]> =>
  tables(tx)
    .selectFrom('board_case')
    .selectAll()
    .where('board_id', '=', board)
    .where('state', '=', 'open')
    .limit(1000)
    .execute();

/** @returns false where the board was asked about this subject before */
export async function insertCase(tx: Tx, row: CaseTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto('board_case')
    .values(row)
    .onConflict((conflict) => conflict.columns(['board_id', 'subject_id']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
export const updateCase = (tx: Tx, id: string, change: Partial<CaseTable>) =>
  tables(tx).updateTable('board_case').set(change).where('id', '=', id).execute();
export const withdrawCases = (tx: Tx, ids: readonly string[]) =>
  tables(tx)
    .updateTable('board_case')
    .set((eb) => ({ state: 'withdrawn', version: eb('version', '+', 1) }))
    .where('id', '=', anyOf(ids))
    .execute();

export const insertReason = (tx: Tx, row: ReasonTable) => tables(tx).insertInto('board_reason').values(row).execute();
export const reasonsOf = (tx: Tx, cases: readonly string[]): Promise<ReasonTable[]> =>
  tables(tx).selectFrom('board_reason').selectAll().where('case_id', '=', anyOf(cases)).execute();

export const insertVote = (tx: Tx, row: VoteTable) => tables(tx).insertInto('board_vote').values(row).execute();
/** The votes of a case in the order in which they were given. */
export const votesOf = (tx: Tx, of: string): Promise<VoteTable[]> =>
  tables(tx)
    .selectFrom('board_vote')
    .select(['id', 'case_id', 'round', 'member_id', 'vote', 'reason_id', 'at'])
    .where('case_id', '=', of)
    .orderBy('position')
    .execute();
/** In which of these cases these members have voted in the round that runs. */
export const votedIn = (tx: Tx, cases: readonly string[], members: readonly string[]) =>
  tables(tx)
    .selectFrom('board_vote')
    .select(['case_id', 'round', 'member_id'])
    .distinct()
    .where('case_id', '=', anyOf(cases))
    .where('member_id', '=', anyOf(members))
    .execute();

export const insertConflict = (tx: Tx, row: ConflictTable) =>
  tables(tx).insertInto('board_conflict').values(row).execute();
export const conflictsOf = (tx: Tx, cases: readonly string[]): Promise<ConflictTable[]> =>
  tables(tx).selectFrom('board_conflict').selectAll().where('case_id', '=', anyOf(cases)).orderBy('at').execute();

export const insertDecision = (tx: Tx, row: DecisionTable) =>
  tables(tx).insertInto('board_decision').values(row).execute();
export const decisionsOf = (tx: Tx, cases: readonly string[]): Promise<DecisionTable[]> =>
  tables(tx)
    .selectFrom('board_decision')
    .selectAll()
    .where('case_id', '=', anyOf(cases))
    .orderBy('round', 'desc')
    .execute();
export const decisionOf = (tx: Tx, id: string): Promise<DecisionTable | undefined> =>
  tables(tx).selectFrom('board_decision').selectAll().where('id', '=', id).executeTakeFirst();

/** Whether another board of its kind has accepted the subject of a case; holds the subject until this request ends. */
export async function isTakenElsewhere(tx: Tx, of: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select board_taken_elsewhere(${of}::uuid) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

/** A member as a case shows them; the name is told in the board's own organisation alone. */
export type Voter = {
  member: string;
  specialty: LocalisedText;
  function: MemberFunction;
  name: string | null;
  since: Date;
  until: Date | null;
  in_conflict: boolean;
};
export const votersOf = async (tx: Tx, of: string): Promise<Voter[]> =>
  (await sql<Voter>`select * from board_voters(${of}::uuid)`.execute(tx)).rows;

/** Ids of the cases about these patients, oldest first. */
export async function casesOfPatients(tx: Tx, patients: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from board_case
    where patient_id = any (${[...patients]}::uuid[]) order by opened_at`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether the actor may sign this decision: the chair of that day or who decided. */
export const mayBeSigned = async (tx: Tx, decision: string): Promise<boolean> =>
  (await sql<{ signs: boolean }>`select board_of_decision_signs(${decision}::uuid) as signs`.execute(tx)).rows[0]
    ?.signs === true;
