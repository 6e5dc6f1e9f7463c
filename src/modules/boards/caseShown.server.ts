import { isLate, presides, standsAt } from './board.ts';
import type { FoundBoard, MemberTable } from './board.sql.ts';
import type { CaseTable, ConflictTable, DecisionTable, Voter, VoteTable } from './case.sql.ts';
import { allowedOutcomes, dissenting, dissents, isReachable, type Rule, type Tally, tallyOf } from './decision.ts';
import type { BoardCase } from './schemas.ts';
import type { Reason } from './sealed.server.ts';

/** A case as endpoints answer it. Pure. */
export type FoundCase = {
  row: CaseTable;
  board: FoundBoard;
  /** The seat of whoever asks on this board; null where they have none. */
  seat: MemberTable | null;
  isReadable: boolean;
  voters: readonly Voter[];
  votes: readonly VoteTable[];
  conflicts: readonly ConflictTable[];
  decisions: readonly DecisionTable[];
  /** What was said, by its id; null where nobody can read it any more. */
  reasons: ReadonlyMap<string, Reason | null>;
};

const wordsOf = ({ reasons }: FoundCase, id: string | null) => (id === null ? null : (reasons.get(id)?.words ?? null));

const tallyIn = (row: DecisionTable): Tally => ({
  for: row.votes_for,
  against: row.votes_against,
  defer: row.votes_defer,
  abstain: row.votes_abstain,
});

const decisionShown = (found: FoundCase, row: DecisionTable): BoardCase['decisions'][number] => ({
  id: row.id,
  round: row.round,
  outcome: row.outcome,
  tally: tallyIn(row),
  eligible: row.eligible,
  quorum: row.quorum,
  majority: row.majority,
  at: row.at.toISOString(),
  isLate: row.due_at < row.at,
  words: wordsOf(found, row.reason_id),
  condition: found.reasons.get(row.reason_id)?.condition ?? null,
  dissenting: dissenting(tallyIn(row), row.outcome),
  dissent: found.reasons.get(row.reason_id)?.dissent ?? null,
  broughtConflicts: found.reasons.get(row.reason_id)?.conflicts ?? 0,
});

/** Each vote with whether it is the member's last of its round, whether it counts, and whether it dissents from what was decided. */
function votesShown(found: FoundCase, now: Date): BoardCase['votes'] {
  const voters = new Map(found.voters.map((voter) => [voter.member, voter]));
  return found.votes.map((row, at) => {
    const isLast = !found.votes.some(
      (other, later) => later > at && other.member_id === row.member_id && other.round === row.round,
    );
    const decision = found.decisions.find(({ round }) => round === row.round);
    const voter = voters.get(row.member_id);
    const isCounted = isLast && voter !== undefined && !voter.in_conflict && standsAt(voter, decision?.at ?? now);
    return {
      id: row.id,
      round: row.round,
      member: row.member_id,
      vote: row.vote,
      words: wordsOf(found, row.reason_id),
      at: row.at.toISOString(),
      isLast,
      isCounted,
      dissents: isCounted && decision !== undefined && dissents(row.vote, decision.outcome),
    };
  });
}

type Counted = { tally: Tally; rule: Rule; eligible: ReadonlySet<string> };
function countedOf({ row, board, seat, voters, votes }: FoundCase, now: Date): Counted {
  const mayVote = voters.filter((voter) => standsAt(voter, now) && !voter.in_conflict).map(({ member }) => member);
  const eligible = new Set(mayVote);
  const given = votes
    .filter(({ round }) => round === row.round)
    .map(({ member_id: member, vote }) => ({ member, vote }));
  const own = given.findLast(({ member }) => member === seat?.id)?.vote ?? null;
  const rule = {
    quorum: board.quorum,
    majority: board.majority,
    eligible: eligible.size,
    chairsVote: board.chair_breaks_ties ? own : null,
  };
  return { tally: tallyOf(given, eligible), rule, eligible };
}

function ownOf({ row, board, seat, conflicts, isReadable }: FoundCase): BoardCase['own'] {
  if (!seat || !isReadable) return null;
  const inConflict = conflicts.some(({ member_id }) => member_id === seat.id);
  const mayAct = row.state === 'open' && !inConflict;
  return {
    member: seat.id,
    mayVote: mayAct && !board.votes_elsewhere,
    presides: mayAct && presides(seat.function),
    inConflict,
  };
}

/** Where it stands: nothing that was said. */
function shellOf({ row, board, isReadable }: FoundCase, now: Date) {
  return {
    id: row.id,
    board: row.board_id,
    boardNames: board.names,
    organisation: row.owner_organisation,
    kind: row.kind,
    subject: row.subject_kind,
    subjectId: row.subject_id,
    state: row.state,
    round: row.round,
    priority: row.priority,
    openedAt: row.round_opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    isLate: isLate({ state: row.state, dueAt: row.due_at }, now),
    isDemo: row.is_demo,
    isReadable,
  };
}

export function caseShown(found: FoundCase, now: Date): BoardCase {
  const { board, isReadable, voters, conflicts, decisions } = found;
  const { tally, rule, eligible } = countedOf(found, now);
  const own = ownOf(found);
  return {
    ...shellOf(found, now),
    rule: {
      quorum: board.quorum,
      majority: board.majority,
      eligible: eligible.size,
      isReachable: board.votes_elsewhere || !isReadable || isReachable(rule),
      votesElsewhere: board.votes_elsewhere,
      languages: board.languages,
    },
    tally,
    allowed: own?.presides && !board.votes_elsewhere ? allowedOutcomes(tally, rule) : [],
    own,
    people: voters.map((voter) => ({
      member: voter.member,
      function: voter.function,
      specialty: voter.specialty,
      name: voter.name,
      mayVote: eligible.has(voter.member),
    })),
    votes: votesShown(found, now),
    conflicts: conflicts.map(({ member_id: member, reason_id, at }) => ({
      member,
      words: wordsOf(found, reason_id),
      at: at.toISOString(),
    })),
    decisions: decisions.map((decision) => decisionShown(found, decision)),
  };
}
