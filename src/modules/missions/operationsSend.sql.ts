import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Have } from './day/operation.ts';

export type SentRow = {
  id: string;
  device: string;
  sequence: number;
  lamport: bigint;
  version: number;
  visit: string | null;
  kind: string;
  at: bigint;
  offset: bigint | null;
  by: string;
  body: Buffer | null;
  digest: Buffer;
  previous: Buffer;
  signature: Buffer | null;
};

/** What a device lacks, of each other device in the order of its sequence, up to where nothing is missing here. */
export async function lackingFor(tx: Tx, { mission, have, most }: { mission: string; have: Have; most: number }) {
  const { rows } = await sql<SentRow>`
    select o.id, o.device_id as device, o.sequence, o.lamport, o.version, o.visit_id as visit, o.kind, o.at_ms as at,
      o.offset_ms as offset, o.by_person as by, o.body, o.digest, o.previous, o.signature
    from mission_device d
    join mission_operation o on o.device_id = d.id and o.sequence <= d.admitted
      and o.sequence > coalesce((${JSON.stringify(have)}::jsonb ->> d.id::text)::integer, 0)
    where d.mission_id = ${mission} and not o.held
    order by d.id, o.sequence limit ${most}`.execute(tx);
  return rows;
}
