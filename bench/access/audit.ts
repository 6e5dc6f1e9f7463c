import { countByHand } from '../../src/platform/audit/audit.sql.ts';
import { verifyAudit } from '../../src/platform/audit/verify.ts';
import { openDatabase } from '../../src/platform/database.ts';
import pg from 'pg';

/** How fast so many rows are sealed and the whole chain is verified, as lines to print. */
export async function auditLines(ownerUrl: string, rows: number): Promise<string[]> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const organisation = (await owner.query<{ id: string }>('select id from organisation limit 1')).rows[0]?.id;
  for (let part = 0; part < 20; part += 1)
    await owner.query(
      `insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
       select gen_random_uuid(), now(), gen_random_uuid(), $1, 'own_side', false, 'commitment', gen_random_uuid(), 'change', '{title,term}'
       from generate_series(1, $2::int)`,
      [organisation, Math.ceil(rows / 20)],
    );
  await owner.query('vacuum analyze event');
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const began = performance.now();
    return [await work(), (performance.now() - began) / 1000];
  };
  const [sealed, sealing] = await timed(() => owner.query<{ made: number }>('select seal_audit() as made'));
  await owner.end();
  const db = openDatabase(ownerUrl, 3);
  const [{ rows: counted, faults }, verifying] = await timed(() =>
    verifyAudit({ within: (work) => db.transaction().execute(work), counting: countByHand, isOwner: true, atOnce: 2 }),
  );
  await db.destroy();
  if (faults.length > 0) throw new Error(`${faults.length} faults in a chain that nobody touched`);
  return [
    `sealed in ${sealed.rows[0]?.made} batches in ${sealing.toFixed(1)} s`,
    `verified ${counted} rows, two at once, in ${verifying.toFixed(1)} s`,
  ];
}
