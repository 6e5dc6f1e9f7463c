import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

/** Sign-in has a schema that requests cannot read. These functions show and change what is the actor's own, and no more. */

type Mine = { name: string; email: string; has_password: boolean; has_codes: boolean; has_ministry: boolean };
type SessionRow = {
  id: string;
  since: Date;
  used_at: Date;
  ends_at: Date;
  address: string | null;
  device: string | null;
};
type PasskeyRow = { id: string; name: string | null; made_at: Date | null; is_backed_up: boolean };
type HappeningRow = {
  id: string;
  at: Date;
  what: string;
  how: string | null;
  origin: string | null;
  is_this_session: boolean;
};

export async function mySignIn(tx: Tx): Promise<Mine> {
  const { rows } = await sql<Mine>`select * from my_sign_in()`.execute(tx);
  const [mine] = rows;
  if (!mine) throw new Error('the account of somebody who is no person');
  return mine;
}

export const mySessions = async (tx: Tx) => (await sql<SessionRow>`select * from my_sessions()`.execute(tx)).rows;
export const myPasskeys = async (tx: Tx) => (await sql<PasskeyRow>`select * from my_passkeys()`.execute(tx)).rows;
/** The last thirty, newest first. */
export const myHappenings = async (tx: Tx) =>
  (await sql<HappeningRow>`select * from my_sign_in_happenings()`.execute(tx)).rows;

/** @param session null: all but the actor's own one. @returns how many ended */
export async function endSessions(tx: Tx, session: string | null, happening: string): Promise<number> {
  const { rows } = await sql<{
    ended: number;
  }>`select end_my_sessions(${session}::uuid, ${happening}::uuid) as ended`.execute(tx);
  return rows[0]?.ended ?? 0;
}

/** @returns whether it is there and the actor's */
export async function renamePasskey(tx: Tx, passkey: string, name: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select rename_my_passkey(${passkey}::uuid, ${name}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

/** @returns whether it was there and the actor's */
export async function removePasskey(tx: Tx, passkey: string, happening: string): Promise<boolean> {
  const { rows } = await sql<{
    is: boolean;
  }>`select remove_my_passkey(${passkey}::uuid, ${happening}::uuid) as is`.execute(tx);
  return rows[0]?.is ?? false;
}
