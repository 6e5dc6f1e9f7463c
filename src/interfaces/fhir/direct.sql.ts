import { sql } from 'kysely';
import type { Permission } from '../../permissions.ts';
import type { Database } from '../../platform/database.ts';
import type { Found } from './keys.ts';

// What another system asks for in one statement, which also asks its token and its scopes (migration 0046).

export type Caller = {
  token: string;
  organisation: string;
  scopes: Permission[];
  requests_per_minute: number;
};
/** What the statement says of the token, too. */
export type Said = Pick<Caller, 'organisation' | 'requests_per_minute'>;
type Asking = { hash: string; cameFrom: string | null; now: Date };

type ReadRow = Said & { may: boolean; changed_at: Date; proof: string | null } & (
    | { id: string; version: number; patient_id: string | null; is_bound: boolean; content: Buffer | null }
    | { id: null }
  );
type Reading = { type: string; id: string; isAboutPatients: boolean; endpoint: string; accessId: string };
/** None where the token opens nothing. */
export async function readDirectly(
  db: Database,
  { hash, cameFrom, now }: Asking,
  { type, id, isAboutPatients, endpoint, accessId }: Reading,
): Promise<ReadRow | undefined> {
  const { rows } =
    await sql<ReadRow>`select * from fhir_read_directly(${hash}, ${cameFrom}, ${type}, ${id}::uuid, ${isAboutPatients},
    ${endpoint}, ${now}::timestamptz, ${accessId}::uuid)`.execute(db);
  return rows[0];
}

export type Creating = Found & { id: string; type: string; about: string | null; content: Buffer; eventId: string };
type CreatedRow = Said & { outcome: 'done' | 'other' | 'forbidden' | 'watched' };

const listOf = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'null' : `"${value}"`)).join()}}`;

/** All of them or none; none where the token opens nothing. */
export async function createDirectly(
  db: Database,
  { hash, cameFrom, now }: Asking,
  { organisation, resources }: { organisation: string; resources: readonly Creating[] },
): Promise<CreatedRow | undefined> {
  const { rows } = await sql<CreatedRow>`select * from fhir_create_directly(${hash}, ${cameFrom}, ${organisation}::uuid,
    ${resources.map(({ type }) => type)}::text[], ${resources.map(({ id }) => id)}::uuid[], ${now}::timestamptz,
    ${resources.map(({ about }) => about)}::uuid[], ${resources.map(({ content }) => content)}::bytea[],
    ${resources.map(({ keys }) => `{${keys.join()}}`)}::text[], ${resources.map(({ stretches }) => listOf(stretches))}::text[],
    ${resources.map(({ eventId }) => eventId)}::uuid[])`.execute(db);
  return rows[0];
}
