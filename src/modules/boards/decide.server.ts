import type { Acting } from '../../platform/serve.ts';
import { careOpenTo } from '../patients/index.ts';
import { type Language, type Outcome, presides, standsAt, type Vote } from './board.ts';
import { boardOf, type FoundBoard, type MemberTable, membersOf } from './board.sql.ts';
import { tell } from './case.server.ts';
import {
  caseOf,
  type CaseTable,
  conflictsOf,
  type DecisionTable,
  insertDecision,
  insertReason,
  isTakenElsewhere,
  lockCase,
  updateCase,
  votesOf,
} from './case.sql.ts';
import { present, type Rule, type Tally, tallyOf, whyNotDecided } from './decision.ts';
import { sealReason, type Words } from './sealed.server.ts';

type Refused<Reason extends string> = { refused: Reason };
export type Deciding = {
  case: string;
  /** The round that the decider saw. */
  round: number;
  outcome: Outcome;
  /** Why, by language. A refusal has them in every language of the board. */
  reasons: Words;
  condition?: Words | null | undefined;
  /** Where the board votes elsewhere: what it brings of how it was voted. */
  brought?: Brought | undefined;
};
/** How many voted what and how many could have; what those said who voted otherwise, and how many had a conflict of interest. */
export type Brought = {
  tally: Tally;
  eligible: number;
  dissent?: Words | undefined;
  conflicts?: number | undefined;
};
export type Decided = { decision: string; outcome: Outcome; tally: Tally; at: Date };
export type DecisionRefusal =
  | 'not-found'
  | 'stale'
  | 'care-closed'
  | 'not-chair'
  | 'quorum-missing'
  | 'majority-missing'
  | 'condition-missing'
  | 'board-reasons-missing'
  | 'tally-missing'
  | 'accepted-elsewhere';

const hasWords = (words: Words | null | undefined): words is Words =>
  Object.values(words ?? {}).some((text) => text.trim() !== '');

/** What is wrong with the words of a decision: none at all, a condition without words, a refusal that one side cannot read. */
function lackOf(
  board: FoundBoard,
  { outcome, reasons, condition }: Deciding,
): 'condition-missing' | 'board-reasons-missing' | null {
  if (outcome === 'accept_on_condition' && !hasWords(condition)) return 'condition-missing';
  if (!hasWords(reasons)) return 'board-reasons-missing';
  const isSaid = (language: Language): boolean => Boolean(reasons[language]?.trim());
  return outcome === 'decline' && !board.languages.every(isSaid) ? 'board-reasons-missing' : null;
}

type Counted = { tally: Tally; rule: Rule; chair: string | null };

/** Who presides, and what was voted by those who may vote; or why the actor cannot say it. */
async function countedHere(
  context: Acting,
  row: CaseTable,
  board: FoundBoard,
): Promise<Counted | Refused<'not-chair'>> {
  const { tx, actor, now } = context;
  const members = await membersOf(tx, [board.id]);
  const inConflict = new Set((await conflictsOf(tx, [row.id])).map(({ member_id }) => member_id));
  const standing = members.filter((member) => standsAt(member, now) && !inConflict.has(member.id));
  const isHere = (member: MemberTable): boolean => member.person === actor.person && presides(member.function);
  const chair = standing.find(isHere);
  if (!chair) return { refused: 'not-chair' };
  const given = (await votesOf(tx, row.id))
    .filter(({ round }) => round === row.round)
    .map(({ member_id: member, vote }) => ({ member, vote }));
  const own: Vote | null = given.findLast(({ member }) => member === chair.id)?.vote ?? null;
  const chairsVote = board.chair_breaks_ties ? own : null;
  const rule = { quorum: board.quorum, majority: board.majority, eligible: standing.length, chairsVote };
  return { tally: tallyOf(given, new Set(standing.map(({ id }) => id))), rule, chair: chair.id };
}

