import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database.ts';
import type { DeviceContext } from './deviceEntry.server.ts';

export type Entered = { device: string; mission: string; organisation: string; is_revoked: boolean; keep_days: number };
export type Joined = { device: string; mission: string; organisation: string; is_first: boolean; keep_days: number };

/** Does `work` in one transaction whose row policies know which device asks; undefined where no device has that token. */
export const asDevice = <T>(
  db: Database,
  { tokenHash, cameFrom }: { tokenHash: string; cameFrom: string | null },
  work: (tx: Tx, entered: Entered) => Promise<T>,
): Promise<T | undefined> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<Entered>`select * from enter_by_device(${tokenHash}, ${cameFrom})`.execute(tx);
    return rows[0] && work(tx, rows[0]);
  });

type Joining = { now: Date; codeHash: string; point: Buffer; tokenHash: string; cameFrom: string | null };

/** Lets a device in by its code, and goes on as that device; undefined where the code opens nothing. */
export const asJoining = <T>(
  db: Database,
  { now, codeHash, point, tokenHash, cameFrom }: Joining,
  work: (tx: Tx, joined: Joined) => Promise<T>,
): Promise<T | undefined> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<Joined>`
      select * from enrol_device(${codeHash}, ${point}, ${tokenHash}, ${now}, ${cameFrom})`.execute(tx);
    return rows[0] && work(tx, rows[0]);
  });

/** What a device did, on record in its own name. */
export async function noteDevice(
  { tx, now, newId }: Pick<DeviceContext, 'tx' | 'now' | 'newId'>,
  action: string,
  fields: readonly string[],
): Promise<void> {
  await sql`select note_device(${newId()}, ${now}, ${action}, ${[...fields]}::text[])`.execute(tx);
}

/** That a device took data about people with it: on record in the transaction that answers it. */
export async function noteDeviceAccess(
  { tx, now, newId }: Pick<DeviceContext, 'tx' | 'now' | 'newId'>,
  endpoint: string,
  { subject, id }: { subject: string; id: string },
): Promise<void> {
  await sql`select note_device_access(${newId()}, ${now}, ${endpoint}, ${subject}, ${id})`.execute(tx);
}

/** What a device says that it has, and whether it has wiped itself. */
export async function deviceSaid(
  { tx, now }: Pick<DeviceContext, 'tx' | 'now'>,
  { has, isWiped }: { has: Readonly<Record<string, number>> | null; isWiped: boolean },
): Promise<void> {
  await sql`select device_said(${has && JSON.stringify(has)}::jsonb, ${isWiped}, ${now})`.execute(tx);
}
