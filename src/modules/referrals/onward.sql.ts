import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';

// What a referral rests on and where it goes next: asked of functions of the database (db/migrations/0042), which see more than the actor.

export type ConsentSays = 'stands' | 'ended' | 'missing';
type Asked = { consent: string | null; patient: string; organisation: string };

/** Waits for whoever is ending these consents, and keeps them as they are until this transaction ends. */
export const lockConsents = (tx: Tx, consents: readonly string[]) =>
  sql`select lock_consents(${[...consents]}::uuid[])`.execute(tx);

/** Whether a consent lets an organisation in at this moment. */
export async function consentSays(tx: Tx, { consent, patient, organisation }: Asked): Promise<ConsentSays> {
  if (consent === null) return 'missing';
  const { rows } = await sql<{ says: ConsentSays }>`
    select consent_lets_in(${consent}, ${patient}, ${organisation}) as says`.execute(tx);
  return rows[0]?.says ?? 'missing';
}

/** Whether a quota is for patients of the actor's organisation: of those who sit on one side with whom it is for. */
export const isQuotaFor = async (tx: Tx, quota: string): Promise<boolean> =>
  (await sql<{ is: boolean }>`select quota_is_for(${quota}) as is`.execute(tx)).rows[0]?.is === true;

/** Gives the sender a draft for the centre of another quota; null where that cannot be. */
export async function referOnward({ tx, now, newId }: Served, asked: { referral: string; quota: string }) {
  const { rows } = await sql<{ id: string | null }>`
    select refer_onward(${asked.referral}, ${newId()}, ${asked.quota}, ${now.getUTCFullYear()}, ${now}) as id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}
