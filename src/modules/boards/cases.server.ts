import type { Served } from '../../platform/serve.ts';
import { careOpenTo, recordOpened } from '../patients/index.ts';
import { seatsOfPerson } from './board.sql.ts';
import { boardOf } from './board.sql.ts';
import { type CaseTable, casesOn, conflictsOf, decisionsOf, reasonsOf, votersOf, votesOf } from './case.sql.ts';
import { caseShown, type FoundCase } from './caseShown.server.ts';
import type { BoardCase } from './schemas.ts';
import { openReason } from './sealed.server.ts';

/** What was said of a case, as long as the care is open to who asks; nothing of it otherwise. */
async function saidOf({ tx, vault }: Served, row: CaseTable, isReadable: boolean) {
  if (!isReadable) return { voters: [], votes: [], conflicts: [], reasons: new Map<string, null>() };
  const reasons = new Map(
    (await reasonsOf(tx, [row.id])).map(({ id, content }) => [id, openReason(vault, row.patient_id, content)] as const),
  );
  const [voters, votes] = [await votersOf(tx, row.id), await votesOf(tx, row.id)];
  return { voters, votes, conflicts: await conflictsOf(tx, [row.id]), reasons };
}

async function foundCase(context: Served, row: CaseTable, isReadable: boolean): Promise<FoundCase | null> {
  const { tx, actor, now } = context;
  const board = await boardOf(tx, row.board_id);
  if (!board) return null;
  const isHere = row.owner_organisation === actor.organisation;
  const seats = isHere ? await seatsOfPerson(tx, actor.person, now) : [];
  const seat = seats.find(({ board_id }) => board_id === row.board_id) ?? null;
  return {
    row,
    board,
    seat,
    isReadable,
    decisions: await decisionsOf(tx, [row.id]),
    ...(await saidOf(context, row, isReadable)),
  };
}

/** What boards were asked about a subject, the one that was asked last first. That it was opened is on record with the patient. */
export async function readCases(context: Served, subject: string): Promise<BoardCase[]> {
  const rows = await casesOn(context.tx, subject);
  const patients = [...new Set(rows.map(({ patient_id }) => patient_id))];
  const open = await careOpenTo(context, patients);
  await recordOpened(context, [...open]);
  context.accesses.record({ kind: 'searched', subject: 'board_case', subjectId: subject, purpose: 'care' });
  const found = await Promise.all(rows.map((row) => foundCase(context, row, open.has(row.patient_id))));
  return found.flatMap((each) => (each ? [caseShown(each, context.now)] : []));
}
