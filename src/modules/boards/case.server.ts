import { recordEvents } from '../../platform/event.sql.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Acting } from '../../platform/serve.ts';
import type { AgeGroup, Priority, Sex } from './board.ts';
import { type BoardTable, boardOf, toldOf } from './board.sql.ts';
import { type CaseTable, insertCase, lockCaseOn, lockOpenCases, updateCase, withdrawCases } from './case.sql.ts';

/** Asking a board and taking the question back: what other modules do, inside acts of their own. */
type Opening = {
  board: string;
  /** What the case is about: a word of the asking module, such as `referral`, and its id. */
  subject: string;
  subjectId: string;
  patient: string;
  priority: Priority;
  /** When the decision is due; left out, after as many days as the board takes. */
  dueAt?: Date | undefined;
  /** Since when the subject is waiting; left out, since now. */
  waitingSince?: Date | undefined;
  /** Organisations that the subject is of: they see where it stands and may take it back. The actor's own is always one. */
  parties?: readonly string[] | undefined;
  /** Groups for the report on fairness: a place of the place table, and a code with its names. */
  facts: {
    region: string | null;
    sex: Sex;
    ageGroup: AgeGroup;
    disease: { code: string; names: Names } | null;
  };
};
export type Opened = { case: string; round: number; dueAt: Date };
type Refused<Reason extends string> = { refused: Reason };

const later = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000);
const partiesOf = ({ actor }: Acting, { parties = [] }: Opening): string[] => [
  ...new Set([actor.organisation, ...parties]),
];

/**
 * Asks a board about a subject. Where the board has decided about it before, or the question was taken back, the case comes back as
 * the next round; while it is open it cannot be asked a second time. The caller has made sure that the actor may.
 */
export async function openCase(
  context: Acting,
  opening: Opening,
): Promise<Opened | Refused<'board-unknown' | 'board-closed' | 'case-open'>> {
  const board = await boardOf(context.tx, opening.board);
  if (!board) return { refused: 'board-unknown' };
  if (board.closed_at) return { refused: 'board-closed' };
  const before = await lockCaseOn(context.tx, board.id, opening.subjectId);
  if (before) return reopened(context, before, { opening, board });
  const row = rowOf(context, board, opening);
  if (!(await insertCase(context.tx, row))) return { refused: 'case-open' };
  await tell(context, row, { action: 'open', fields: ['state'] });
  return { case: row.id, round: 1, dueAt: row.due_at };
}

function rowOf(context: Acting, board: BoardTable, opening: Opening): CaseTable {
  const { now, newId } = context;
  const { facts } = opening;
  return {
    id: newId(),
    board_id: board.id,
    owner_organisation: board.owner_organisation,
    is_demo: board.is_demo,
    kind: board.kind,
    subject_kind: opening.subject,
    subject_id: opening.subjectId,
    patient_id: opening.patient,
    parties: partiesOf(context, opening),
    state: 'open',
    round: 1,
    priority: opening.priority,
    waiting_since: opening.waitingSince ?? now,
    opened_at: now,
    round_opened_at: now,
    due_at: opening.dueAt ?? later(now, board.clock_days),
    region: facts.region,
    sex: facts.sex,
    age_group: facts.ageGroup,
    disease: facts.disease?.code ?? null,
    disease_names: facts.disease?.names ?? null,
    outcome: null,
    decided_at: null,
    version: 1,
  };
}

async function reopened(
  context: Acting,
  before: CaseTable,
  { opening, board }: { opening: Opening; board: BoardTable },
): Promise<Opened | Refused<'case-open'>> {
  if (before.state === 'open') return { refused: 'case-open' };
  const { now } = context;
  const dueAt = opening.dueAt ?? later(now, board.clock_days);
  const round = before.round + 1;
  await updateCase(context.tx, before.id, {
    state: 'open',
    round,
    priority: opening.priority,
    waiting_since: opening.waitingSince ?? before.waiting_since,
    round_opened_at: now,
    due_at: dueAt,
    outcome: null,
    decided_at: null,
    parties: [...new Set([...before.parties, ...partiesOf(context, opening)])],
    version: before.version + 1,
  });
  await tell(context, before, { action: 'openAgain', fields: ['state'] });
  return { case: before.id, round, dueAt };
}

/** Takes back every open question about a subject, whatever board it was put to. Says how many there were: none is no fault. */
export async function withdrawCase(
  context: Acting,
  { subjectId }: { subjectId: string },
): Promise<{ withdrawn: number }> {
  const open = await lockOpenCases(context.tx, subjectId);
  await withdrawCases(
    context.tx,
    open.map(({ id }) => id),
  );
  await tellAll(context, open, { action: 'withdraw', fields: ['state'] });
  return { withdrawn: open.length };
}

type Told = { action: string; fields: readonly string[] };
const tellAll = (context: Acting, rows: readonly CaseTable[], told: Told): Promise<void> =>
  recordEvents(
    context,
    rows.map((row) => ({ subject: 'board_case', subjectId: row.id, ...told, shared: toldOf(row) })),
  );
/** Says in the history of a case what happened to it. */
export const tell = (context: Acting, row: CaseTable, told: Told): Promise<void> => tellAll(context, [row], told);
