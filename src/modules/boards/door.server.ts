import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { BoardKind, CaseState, Language, Outcome, Priority } from './board.ts';
import { boardOf, boardsOf as rowsOf, type FoundBoard } from './board.sql.ts';
import { type CaseTable, casesOn, decisionsOf, type DecisionTable } from './case.sql.ts';
import type { Tally } from './decision.ts';

/** What other modules read of boards. */
export type KnownBoard = {
  id: string;
  organisation: string;
  names: Names;
  kind: BoardKind;
  quorum: number;
  /** Members who could vote today: fewer than the quorum, and the board can decide nothing. */
  seats: number;
  /** Whether somebody could preside: nobody else says what was decided, unless it votes elsewhere. */
  hasChair: boolean;
  clockDays: number;
  /** In which it gives its reasons. */
  languages: Language[];
  votesElsewhere: boolean;
  isClosed: boolean;
  isDemo: boolean;
};
const known = (row: FoundBoard): KnownBoard => ({
  id: row.id,
  organisation: row.owner_organisation,
  names: row.names,
  kind: row.kind,
  quorum: row.quorum,
  seats: row.seats,
  hasChair: row.hasChair || row.votes_elsewhere,
  clockDays: row.clock_days,
  languages: row.languages,
  votesElsewhere: row.votes_elsewhere,
  isClosed: row.closed_at !== null,
  isDemo: row.is_demo,
});

/** The boards of an organisation, as far as the actor may know them: of the own and of partners. */
export const boardsOf = async (tx: Tx, organisation: string): Promise<KnownBoard[]> =>
  (await rowsOf(tx, organisation)).map(known);
export async function boardNamed(tx: Tx, id: string): Promise<KnownBoard | null> {
  const row = await boardOf(tx, id);
  return row ? known(row) : null;
}

export type KnownDecision = {
  id: string;
  round: number;
  outcome: Outcome;
  tally: Tally;
  eligible: number;
  at: Date;
};
/** Where a question to a board stands: nothing clinical, no name. */
export type KnownCase = {
  id: string;
  board: string;
  organisation: string;
  kind: BoardKind;
  subjectId: string;
  state: CaseState;
  round: number;
  priority: Priority;
  openedAt: Date;
  dueAt: Date;
  /** Of every round that was decided, the last first. */
  decisions: KnownDecision[];
};
const decisionKnown = (row: DecisionTable): KnownDecision => ({
  id: row.id,
  round: row.round,
  outcome: row.outcome,
  tally: { for: row.votes_for, against: row.votes_against, defer: row.votes_defer, abstain: row.votes_abstain },
  eligible: row.eligible,
  at: row.at,
});
const caseKnown = (row: CaseTable, decisions: readonly DecisionTable[]): KnownCase => ({
  id: row.id,
  board: row.board_id,
  organisation: row.owner_organisation,
  kind: row.kind,
  subjectId: row.subject_id,
  state: row.state,
  round: row.round,
  priority: row.priority,
  openedAt: row.round_opened_at,
  dueAt: row.due_at,
  decisions: decisions.filter(({ case_id }) => case_id === row.id).map(decisionKnown),
});

/** Every case about a subject that the actor may see, the one that was opened last first. */
export async function casesAbout(tx: Tx, subjectId: string): Promise<KnownCase[]> {
  const rows = await casesOn(tx, subjectId);
  const decisions = await decisionsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => caseKnown(row, decisions));
}

/** The case about a subject that is open, else the one that was opened last; null where no board was asked. */
export async function caseAbout(tx: Tx, subjectId: string): Promise<KnownCase | null> {
  const cases = await casesAbout(tx, subjectId);
  return cases.find(({ state }) => state === 'open') ?? cases[0] ?? null;
}
