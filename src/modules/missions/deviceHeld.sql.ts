import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';

export type HeldRow = {
  id: string;
  from_device: string;
  received_at: Date;
  operations: number;
  decided_at: Date | null;
  decided_by: string | null;
  is_admitted: boolean | null;
};
type Counted = { held_id: string; device: string; kind: string; operations: number };

export async function heldOf(tx: Tx, mission: string): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select id, from_device, received_at, operations, decided_at, decided_by, is_admitted from mission_held
    where mission_id = ${mission} order by received_at desc, id desc limit 200`.execute(tx);
  return rows;
}

/** By whom what waits was written and of what kinds it is; nothing of what it says. */
export async function countsOfHeld(tx: Tx, ids: readonly string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select held_id, device_id as device, kind, count(*)::integer as operations from mission_operation
    where held_id = any (${[...ids]}::uuid[]) group by held_id, device_id, kind order by held_id, device_id, kind`.execute(
    tx,
  );
  return rows;
}

/** @returns false where somebody has decided already */
export async function decide({ tx, now, actor }: Served, id: string, isAdmitted: boolean): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update mission_held set decided_at = ${now}, decided_by = ${actor.person}, is_admitted = ${isAdmitted}
    where id = ${id} and decided_at is null`.execute(tx);
  return numAffectedRows > 0n;
}

/** What waited in this batch counts from now on. Returns whose it is. */
export async function admit(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ device: string }>`
    update mission_operation set held = false where held_id = ${id} and held returning device_id as device`.execute(tx);
  return [...new Set(rows.map(({ device }) => device))];
}

export type ContradictionRow = {
  id: string;
  device_id: string;
  from_device: string;
  sequence: number;
  reason: 'sequence-taken' | 'id-taken' | 'chain-broken';
  kind: string;
  received_at: Date;
};

export async function contradictionsOf(tx: Tx, mission: string): Promise<ContradictionRow[]> {
  const { rows } = await sql<ContradictionRow>`
    select id, device_id, from_device, sequence, reason, kind, received_at from mission_refused where mission_id = ${mission}
    order by received_at desc, id desc limit 200`.execute(tx);
  return rows;
}
