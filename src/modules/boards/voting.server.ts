import type { Served } from '../../platform/serve.ts';
import { careOpenTo } from '../patients/index.ts';
import { type Language, needsReason, presides, standsAt, type Vote } from './board.ts';
import { boardOf, membersOf, type MemberTable } from './board.sql.ts';
import { tell } from './case.server.ts';
import { type CaseTable, conflictsOf, insertConflict, insertReason, insertVote, lockCase } from './case.sql.ts';
import { sealReason } from './sealed.server.ts';

/** What a member does: votes, and says that they are not to take part. */
type Refused<Reason extends string> = { refused: Reason };
type Saying = { language: Language; text: string };
type Id = { id: string };

/** An open case of the own organisation, held until this request ends, with the members of its board. */
async function openHere(
  context: Served,
  id: string,
): Promise<{ row: CaseTable; members: MemberTable[] } | Refused<'not-found' | 'case-closed' | 'care-closed'>> {
  const { tx, actor } = context;
  const row = await lockCase(tx, id);
  if (!row || row.owner_organisation !== actor.organisation) return { refused: 'not-found' };
  if (row.state !== 'open') return { refused: 'case-closed' };
  if (!(await careOpenTo(context, [row.patient_id])).has(row.patient_id)) return { refused: 'care-closed' };
  return { row, members: await membersOf(tx, [row.board_id]) };
}

async function kept({ tx, vault, newId }: Served, row: CaseTable, { language, text }: Saying): Promise<string> {
  const id = newId();
  const content = sealReason(vault, row.patient_id, { words: { [language]: text }, condition: null, salt: newId() });
  await insertReason(tx, { id, case_id: row.id, content });
  return id;
}

type Voting = { id: string; round: number; vote: Vote; reason: Saying | null };
type VoteRefusal =
  | ('not-found' | 'case-closed' | 'care-closed' | 'stale' | 'not-a-member')
  | ('in-conflict' | 'votes-elsewhere' | 'vote-reason-missing');

/** Votes in the round that the member saw. A second vote stands beside the first, and counts instead of it. */
export async function castVote(
  context: Served,
  { id, round, vote, reason }: Voting,
): Promise<Id | Refused<VoteRefusal>> {
  const { tx, actor, now, newId } = context;
  const found = await openHere(context, id);
  if ('refused' in found) return found;
  const { row, members } = found;
  if (row.round !== round) return { refused: 'stale' };
  if ((await boardOf(tx, row.board_id))?.votes_elsewhere) return { refused: 'votes-elsewhere' };
  const member = members.find((each) => each.person === actor.person && standsAt(each, now));
  if (!member) return { refused: 'not-a-member' };
  const conflicts = await conflictsOf(tx, [id]);
  if (conflicts.some(({ member_id }) => member_id === member.id)) return { refused: 'in-conflict' };
  if (needsReason(vote) && !reason) return { refused: 'vote-reason-missing' };
  const reason_id = reason ? await kept(context, row, reason) : null;
  const own = { id: newId(), case_id: id, round, member_id: member.id, vote, reason_id, at: now };
  await insertVote(tx, own);
  await tell(context, row, { action: 'vote', fields: ['votes'] });
  return { id: own.id };
}

type Stating = { id: string; member: string; reason: Saying };
/** States a conflict of interest: one's own, or another's by who presides or looks after boards. It stands for the whole case. */
export async function stateConflict(
  context: Served,
  { id, member: of, reason }: Stating,
): Promise<Id | Refused<'not-found' | 'case-closed' | 'care-closed' | 'not-a-member' | 'conflict-stated'>> {
  const { tx, actor, now, newId } = context;
  const found = await openHere(context, id);
  if ('refused' in found) return found;
  const { row, members } = found;
  const member = members.find((each) => each.id === of);
  const isOwn = (each: MemberTable): boolean => each.person === actor.person;
  const maySay =
    actor.may.has('boards.manage') ||
    members.some((each) => isOwn(each) && presides(each.function) && standsAt(each, now));
  if (!member || !(isOwn(member) || maySay)) return { refused: 'not-a-member' };
  const before = await conflictsOf(tx, [id]);
  if (before.some(({ member_id }) => member_id === of)) return { refused: 'conflict-stated' };
  const reason_id = await kept(context, row, reason);
  const own = { id: newId(), case_id: id, member_id: of, stated_by: actor.person, reason_id, at: now };
  await insertConflict(tx, own);
  await tell(context, row, { action: 'stateConflict', fields: ['conflicts'] });
  return { id: own.id };
}
