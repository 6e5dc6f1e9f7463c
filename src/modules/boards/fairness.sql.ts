import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { AgeGroup, Sex } from './board.ts';

export type DecidedCase = {
  region: string | null;
  sex: Sex;
  age_group: AgeGroup;
  disease: string | null;
  disease_names: Names | null;
  waiting_since: Date;
  at: Date;
};

/** Cases that a board decided in a year of UTC, for good: what went back for revision goes on waiting. */
export const decidedIn = async (tx: Tx, board: string, year: number): Promise<DecidedCase[]> =>
  (
    await sql<DecidedCase>`
      select c.region, c.sex, c.age_group, c.disease, c.disease_names, d.waiting_since, d.at
      from board_case c join board_decision d on d.case_id = c.id and d.round = c.round
      where c.board_id = ${board} and c.state = 'decided' and d.outcome <> 'return'
        and d.at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'UTC') and d.at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, 'UTC')
      order by d.at, d.id`.execute(tx)
  ).rows;
