import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText, Names } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { Role } from '../../permissions.ts';
import type { OrganisationKind } from './partnership.ts';

type Tables = {
  organisation: {
    id: string;
    kind: OrganisationKind;
    country: string;
    place: string | null;
    names: Names;
    is_demo: boolean;
    registered_by: string | null;
    version: number;
    changed_at: Date;
  };
  partnership: {
    id: string;
    slug: string;
    names: Names;
    summary: LocalisedText;
    owner_organisation: string;
    visibility: 'partnership' | 'public';
    is_demo: boolean;
    version: number;
    changed_at: Date;
  };
  side: { id: string; partnership_id: string; position: number; names: Names };
  side_organisation: { partnership_id: string; organisation_id: string; side_id: string };
};
const tables = (tx: Tx) => tx.withTables<Tables>();

export type Organisation = {
  id: string;
  kind: OrganisationKind;
  country: string;
  place: string | null;
  names: Names;
  isDemo: boolean;
};
export type Side = { id: string; names: Names; organisations: string[] };
export type Partnership = {
  id: string;
  slug: string;
  names: Names;
  summary: LocalisedText;
  visibility: 'partnership' | 'public';
  isDemo: boolean;
  sides: Side[];
  /** The side on which the actor's organisation sits. */
  ownSide: string | null;
};

const organisations = (tx: Tx) =>
  tables(tx).selectFrom('organisation').select(['id', 'kind', 'country', 'place', 'names', 'is_demo as isDemo']);

export const allOrganisations = (tx: Tx): Promise<Organisation[]> => organisations(tx).orderBy('id').execute();

/** The organisations of these ids, in no order; one that does not exist is left out. */
export const organisationsOf = async (tx: Tx, ids: readonly string[]): Promise<Organisation[]> =>
  ids.length === 0
    ? []
    : organisations(tx)
        .where('id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
        .execute();

/** The sides of a partnership with who sits on them, as one JSON value, in their order. */
const sidesOfPartnership = sql<Side[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'names', s.names, 'organisations', coalesce((
    select jsonb_agg(so.organisation_id order by so.organisation_id) from side_organisation so where so.side_id = s.id), '[]'))
    order by s.position)
  from side s where s.partnership_id = partnership.id), '[]')`;
const ownSide = sql<string | null>`(
  select so.side_id from side_organisation so
  where so.partnership_id = partnership.id and so.organisation_id = (select actor_organisation()))`;

const partnerships = (tx: Tx) =>
  tables(tx)
    .selectFrom('partnership')
    .select(['id', 'slug', 'names', 'summary', 'visibility', 'is_demo as isDemo'])
    .select([sidesOfPartnership.as('sides'), ownSide.as('ownSide')]);

export const allPartnerships = (tx: Tx): Promise<Partnership[]> => partnerships(tx).orderBy('slug').execute();

export const partnershipOf = (tx: Tx, id: string): Promise<Partnership | undefined> =>
  partnerships(tx).where('id', '=', id).executeTakeFirst();

export const partnershipNamed = (tx: Tx, slug: string): Promise<Partnership | undefined> =>
  partnerships(tx).where('slug', '=', slug).executeTakeFirst();

/** What the partnerships of these ids are called. */
export const partnershipNames = (tx: Tx, ids: readonly string[]) =>
  tables(tx)
    .selectFrom('partnership')
    .select(['id', 'slug', 'names'])
    .where('id', '=', sql<string>`any (${[...new Set(ids)]}::uuid[])`)
    .execute();

type Membership = { organisation: string; names: Names; role: Role };
/** Where the person who asks has a role. */
export const myMemberships = async (tx: Tx): Promise<Membership[]> =>
  (
    await sql<Membership>`select m.organisation_id as organisation, o.names, m.role
      from my_memberships() m join organisation o on o.id = m.organisation_id`.execute(tx)
  ).rows;

export async function insertOrganisation(context: Served, registered: Organisation): Promise<void> {
  const { isDemo: is_demo, ...rest } = registered;
  const registered_by = context.actor.organisation;
  const row = { ...rest, is_demo, registered_by, version: 1, changed_at: context.now };
  await tables(context.tx).insertInto('organisation').values(row).execute();
  const shared: Shared = {
    owner_organisation: registered_by,
    partnership_id: null,
    side_id: null,
    visibility: 'own_side',
    is_demo,
  };
  const happening = {
    subject: 'organisation',
    subjectId: registered.id,
    action: 'register',
    fields: Object.keys(rest),
  };
  await recordEvent(context, { ...happening, shared });
}

/** @returns false when the slug is taken, possibly by a partnership that the actor may not see */
export async function insertPartnership(context: Served, opened: Partnership): Promise<boolean> {
  const { tx, actor, now } = context;
  const { id, slug, names, summary, visibility, isDemo: is_demo } = opened;
  const owner_organisation = actor.organisation;
  const row = { id, slug, names, summary, visibility, is_demo, owner_organisation, version: 1, changed_at: now };
  const { numInsertedOrUpdatedRows: inserted } = await tables(tx)
    .insertInto('partnership')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return false;
  await tables(tx)
    .insertInto('side')
    .values(opened.sides.map((side, position) => ({ id: side.id, partnership_id: id, position, names: side.names })))
    .execute();
  await tables(tx)
    .insertInto('side_organisation')
    .values(
      opened.sides.flatMap(({ id: side_id, organisations: seated }) =>
        seated.map((organisation_id) => ({ partnership_id: id, side_id, organisation_id })),
      ),
    )
    .execute();
  const shared: Shared = { owner_organisation, partnership_id: id, side_id: null, visibility: 'partnership', is_demo };
  const fields = ['slug', 'names', 'summary', 'visibility', 'sides'];
  await recordEvent(context, { subject: 'partnership', subjectId: id, action: 'open', fields, shared });
  return true;
}
