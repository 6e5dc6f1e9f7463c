import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../src/platform/database.ts';
import type { Asking } from './actors.ts';
import { runAs } from './bySql.ts';
import { reaches, sees } from './judge.ts';
import { markOf, visibilities, type Visibility } from './records.ts';
import { forgeries, tables, type TableRow, withoutPolicy } from './tables.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

/** The same records tried by SQL, as the application's role in each actor's name, without any application before them. */
let matrix: MatrixWorld;
beforeAll(async () => {
  matrix = await startMatrix();
});
afterAll(() => matrix.world.stop());

/** What a statement does to the actor's rows: how many, or why not. The transaction goes on after a refusal. */
async function tried(tx: Tx, statement: string): Promise<number | string> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const { rows, numAffectedRows } = await sql.raw(statement).execute(tx);
    await sql`release savepoint attempt`.execute(tx);
    return numAffectedRows === undefined ? rows.length : Number(numAffectedRows);
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    const { code = '?', message } = error as { code?: string; message: string };
    return `${code} ${message}`;
  }
}
const isRefused = (outcome: number | string): boolean =>
  outcome === 0 || (typeof outcome === 'string' && outcome.startsWith('42501'));
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const isNobody = ({ kind }: Asking): boolean => kind === 'nobody' || kind === 'gone';
/** How widely the row of a bundle is shown, as the table says of its kind. */
const shown = ({ shownAs }: TableRow, bundle: Visibility): Visibility =>
  shownAs === 'as its bundle' ? bundle : shownAs;

/** Whether an actor sees the row of a bundle. */
const isSeen = (row: TableRow, actor: Asking, bundle: Visibility): boolean =>
  isNobody(actor) ? shown(row, bundle) === 'public' : sees(actor.place, shown(row, bundle));

const mayWrite = ({ least, scopes }: TableRow, actor: Asking): boolean =>
  !isNobody(actor) && (actor.kind === 'token' ? scopes.some((scope) => actor.may.has(scope)) : reaches(least, actor));

describe('every table with records, by every actor', () => {
  test.each(tables)('$table shows its rows to whom they are shown, and to nobody else', async (row) => {
    const wrong: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        for (const visibility of visibilities) {
          const id = matrix.bundles[visibility][row.about];
          if (!id) continue;
          const found = await tried(tx, `select from ${row.table} where ${row.key} = ${literal(id)}`);
          const wanted = isSeen(row, actor, visibility);
          if ((typeof found === 'number' && found > 0) !== wanted)
            wrong.push(`${visibility}, ${actor.name} (${actor.place}): ${found}, not ${wanted ? 'seen' : 'hidden'}`);
        }
      });
    expect(wrong).toEqual([]);
  });

  test.each(tables.filter(({ change }) => change !== null))(
    '$table is changed by its own side alone, and only by a role or a scope that writes',
    async (row) => {
      const wrong: string[] = [];
      for (const actor of matrix.actors)
        await runAs(matrix.world.db, actor, async (tx) => {
          for (const visibility of visibilities) {
            const id = matrix.bundles[visibility][row.about];
            if (!id) continue;
            const done = await tried(tx, `update ${row.table} set ${row.change} where ${row.key} = ${literal(id)}`);
            const isOwn = row.writers.includes(actor.place);
            const wanted = isOwn && mayWrite(row, actor) && !isNobody(actor);
            if (wanted ? done !== 1 : !isRefused(done))
              wrong.push(`${visibility}, ${actor.name} (${actor.place}): ${done}, not ${wanted ? 1 : 'refused'}`);
          }
        });
      expect(wrong).toEqual([]);
    },
  );

  test.each(tables)('$table loses no row to anybody but the side that may take it out', async (row) => {
    const wrong: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        const done = await tried(tx, `delete from ${row.table}`);
        const isOwn = row.deletable && row.writers.includes(actor.place) && mayWrite(row, actor);
        if (isOwn ? isRefused(done) : !isRefused(done)) wrong.push(`${actor.name} (${actor.place}): ${done}`);
      });
    expect(wrong).toEqual([]);
  });

  test.each(forgeries)('nobody forges $what', async ({ first, statement, allowed }) => {
    const wrong: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        if (first) await tried(tx, first(matrix.bundles.partnership, actor, matrix));
        const done = await tried(tx, statement(matrix.bundles.partnership, actor, matrix));
        if (allowed(actor) ? isRefused(done) : !isRefused(done)) wrong.push(`${actor.name} (${actor.place}): ${done}`);
      });
    expect(wrong).toEqual([]);
  });

  test('no answer to any select holds a word that its reader may not see, whatever the table', async () => {
    const names = await matrix.world.seeAll(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p')
         and has_any_column_privilege('yntymaq_app', c.oid, 'select') order by 1`,
    );
    expect(names.length).toBeGreaterThan(30);
    const leaks: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        for (const { name } of names as { name: string }[])
          for (const visibility of visibilities) {
            const wanted = !isNobody(actor) && sees(actor.place, visibility);
            const mark = markOf[visibility];
            if (wanted || (isNobody(actor) && visibility === 'public')) continue;
            const found = await tried(tx, `select from ${name} t where to_jsonb(t)::text like '%${mark}%' limit 1`);
            if (typeof found === 'number' && found > 0)
              leaks.push(`${name}: ${actor.name} (${actor.place}) reads ${visibility}`);
          }
      });
    expect(leaks).toEqual([]);
  });
});

test('every table has row-level security, or is one of those that hold nothing of anybody', async () => {
  const open = await matrix.world.seeAll(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1`,
  );
  expect(open.map(({ name }) => name)).toEqual([...withoutPolicy].toSorted());
});
