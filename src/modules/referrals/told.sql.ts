import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { PageWay } from './patientPage.ts';
import type { Party } from './referral.ts';

/** Somebody of the staff who wants to be told by mail, as the database finds them for a party of the referral. */
export type Colleague = { person: string; address: string; locale: string };

/** People of these sides who may take the next step and asked for mail. */
export const colleaguesOf = async (tx: Tx, referral: string, parties: readonly Party[]): Promise<Colleague[]> =>
  (await sql<Colleague>`select * from referral_colleagues(${referral}, ${[...parties]}::text[])`.execute(tx)).rows;

/** Where those who hold a page of the referral are reached: sealed under the patient's key. */
export type Reach = {
  page: string;
  patient_id: string;
  language: string;
  way: PageWay;
  reach: Buffer;
  is_demo: boolean;
};
export const reachesOf = async (tx: Tx, referral: string): Promise<Reach[]> =>
  (await sql<Reach>`select * from referral_reaches(${referral})`.execute(tx)).rows;

/** Notes that a queued message is about this referral, so that it can be stopped. */
export const noteNotice = (tx: Tx, { message, referral }: { message: string; referral: string }) =>
  sql`select note_referral_notice(${message}, ${referral})`.execute(tx);

/** Stops what is not yet sent about this patient. @returns how many messages were stopped */
export async function stopNotices(tx: Tx, { referral, at }: { referral: string; at: Date }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select stop_referral_notices(${referral}, ${at}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
