import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

/** Operations as the database keeps them: added to in batches, never one by one. */
export type NewOperation = {
  id: string;
  device: string;
  sequence: number;
  lamport: number;
  kind: string;
  version: number;
  visit: string | null;
  at: number;
  offset: number | null;
  by: string;
  /** Sealed; null where the person was erased. */
  body: Buffer | null;
  digest: Buffer;
  previous: Buffer;
  chain: Buffer;
  signature: Buffer | null;
};
/** Whose day it is, who brought it, and whether it waits for a person. */
export type Brought = {
  mission: string;
  organisation: string;
  fromDevice: string;
  now: Date;
  held: string | null;
};

export async function insertOperations(tx: Tx, rows: readonly NewOperation[], brought: Brought): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof NewOperation>(field: K) => rows.map((row) => row[field]);
  const { mission, organisation, fromDevice, now, held } = brought;
  await sql`
    insert into mission_operation (id, mission_id, owner_organisation, device_id, sequence, lamport, kind, version, visit_id,
      at_ms, offset_ms, by_person, body, digest, previous, chain, signature, received_at, from_device, held_id, held)
    select o.id, ${mission}, ${organisation}, o.device, o.sequence, o.lamport, o.kind, o.version, o.visit, o.at, o.offset_ms, o.by,
      o.body, o.digest, o.previous, o.chain, o.signature, ${now}, ${fromDevice}, ${held}, ${held !== null}
    from unnest(${all('id')}::uuid[], ${all('device')}::uuid[], ${all('sequence')}::integer[], ${all('lamport')}::bigint[],
      ${all('kind')}::text[], ${all('version')}::integer[], ${all('visit')}::uuid[], ${all('at')}::bigint[],
      ${all('offset')}::bigint[], ${all('by')}::text[], ${all('body')}::bytea[], ${all('digest')}::bytea[],
      ${all('previous')}::bytea[], ${all('chain')}::bytea[], ${all('signature')}::bytea[])
      as o (id, device, sequence, lamport, kind, version, visit, at, offset_ms, by, body, digest, previous, chain, signature)`.execute(
    tx,
  );
}

export type Known = {
  id: string;
  device: string;
  sequence: number;
  previous: Buffer;
  chain: Buffer;
  held: boolean;
};
export type Stretch = { device: string; first: number; last: number };

/** What is here in these stretches of devices' histories, with their neighbours, and under these ids. */
export async function knownOperations(tx: Tx, stretches: readonly Stretch[], ids: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select * from operations_known(${stretches.map(({ device }) => device)}::uuid[],
    ${stretches.map(({ first }) => first)}::integer[], ${stretches.map(({ last }) => last)}::integer[], ${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** Which of these ends of histories are kept as evidence of another history than the one that is here. */
export async function refusedChains(tx: Tx, chains: readonly Buffer[]): Promise<Buffer[]> {
  const { rows } = await sql<{
    chain: Buffer;
  }>`select chain from chains_refused(${[...chains]}::bytea[]) as chain`.execute(tx);
  return rows.map(({ chain }) => chain);
}

export type Author = { device: string; public_key: Buffer | null; is_revoked: boolean };

/** The devices of the mission among these, locked in one order until the transaction ends. */
export const lockDevices = async (tx: Tx, devices: readonly string[]): Promise<Author[]> =>
  (await sql<Author>`select * from lock_devices(${[...devices]}::uuid[])`.execute(tx)).rows;

/** Finds out up to where nothing is missing of these devices. */
export async function countOperations(tx: Tx, devices: readonly string[]): Promise<void> {
  await sql`select count_operations(${[...devices]}::uuid[])`.execute(tx);
}

/** What waited because a revoked device had brought it, and was now brought by another. */
export async function release(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update mission_operation set held = false, held_id = null where id = any (${[...ids]}::uuid[]) and held`.execute(
    tx,
  );
}

export async function insertHeld(
  tx: Tx,
  { id, count, ...brought }: { id: string; count: number } & Omit<Brought, 'held'>,
): Promise<void> {
  const { mission, organisation, fromDevice, now } = brought;
  await sql`insert into mission_held (id, mission_id, owner_organisation, from_device, received_at, operations)
    values (${id}, ${mission}, ${organisation}, ${fromDevice}, ${now}, ${count})`.execute(tx);
}

export async function heldCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select held_of_device() as count`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

export type Contradiction = NewOperation & { reason: string };

/** Keeps what contradicts what is here. The same again is kept once. */
export async function insertRefused(
  tx: Tx,
  rows: readonly (Contradiction & { evidence: string })[],
  { mission, organisation, fromDevice, now }: Omit<Brought, 'held'>,
): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof (typeof rows)[number]>(field: K) => rows.map((row) => row[field]);
  await sql`
    insert into mission_refused (id, mission_id, owner_organisation, device_id, sequence, operation_id, reason, kind, visit_id, version,
      lamport, at_ms, offset_ms, by_person, body, chain, received_at, from_device)
    select o.evidence, ${mission}, ${organisation}, o.device, o.sequence, o.id, o.reason, o.kind, o.visit, o.version,
      o.lamport, o.at, o.offset_ms, o.by, o.body, o.chain, ${now}, ${fromDevice}
    from unnest(${all('evidence')}::uuid[], ${all('device')}::uuid[], ${all('sequence')}::integer[], ${all('id')}::uuid[],
      ${all('reason')}::text[], ${all('kind')}::text[], ${all('visit')}::uuid[], ${all('version')}::integer[], ${all('lamport')}::bigint[], ${all('at')}::bigint[],
      ${all('offset')}::bigint[], ${all('by')}::text[], ${all('body')}::bytea[], ${all('chain')}::bytea[])
      as o (evidence, device, sequence, id, reason, kind, visit, version, lamport, at, offset_ms, by, body, chain)
    on conflict do nothing`.execute(tx);
}
