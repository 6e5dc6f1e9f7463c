import { changedFields, historyOf, recordEvent } from '../../platform/event.sql.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { momentsOf } from '../../platform/time/stretch.ts';
import { isDemonstration, organisationsOf } from '../directory/index.ts';
import {
  type BoardKind,
  type Language,
  type Majority,
  type MemberFunction,
  type PriorityRule,
  standsAt,
} from './board.ts';
import {
  boardOf,
  boardsOf,
  type BoardTable,
  endMember as end,
  type FoundBoard,
  insertBoard,
  insertMember,
  knownBoards,
  lockBoard,
  membersOf,
  type MemberTable,
  peopleForBoards,
  toldOf,
  updateBoard,
} from './board.sql.ts';
import { openCasesOf } from './case.sql.ts';
import type { Board, BoardPage, Member } from './schemas.ts';

/** What a coordinator does with boards and who sits on them. */
type Refused<Reason extends string> = { refused: Reason };
type Id = { id: string };
type Ruled = {
  names: Names;
  kind: BoardKind;
  quorum: number;
  majority: Majority;
  chairBreaksTies: boolean;
  priorityRule: PriorityRule;
  clockDays: number;
  languages: Language[];
  votesElsewhere: boolean;
};

const ruledOf = (row: BoardTable): Ruled => ({
  names: row.names,
  kind: row.kind,
  quorum: row.quorum,
  majority: row.majority,
  chairBreaksTies: row.chair_breaks_ties,
  priorityRule: row.priority_rule,
  clockDays: row.clock_days,
  languages: row.languages,
  votesElsewhere: row.votes_elsewhere,
});
export const boardShown = (row: FoundBoard): Board => ({
  id: row.id,
  organisation: row.owner_organisation,
  ...ruledOf(row),
  seats: row.seats,
  hasChair: row.hasChair,
  isClosed: row.closed_at !== null,
  isDemo: row.is_demo,
  version: row.version,
});
const memberShown = (row: MemberTable, now: Date): Member => ({
  id: row.id,
  person: row.person,
  name: row.name,
  function: row.function,
  specialty: row.specialty,
  since: row.since.toISOString(),
  until: row.until?.toISOString() ?? null,
  stands: standsAt(row, now),
});

/** The boards of the own organisation; with `partners` those too that a path may name, without who sits on them. */
export const listBoards = async ({ tx, actor }: Served, scope: 'own' | 'partners' = 'own'): Promise<Board[]> =>
  (await (scope === 'own' ? boardsOf(tx, actor.organisation) : knownBoards(tx))).map(boardShown);

/** A board of the own organisation; those of others are known by name alone. */
export async function ownBoard({ tx, actor }: Served, id: string): Promise<FoundBoard | null> {
  const row = await boardOf(tx, id);
  return row && row.owner_organisation === actor.organisation ? row : null;
}

export async function readBoard(context: Served, id: string): Promise<BoardPage | null> {
  const { tx, actor, now } = context;
  const row = await ownBoard(context, id);
  if (!row) return null;
  const members = (await membersOf(tx, [id])).map((member) => memberShown(member, now));
  const people = actor.may.has('boards.manage') ? await peopleForBoards(tx) : [];
  const organisations = (await organisationsOf(tx, [row.owner_organisation])).map(({ id: of, names }) => ({
    id: of,
    names,
  }));
  return { ...boardShown(row), members, people, organisations, events: await historyOf(tx, [id]) };
}

const columnsOf = (ruled: Ruled) => ({
  names: ruled.names,
  kind: ruled.kind,
  quorum: ruled.quorum,
  majority: ruled.majority,
  chair_breaks_ties: ruled.chairBreaksTies,
  priority_rule: ruled.priorityRule,
  clock_days: ruled.clockDays,
  languages: ruled.languages,
  votes_elsewhere: ruled.votesElsewhere,
});
type Told = { action: string; fields: readonly string[] };
const tell = (context: Served, board: BoardTable, told: Told) =>
  recordEvent(context, { subject: 'board', subjectId: board.id, ...told, shared: toldOf(board) });

