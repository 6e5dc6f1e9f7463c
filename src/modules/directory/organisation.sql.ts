import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { changedFields } from '../../platform/event.sql.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { Role } from '../../permissions.ts';
import { happened } from './history.sql.ts';
import type { Identifiers } from './identifier.ts';
import type { OrganisationKind } from './organisation.ts';
import { type OrganisationTable, tables } from './tables.sql.ts';

export const anyOf = (ids: readonly string[]) => sql<string>`any (${[...new Set(ids)]}::uuid[])`;

/** What everybody who signs in needs of an organisation to name it. */
export type Organisation = {
  id: string;
  kind: OrganisationKind;
  country: string;
  /** As a source or a person wrote it. */
  place: string | null;
  /** Of src/platform/place. */
  placeKey: string | null;
  names: Names;
  isDemo: boolean;
  /** The organisation that this one turned out to be, whose name and particulars these are. */
  mergedInto: string | null;
};
/** What a person enters of an organisation. */
export type OrganisationFields = {
  kind: OrganisationKind;
  country: string;
  place: string | null;
  placeKey: string | null;
  names: Names;
  aliases: string[];
  identifiers: Identifiers;
  website: string | null;
  parent: string | null;
};

/** Each row with what is shown of it: its own particulars, or those of the organisation that it turned out to be. */
const shown = (tx: Tx) =>
  tables(tx)
    .selectFrom('organisation as o')
    .innerJoin('organisation as k', (join) => join.on(sql<boolean>`k.id = coalesce(o.merged_into, o.id)`))
    .select(['o.id', 'k.kind', 'k.country', 'k.place', 'k.place_key as placeKey', 'k.names'])
    .select(['k.is_demo as isDemo', 'o.merged_into as mergedInto']);

/** All that are not merged into another, in no meaningful order. */
export const allOrganisations = (tx: Tx): Promise<Organisation[]> =>
  shown(tx).where('o.merged_into', 'is', null).orderBy('o.id').execute();

/**
 * The organisations of these ids, in no order; one that does not exist is left out. A merged one has the id that was asked
 * for and the name of the one that is kept.
 */
export const organisationsOf = async (tx: Tx, ids: readonly string[]): Promise<Organisation[]> =>
  ids.length === 0 ? [] : shown(tx).where('o.id', '=', anyOf(ids)).execute();

export type FullOrganisation = OrganisationTable & { may_change: boolean };

/** An organisation as it is kept, signpost or not. */
export const organisationOf = (tx: Tx, id: string): Promise<FullOrganisation | undefined> =>
  tables(tx)
    .selectFrom('organisation')
    .selectAll()
    .select(sql<boolean>`coalesce((select actor_organisation()) in (id, registered_by), false)`.as('may_change'))
    .where('id', '=', id)
    .executeTakeFirst();

/** An organisation that the actor may change, which nobody else changes until this request ends. */
export const lockOrganisation = (tx: Tx, id: string): Promise<OrganisationTable | undefined> =>
  tables(tx).selectFrom('organisation').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** The rows that are merged into this one, and those below it. */
export const mergedIntoOrganisation = (tx: Tx, id: string): Promise<OrganisationTable[]> =>
  tables(tx).selectFrom('organisation').selectAll().where('merged_into', '=', id).orderBy('merged_at').execute();
export const partsOfOrganisation = async (tx: Tx, id: string): Promise<string[]> =>
  (
    await tables(tx)
      .selectFrom('organisation')
      .select('id')
      .where('parent_id', '=', id)
      .where('merged_into', 'is', null)
      .orderBy('id')
      .execute()
  ).map((part) => part.id);

/** Whoever else puts an organisation below another waits until this request ends, so that two cannot make a circle. */
export const takeTurnsWithParents = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('organisation.parent_id', 0))`.execute(tx);

/** The parent of every organisation that has one. */
export const parentsOfAll = async (tx: Tx): Promise<Map<string, string>> =>
  new Map(
    (
      await tables(tx)
        .selectFrom('organisation')
        .select(['id', 'parent_id'])
        .where('parent_id', 'is not', null)
        .execute()
    ).flatMap(({ id, parent_id }): [string, string][] => (parent_id === null ? [] : [[id, parent_id]])),
  );

/** The names under which each organisation can be found; a merged one leads to the kept one. */
export const namesOfAll = (tx: Tx) =>
  tables(tx)
    .selectFrom('organisation')
    .select(['id', 'kind', 'names', 'aliases', 'identifiers', 'country', 'is_demo', 'merged_into'])
    .select(sql<boolean>`coalesce((select actor_organisation()) in (id, registered_by), false)`.as('may_change'))
    .orderBy('id')
    .execute();

type Membership = { organisation: string; names: Names; role: Role; endsAt: string | null };
/** Where the person who asks has a role. */
export async function myMemberships(tx: Tx): Promise<Membership[]> {
  const { rows } = await sql<Omit<Membership, 'endsAt'> & { ends: Date | null }>`
    select m.organisation_id as organisation, o.names, m.role, m.ends_at as ends
    from my_memberships() m join organisation o on o.id = m.organisation_id`.execute(tx);
  return rows.map(({ ends, ...rest }) => ({ ...rest, endsAt: ends?.toISOString() ?? null }));
}

const columnsOf = ({ placeKey, parent, identifiers, names, ...rest }: OrganisationFields) => ({
  ...rest,
  aliases: [...rest.aliases],
  names,
  identifiers,
  place_key: placeKey,
  parent_id: parent,
});

export const fieldsOf = (row: OrganisationTable): OrganisationFields => {
  const { kind, country, place, place_key: placeKey, names, aliases, identifiers, website, parent_id: parent } = row;
  return { kind, country, place, placeKey, names, aliases, identifiers, website, parent };
};

/** An organisation as lists and pages show it. */
export const particularsOf = (row: OrganisationTable) => ({
  id: row.id,
  ...fieldsOf(row),
  isDemo: row.is_demo,
  mergedInto: row.merged_into,
  version: row.version,
});

const isFilled = (value: unknown): boolean =>
  value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);

/** Registers an organisation in the name of the actor's own, and returns its id. */
export async function insertOrganisation(
  context: Served,
  fields: OrganisationFields,
  isDemo: boolean,
): Promise<string> {
  const id = context.newId();
  const frame = { is_demo: isDemo, registered_by: context.actor.organisation, version: 1, changed_at: context.now };
  await tables(context.tx)
    .insertInto('organisation')
    .values({ id, ...columnsOf(fields), ...frame, merged_into: null, merged_at: null })
    .execute();
  const filled = Object.entries(fields).flatMap(([field, value]) => (isFilled(value) ? [field] : []));
  await happened(context, { subject: 'organisation', subjectId: id, action: 'register', fields: filled, isDemo });
  return id;
}

/** Saves an organisation that has been locked. What has not changed leaves no trace. */
export async function saveOrganisation(
  context: Served,
  before: OrganisationTable,
  after: OrganisationFields,
): Promise<void> {
  const fields = changedFields(fieldsOf(before), after);
  if (fields.length === 0) return;
  const { id, version, is_demo: isDemo } = before;
  await tables(context.tx)
    .updateTable('organisation')
    .set({ ...columnsOf(after), version: version + 1, changed_at: context.now })
    .where('id', '=', id)
    .execute();
  await happened(context, { subject: 'organisation', subjectId: id, action: 'change', fields, isDemo });
}
