import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Shared } from '../../platform/event.sql.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { BoardKind, Language, Majority, MemberFunction, PriorityRule } from './board.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations) do, for every query alike.

export type BoardTable = {
  id: string;
  owner_organisation: string;
  is_demo: boolean;
  names: Names;
  kind: BoardKind;
  quorum: number;
  majority: Majority;
  chair_breaks_ties: boolean;
  priority_rule: PriorityRule;
  clock_days: number;
  languages: Language[];
  votes_elsewhere: boolean;
  closed_at: Date | null;
  version: number;
  changed_at: Date;
};
export type MemberTable = {
  id: string;
  board_id: string;
  person: string;
  name: string;
  function: MemberFunction;
  specialty: LocalisedText;
  since: Date;
  until: Date | null;
};
/** A board with how many could vote today, and whether somebody could preside. */
export type FoundBoard = BoardTable & { seats: number; hasChair: boolean };

const tables = (tx: Tx) => tx.withTables<{ board: BoardTable; board_member: MemberTable }>();
const found = (tx: Tx) =>
  tables(tx)
    .selectFrom('board')
    .selectAll()
    .select([
      sql<number>`board_seats(board.id, false)`.as('seats'),
      sql<boolean>`board_seats(board.id, true) > 0`.as('hasChair'),
    ]);

/** What happened to a board or a case is told to its own organisation. */
export const toldOf = ({
  owner_organisation,
  is_demo,
}: Pick<BoardTable, 'owner_organisation' | 'is_demo'>): Shared => ({
  owner_organisation,
  partnership_id: null,
  side_id: null,
  visibility: 'own_side',
  is_demo,
});

/** The boards of an organisation that the actor may know, those that were closed last. */
export const boardsOf = (tx: Tx, organisation: string): Promise<FoundBoard[]> =>
  found(tx)
    .where('owner_organisation', '=', organisation)
    .orderBy(sql`closed_at is not null`)
    .orderBy('id')
    .limit(100)
    .execute();

/** Every board that the actor may know, the own and those of partners. */
export const knownBoards = (tx: Tx): Promise<FoundBoard[]> =>
  found(tx).where('closed_at', 'is', null).orderBy('owner_organisation').orderBy('id').limit(500).execute();

export const boardOf = (tx: Tx, id: string): Promise<FoundBoard | undefined> =>
  found(tx).where('id', '=', id).executeTakeFirst();

/** A board that nobody else changes until this request ends. */
export const lockBoard = (tx: Tx, id: string): Promise<BoardTable | undefined> =>
  tables(tx).selectFrom('board').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

export const insertBoard = (tx: Tx, row: BoardTable) => tables(tx).insertInto('board').values(row).execute();
export const updateBoard = (tx: Tx, id: string, change: Partial<BoardTable>) =>
  tables(tx).updateTable('board').set(change).where('id', '=', id).execute();

export const membersOf = (tx: Tx, boards: readonly string[]): Promise<MemberTable[]> =>
  tables(tx)
    .selectFrom('board_member')
    .selectAll()
    .where('board_id', '=', sql<string>`any (${[...boards]}::uuid[])`)
    .orderBy(sql`array_position(array['chair', 'deputy', 'secretary', 'member'], function)`)
    .orderBy('since')
    .orderBy('id')
    .execute();

/** Boards on which a person sits now. */
export const seatsOfPerson = (tx: Tx, person: string, now: Date): Promise<MemberTable[]> =>
  tables(tx)
    .selectFrom('board_member')
    .selectAll()
    .where('person', '=', person)
    .where('since', '<=', now)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute();

export const insertMember = (tx: Tx, row: MemberTable) => tables(tx).insertInto('board_member').values(row).execute();
export const endMember = async (tx: Tx, id: string, until: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('board_member')
    .set({ until })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Who could be named as a member. */
export const peopleForBoards = async (tx: Tx): Promise<{ person: string; name: string }[]> =>
  (await sql<{ person: string; name: string }>`select person, name from board_people() order by name`.execute(tx)).rows;