export async function makeBoard(context: Served, ruled: Ruled): Promise<Id> {
  const { tx, actor, now, newId } = context;
  const row: BoardTable = {
    id: newId(),
    owner_organisation: actor.organisation,
    is_demo: await isDemonstration(context),
    ...columnsOf(ruled),
    closed_at: null,
    version: 1,
    changed_at: now,
  };
  await insertBoard(tx, row);
  await tell(context, row, { action: 'make', fields: Object.keys(ruled) });
  return { id: row.id };
}

type Changing = Ruled & { id: string; version: number; isClosed: boolean };
/** Changes by what rule a board decides from now on; what it has decided stands. */
export async function changeBoard(
  context: Served,
  { id, version, isClosed, ...ruled }: Changing,
): Promise<Id | Refused<'not-found' | 'stale' | 'cases-waiting' | 'kind-stays'>> {
  const { tx, actor, now } = context;
  const before = await lockBoard(tx, id);
  if (!before || before.owner_organisation !== actor.organisation) return { refused: 'not-found' };
  if (before.version !== version) return { refused: 'stale' };
  if (before.kind !== ruled.kind) return { refused: 'kind-stays' };
  if (isClosed && (await openCasesOf(tx, id)).length > 0) return { refused: 'cases-waiting' };
  const { kind: _kind, ...columns } = columnsOf(ruled);
  const closing = { closed_at: isClosed ? (before.closed_at ?? now) : null };
  const fields = changedFields(
    { ...ruledOf(before), isClosed: before.closed_at !== null },
    { ...ruledOf({ ...before, ...columns }), isClosed },
  );
  await updateBoard(tx, id, { ...columns, ...closing, version: version + 1, changed_at: now });
  await tell(context, before, { action: 'change', fields });
  return { id };
}

type Naming = {
  id: string;
  person: string;
  function: MemberFunction;
  specialty: LocalisedText;
  since?: string | null | undefined;
  until?: string | null | undefined;
};
type Stretch = Pick<MemberTable, 'since' | 'until'>;
const overlaps = (one: Stretch, other: Stretch): boolean =>
  (one.until === null || one.until > other.since) && (other.until === null || other.until > one.since);

/** Names somebody of the own organisation as a member, from now on or for some days. */
export async function nameMember(
  context: Served,
  { id, person, function: as, specialty, ...days }: Naming,
): Promise<Id | Refused<'not-found' | 'person-not-clinical' | 'member-sits-already' | 'ends-before-it-begins'>> {
  const { tx, actor, now, today, newId } = context;
  const board = await lockBoard(tx, id);
  if (!board || board.owner_organisation !== actor.organisation) return { refused: 'not-found' };
  const named = (await peopleForBoards(tx)).find((each) => each.person === person);
  if (!named) return { refused: 'person-not-clinical' };
  const moments = momentsOf({ from: days.since ?? null, until: days.until ?? null }, today);
  const stretch = { since: moments.stands_from ?? now, until: moments.stands_until };
  if (stretch.until !== null && stretch.until <= stretch.since) return { refused: 'ends-before-it-begins' };
  const seats = (await membersOf(tx, [id])).filter((member) => member.person === person);
  if (seats.some((seat) => overlaps(seat, stretch))) return { refused: 'member-sits-already' };
  const row: MemberTable = { id: newId(), board_id: id, person, name: named.name, function: as, specialty, ...stretch };
  await insertMember(tx, row);
  await tell(context, board, { action: 'nameMember', fields: ['members'] });
  return { id: row.id };
}

/** Ends the part of a member now; one that has not begun never begins. What they voted stays, and counts no longer in what is still open. */
export async function endMember(
  context: Served,
  { id, member }: { id: string; member: string },
): Promise<Id | Refused<'not-found' | 'member-ended'>> {
  const { tx, actor, now } = context;
  const board = await lockBoard(tx, id);
  const row = board && (await membersOf(tx, [id])).find((each) => each.id === member);
  if (!board || !row || board.owner_organisation !== actor.organisation) return { refused: 'not-found' };
  const isOver = row.until !== null && row.until <= now;
  const at = row.since > now ? row.since : now;
  if (isOver || !(await end(tx, member, at))) return { refused: 'member-ended' };
  await tell(context, board, { action: 'endMember', fields: ['members'] });
  return { id: member };
}
