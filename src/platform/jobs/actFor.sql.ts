import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** Acts as a job for an organisation, until the end of the transaction. */
export const actFor = (tx: Tx, service: string, organisation: string) =>
  sql`select enter_as_service(${service}, ${organisation}::uuid)`.execute(tx);
