import type { Served } from '../../platform/serve.ts';
import { isLate } from './board.ts';
import { boardsOf, type FoundBoard, type MemberTable, seatsOfPerson } from './board.sql.ts';
import { boardShown } from './boards.server.ts';
import { type CaseTable, conflictsOf, openCasesOf, votedIn } from './case.sql.ts';
import { daysWaited, type Place, queued } from './queue.ts';
import type { parts, Queue, QueuedCase } from './schemas.ts';

/** What waits for boards: nothing clinical and no name, only how long and in which order. */
type Part = (typeof parts)[number];
type Known = { seat: MemberTable | null; voted: ReadonlySet<string>; inConflict: ReadonlySet<string> };
type Waiting = CaseTable & { standing: Place };

function partOf({ seat, voted, inConflict }: Known, { board, row }: { board: FoundBoard; row: CaseTable }): Part {
  if (!seat) return 'none';
  if (inConflict.has(`${row.id} ${seat.id}`)) return 'conflict';
  if (voted.has(`${row.id} ${row.round} ${seat.id}`)) return 'voted';
  return board.votes_elsewhere ? 'none' : 'to_vote';
}

const caseQueued = (row: Waiting, part: Part, now: Date): QueuedCase => ({
  id: row.id,
  subject: row.subject_kind,
  subjectId: row.subject_id,
  round: row.round,
  priority: row.priority,
  waitingSince: row.waiting_since.toISOString(),
  daysWaited: daysWaited(row.waiting_since, now),
  dueAt: row.due_at.toISOString(),
  isLate: isLate({ state: row.state, dueAt: row.due_at }, now),
  standing: row.standing,
  sex: row.sex,
  ageGroup: row.age_group,
  disease: row.disease === null ? null : { code: row.disease, names: row.disease_names },
  part,
  isDemo: row.is_demo,
});

async function queueOf({ tx, now }: Served, board: FoundBoard, seat: MemberTable | null): Promise<Queue> {
  const open = await openCasesOf(tx, board.id);
  const ids = open.map(({ id }) => id);
  const votes = seat ? await votedIn(tx, ids, [seat.id]) : [];
  const conflicts = seat ? await conflictsOf(tx, ids) : [];
  const known = {
    seat,
    voted: new Set(votes.map(({ case_id, round, member_id }) => `${case_id} ${round} ${member_id}`)),
    inConflict: new Set(conflicts.map(({ case_id, member_id }) => `${case_id} ${member_id}`)),
  };
  const waiting = open.map((row) => ({ ...row, waitingSince: row.waiting_since, dueAt: row.due_at }));
  const cases = queued(waiting, board.priority_rule).map((row) => caseQueued(row, partOf(known, { board, row }), now));
  return { board: boardShown(board), ownFunction: seat?.function ?? null, cases };
}

/** The queue of every board of the own organisation that is not closed; those on which the actor sits come first. */
export async function readQueues(context: Served): Promise<Queue[]> {
  const { tx, actor, now } = context;
  const seats = new Map((await seatsOfPerson(tx, actor.person, now)).map((seat) => [seat.board_id, seat]));
  const boards = (await boardsOf(tx, actor.organisation)).filter(({ closed_at }) => closed_at === null);
  const ordered = boards.toSorted((one, other) => Number(seats.has(other.id)) - Number(seats.has(one.id)));
  return Promise.all(ordered.map((board) => queueOf(context, board, seats.get(board.id) ?? null)));
}
