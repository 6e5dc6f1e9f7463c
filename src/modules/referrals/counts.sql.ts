import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Treated } from './counts.ts';

/** Treatments that have begun under the quotas of a promise, for whoever gives one of them; none for others. */
export const treatmentsFor = async (tx: Tx, commitment: string): Promise<Treated[]> =>
  (await sql<Treated>`select quota, owner, month, people from treatments_for(${commitment})`.execute(tx)).rows;

export type Touched = { commitment: string; giver: string };
/** Promises of which something waits to be counted, each with who enters it; for the job. */
export const promisesTouched = async (tx: Tx): Promise<Touched[]> =>
  (await sql<Touched>`select commitment, giver from promises_touched()`.execute(tx)).rows;

/** Whether something of a promise waited for the acting organisation: it is counted in this transaction. */
export const takeTouched = async (tx: Tx, commitment: string): Promise<boolean> =>
  (await sql<{ waited: boolean }>`select take_touched_promise(${commitment}) as waited`.execute(tx)).rows[0]?.waited ===
  true;

/** Two who count for one promise at once do it one after the other. */
export const takeTurnAt = (tx: Tx, commitment: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`treatments of ${commitment}`}, 0))`.execute(tx);

type Promised = { partnership: string; isDemo: boolean };
/** Where a promise stands, as far as the actor sees it. */
export async function promiseOf(tx: Tx, commitment: string): Promise<Promised | undefined> {
  const { rows } = await sql<Promised>`
    select partnership_id as partnership, is_demo as "isDemo" from commitment where id = ${commitment}`.execute(tx);
  return rows[0];
}
