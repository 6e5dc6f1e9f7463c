import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ShownReport } from './report.ts';

type ResultTable = {
  mission_id: string;
  figures: ShownReport;
  published_at: Date | null;
  published_by: string;
  version: number;
};
const results = (tx: Tx) => tx.withTables<{ mission_result: ResultTable }>();

/** The result of a mission as it was shown to everybody, or is. */
export const resultOf = (tx: Tx, mission: string): Promise<ResultTable | undefined> =>
  results(tx).selectFrom('mission_result').selectAll().where('mission_id', '=', mission).executeTakeFirst();

type Published = { mission: string; figures: ShownReport | null; at: Date | null; by: string };

/** Shows the result to everybody, shows it anew, or takes it back (`figures` null). */
export async function saveResult(tx: Tx, { mission, figures, at, by }: Published): Promise<void> {
  const said = figures === null ? undefined : sql<ShownReport>`${JSON.stringify(figures)}::jsonb`;
  const update = { published_at: at, published_by: by, version: sql<number>`mission_result.version + 1` };
  if (said === undefined) {
    await results(tx).updateTable('mission_result').set(update).where('mission_id', '=', mission).execute();
    return;
  }
  await results(tx)
    .insertInto('mission_result')
    .values({ mission_id: mission, figures: said, published_at: at, published_by: by, version: 1 })
    .onConflict((conflict) => conflict.column('mission_id').doUpdateSet({ ...update, figures: said }))
    .execute();
}
