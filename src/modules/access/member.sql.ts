import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../../permissions.ts';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { type Order, type PersonState, type Position, type Sort, wordsOf } from './person.ts';

export type Filter = { q?: string | undefined; state?: PersonState | undefined; role?: Role | undefined };
export type Slice = { order: Order; after: Position | null; limit: number };
export type PersonRow = {
  id: string;
  kind: 'person' | 'invitation';
  name: string;
  address: string;
  state: PersonState;
  role: Role;
  is_clinical: boolean;
  until: Date | null;
  last_seen: Date | null;
  since: Date;
  sort_key: string;
};
export type InstallationRow = {
  id: string;
  name: string;
  address: string;
  state: PersonState;
  is_installation: boolean;
  last_seen: Date | null;
  since: Date;
  organisations: { id: string; names: Names; role: Role; endsAt: string | null }[];
  sort_key: string;
};

type Condition = RawBuilder<unknown>;
const momentKey = (of: Condition): Condition =>
  sql`coalesce(to_char(${of} at time zone 'utc', 'YYYYMMDDHH24MISSUS'), '')`;
const keyOf: Record<Sort, Condition> = {
  name: sql`lower(name)`,
  seen: momentKey(sql`last_seen`),
  since: momentKey(sql`since`),
};

/** Every word must begin some part of the name or the address. */
const named = (q: string): Condition[] =>
  wordsOf(q).map((word) => sql`lower(name || ' ' || address) like ${`%${word}%`}`);

const conditionsOf = ({ q, state, role }: Filter): Condition[] => [
  ...(q ? named(q) : []),
  ...(state ? [sql`state = ${state}`] : []),
  ...(role ? [sql`role = ${role}`] : []),
];

function pageQuery<Row>(from: Condition, conditions: readonly Condition[], { order, after, limit }: Slice) {
  const key = keyOf[order.sort];
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after ? [sql`(${key}, id) ${beyond} (${after.key}::text, ${after.id}::uuid)`] : [];
  const all = sql.join([sql`true`, ...conditions, ...start], sql` and `);
  return sql<Row>`select *, ${key} as sort_key from ${from} where ${all}
    order by ${key} ${direction}, id ${direction} limit ${limit}`;
}

/** One page of who belongs, belonged or is invited to the actor's organisation; nobody for who does not administer it. */
export const listPeople = async (tx: Tx, filter: Filter, slice: Slice): Promise<PersonRow[]> =>
  (await pageQuery<PersonRow>(sql`organisation_people()`, conditionsOf(filter), slice).execute(tx)).rows;

/** One page of everybody who can sign in here; nobody for who does not look after the installation. */
export const listInstallation = async (tx: Tx, filter: Filter, slice: Slice): Promise<InstallationRow[]> =>
  (await pageQuery<InstallationRow>(sql`installation_people()`, conditionsOf(filter), slice).execute(tx)).rows;

export async function personOf(tx: Tx, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select *, '' as sort_key from organisation_people()
    where id = ${id} and kind = 'person'`.execute(tx);
  return rows[0];
}

export type RoleRow = {
  id: string;
  role: Role;
  is_clinical: boolean;
  since: Date;
  ends_at: Date | null;
  state: PersonState;
  reason: string | null;
  end_reason: string | null;
  granted_by_name: string | null;
  ended_by_name: string | null;
};
export const rolesOf = async (tx: Tx, person: string): Promise<RoleRow[]> =>
  (await sql<RoleRow>`select * from roles_of(${person})`.execute(tx)).rows;

export type ActorName = { id: string; name: string; is_token: boolean };
/** Names of those of one's own organisation who did something. */
export const namesOfActors = async (tx: Tx, ids: readonly string[]): Promise<ActorName[]> =>
  (await sql<ActorName>`select * from names_of_actors(${[...ids]}::uuid[])`.execute(tx)).rows;

export type Vacant = { id: string; names: Names; is_invited: boolean };
export const organisationsWithoutAdministrator = async (tx: Tx): Promise<Vacant[]> =>
  (await sql<Vacant>`select * from organisations_without_administrator() order by id`.execute(tx)).rows;

export async function placeOfOrganisation(tx: Tx, id: string) {
  const { rows } = await sql<{ country: string; placeKey: string | null; names: Names }>`
    select country, place_key as "placeKey", names from organisation where id = ${id}`.execute(tx);
  return rows[0];
}