const counted = (
  context: Acting,
  { row, board, brought }: { row: CaseTable; board: FoundBoard; brought: Deciding['brought'] },
): Promise<Counted | Refused<'not-chair' | 'tally-missing'>> | Counted | Refused<'tally-missing'> => {
  if (!board.votes_elsewhere) return countedHere(context, row, board);
  // More votes than people who may vote are no count.
  if (!brought || present(brought.tally) > brought.eligible) return { refused: 'tally-missing' };
  const { tally, eligible } = brought;
  return { tally, rule: { quorum: board.quorum, majority: board.majority, eligible, chairsVote: null }, chair: null };
};

/**
 * Says what a board has decided in a round, with its reasons: by who presides, once, and only what the votes allow. Two at once decide
 * one after the other, and the second hears that it is stale. The caller records what follows in the same transaction.
 */
export async function decideCase(context: Acting, deciding: Deciding): Promise<Decided | Refused<DecisionRefusal>> {
  const { tx } = context;
  const row = await lockCase(tx, deciding.case);
  const board = row && (await boardOf(tx, row.board_id));
  if (!row || !board || row.owner_organisation !== context.actor.organisation) return { refused: 'not-found' };
  if (row.state !== 'open' || row.round !== deciding.round) return { refused: 'stale' };
  if (!(await isLetIn(context, row))) return { refused: 'care-closed' };
  const lack = lackOf(board, deciding);
  if (lack) return { refused: lack };
  const found = await counted(context, { row, board, brought: deciding.brought });
  if ('refused' in found) return found;
  const why = whyNotDecided(deciding.outcome, found.tally, found.rule);
  if (why) return { refused: why };
  const isAccepting = deciding.outcome === 'accept' || deciding.outcome === 'accept_on_condition';
  if (isAccepting && (await isTakenElsewhere(tx, row.id))) return { refused: 'accepted-elsewhere' };
  return keep(context, row, { deciding, found });
}

/** Whoever presides takes part in the care at that moment; a system reads nothing, it brings what was decided. */
const isLetIn = async ({ tx, actor }: Acting, { patient_id: patient }: CaseTable): Promise<boolean> =>
  actor.kind === 'token' || (await careOpenTo({ tx }, [patient])).has(patient);

/** The same for a consultation, of which nothing follows elsewhere. What another board decides is said by the act that asked it. */
export async function decideConsultation(
  context: Acting,
  deciding: Deciding,
): Promise<{ id: string } | Refused<DecisionRefusal | 'decided-by-an-act'>> {
  const row = await caseOf(context.tx, deciding.case);
  if (row && row.kind !== 'consultation') return { refused: 'decided-by-an-act' };
  const decided = await decideCase(context, deciding);
  return 'refused' in decided ? decided : { id: decided.decision };
}

async function keep(
  context: Acting,
  row: CaseTable,
  { deciding, found }: { deciding: Deciding; found: Counted },
): Promise<Decided> {
  const { tx, vault, actor, now, newId } = context;
  const { outcome, reasons } = deciding;
  const condition = outcome === 'accept_on_condition' ? (deciding.condition ?? null) : null;
  const reason = { id: newId(), case_id: row.id };
  const { dissent = null, conflicts = 0 } = (found.chair === null ? deciding.brought : undefined) ?? {};
  const content = sealReason(vault, row.patient_id, { words: reasons, condition, salt: newId(), dissent, conflicts });
  await insertReason(tx, { ...reason, content });
  const { tally, rule } = found;
  const decision: DecisionTable = {
    id: newId(),
    case_id: row.id,
    round: row.round,
    outcome,
    votes_for: tally.for,
    votes_against: tally.against,
    votes_defer: tally.defer,
    votes_abstain: tally.abstain,
    eligible: rule.eligible,
    quorum: rule.quorum,
    majority: rule.majority,
    reason_id: reason.id,
    member_id: found.chair,
    person: actor.person,
    round_opened_at: row.round_opened_at,
    due_at: row.due_at,
    waiting_since: row.waiting_since,
    at: now,
  };
  await insertDecision(tx, decision);
  await updateCase(tx, row.id, { state: 'decided', outcome, decided_at: now, version: row.version + 1 });
  await tell(context, row, { action: 'decide', fields: ['outcome', 'reasons'] });
  return { decision: decision.id, outcome, tally, at: now };
}
