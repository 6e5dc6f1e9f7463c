import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Found } from './keys.ts';
import type { Row } from './table.ts';

/** A resource as it is kept: sealed, with whose key it lies under. */
export type Stored = Row & {
  type: string;
  version: number;
  changed_at: Date;
  owner_organisation: string;
  patient_id: string | null;
  /** A module holds the resource; here lies what came in beyond that. */
  is_bound: boolean;
  /** None once it is deleted. */
  content: Buffer | null;
};

const columns = sql.raw('id, version, changed_at, is_demo, type, owner_organisation, patient_id, content, is_bound');

/** Also one that was deleted. Who is to change it (`u`, `d`) holds it until their transaction ends. */
export async function storedRow(
  tx: Tx,
  { type, id }: { type: string; id: string },
  act: 'r' | 'u' | 'd' = 'r',
): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select ${columns} from fhir_row(${type}, ${id}::uuid, ${act})`.execute(tx);
  return rows[0];
}

type Versioned = Omit<Stored, 'is_demo' | 'is_bound'>;
/** The versions of a resource below one of them, newest first. */
export async function versionsOf(
  tx: Tx,
  of: { type: string; id: string },
  { below, limit }: { below: number; limit: number },
) {
  const { rows } = await sql<Versioned>`
    select id, version, changed_at, type, owner_organisation, patient_id, content from fhir_resource
      where id = ${of.id}::uuid and type = ${of.type} and version < ${below}
    union all
    select id, version, changed_at, type, owner_organisation, patient_id, content from fhir_version
      where id = ${of.id}::uuid and type = ${of.type} and version < ${below}
    order by version desc limit ${limit}`.execute(tx);
  return rows;
}

/** How often it was written. */
export async function countVersions(tx: Tx, { type, id }: { type: string; id: string }): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from fhir_resource where id = ${id}::uuid and type = ${type}`.execute(tx);
  return rows[0]?.version ?? 0;
}

export type NewVersion = Found & { id: string; type: string; at: Date; about: string | null; eventId: string };

/** @returns whether a subscriber may have to be told */
export async function insertStored(tx: Tx, made: NewVersion & { content: Buffer; isBound: boolean }): Promise<boolean> {
  const { isBound, id, type, at, about, content, keys, stretches, eventId } = made;
  const { rows } = await sql<{
    watched: boolean;
  }>`select fhir_create(${id}::uuid, ${type}, ${at}, ${about}::uuid, ${content}, ${keys.map(String)}::bigint[],
    ${stretches}::timestamptz[], ${eventId}::uuid, ${isBound}) as watched`.execute(tx);
  return rows[0]?.watched === true;
}

/** @returns whether a subscriber may have to be told; null where the version that it follows on is no longer the newest */
export async function changeStored(
  tx: Tx,
  made: NewVersion & { content: Buffer | null; from: number; fields: readonly string[] },
): Promise<boolean | null> {
  const { id, type, from, at, about, content, keys, stretches, eventId, fields } = made;
  const { rows } = await sql<{ watched: boolean | null }>`
    select fhir_change(${type}, ${id}::uuid, ${from}::int, ${at}, ${about}::uuid, ${content}::bytea, ${keys.map(String)}::bigint[],
      ${stretches}::timestamptz[], ${eventId}::uuid, ${fields}::text[]) as watched`.execute(tx);
  return rows[0]?.watched ?? null;
}

/** Waits until nobody else does what has this key. */
export async function holdKey(tx: Tx, key: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(${String(key)}::bigint)`.execute(tx);
}

/** What is kept beyond what modules hold of these. */
export async function keptBeside(tx: Tx, type: string, ids: readonly string[]): Promise<Stored[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Stored>`select ${columns} from fhir_resource
    where id = any (${[...ids]}::uuid[]) and type = ${type} and is_bound and not is_deleted`.execute(tx);
  return rows;
}
