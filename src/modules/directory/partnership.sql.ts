import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { CooperationField, Publishable, SideRole } from './partnership.ts';
import { anyOf } from './organisation.sql.ts';
import { type PartnershipTable, tables } from './tables.sql.ts';

export type Side = {
  id: string;
  names: Names;
  role: SideRole;
  mayPublish: Publishable[];
  organisations: string[];
};
export type PartnershipFields = {
  names: Names;
  summary: LocalisedText;
  visibility: 'partnership' | 'public';
  fields: CooperationField[];
  countries: string[];
  places: string[];
  languages: string[];
  since: string | null;
};
export type Partnership = PartnershipFields & {
  id: string;
  slug: string;
  isDemo: boolean;
  version: number;
  sides: Side[];
  /** The side on which the actor's organisation sits. */
  ownSide: string | null;
  /** The actor's organisation opened it, and alone may change it. */
  isOwner: boolean;
};

/** The sides of a partnership with who sits on them, as one JSON value, in their order. */
const sidesOfPartnership = sql<Side[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'names', s.names, 'role', s.role, 'mayPublish', s.may_publish,
    'organisations', coalesce((
      select jsonb_agg(so.organisation_id order by so.organisation_id) from side_organisation so where so.side_id = s.id), '[]'))
    order by s.position)
  from side s where s.partnership_id = partnership.id), '[]')`;
const ownSide = sql<string | null>`(
  select so.side_id from side_organisation so
  where so.partnership_id = partnership.id and so.organisation_id = (select actor_organisation()))`;

const partnerships = (tx: Tx) =>
  tables(tx)
    .selectFrom('partnership')
    .select(['id', 'slug', 'names', 'summary', 'visibility', 'is_demo as isDemo', 'version'])
    .select(['fields', 'countries', 'places', 'languages', 'since'])
    .select(sql<boolean>`owner_organisation = (select actor_organisation())`.as('isOwner'))
    .select([sidesOfPartnership.as('sides'), ownSide.as('ownSide')]);

export const allPartnerships = (tx: Tx): Promise<Partnership[]> => partnerships(tx).orderBy('slug').execute();

export const partnershipOf = (tx: Tx, id: string): Promise<Partnership | undefined> =>
  partnerships(tx).where('id', '=', id).executeTakeFirst();

export const partnershipNamed = (tx: Tx, slug: string): Promise<Partnership | undefined> =>
  partnerships(tx).where('slug', '=', slug).executeTakeFirst();

/** What the partnerships of these ids are called. */
export const partnershipNames = (tx: Tx, ids: readonly string[]) =>
  tables(tx).selectFrom('partnership').select(['id', 'slug', 'names']).where('id', '=', anyOf(ids)).execute();

/** Where these organisations sit, as far as the actor may see the partnership. */
export const seatsOf = async (tx: Tx, organisations: readonly string[]) =>
  tables(tx)
    .selectFrom('side_organisation as so')
    .innerJoin('side as s', 's.id', 'so.side_id')
    .innerJoin('partnership as p', 'p.id', 'so.partnership_id')
    .select(['p.id', 'p.slug', 'p.names', 'p.is_demo as isDemo', 's.names as side', 's.role'])
    .where('so.organisation_id', '=', anyOf(organisations))
    .orderBy('p.slug')
    .execute();

/** A partnership of the actor's own organisation, which nobody else changes until this request ends. */
export const lockPartnership = (tx: Tx, slug: string): Promise<PartnershipTable | undefined> =>
  tables(tx).selectFrom('partnership').selectAll().where('slug', '=', slug).forNoKeyUpdate().executeTakeFirst();

type Happening = { action: string; fields: readonly string[] };
const tell = (
  context: Served,
  { id, is_demo }: { id: string; is_demo: boolean },
  happening: Happening,
): Promise<void> => {
  const owner_organisation = context.actor.organisation;
  const shared: Shared = { owner_organisation, partnership_id: id, side_id: null, visibility: 'partnership', is_demo };
  return recordEvent(context, { subject: 'partnership', subjectId: id, ...happening, shared });
};

const columnsOf = ({ fields, countries, places, languages, ...rest }: PartnershipFields) => ({
  ...rest,
  fields: [...fields],
  countries: [...countries],
  places: [...places],
  languages: [...languages],
});

type Opened = { id: string; slug: string; isDemo: boolean; fields: PartnershipFields; sides: readonly Side[] };

/** @returns false when the slug is taken, possibly by a partnership that the actor may not see */
export async function insertPartnership(context: Served, opened: Opened): Promise<boolean> {
  const { tx, actor, now } = context;
  const { id, slug, isDemo: is_demo, fields } = opened;
  const frame = { id, slug, is_demo, owner_organisation: actor.organisation, version: 1, changed_at: now };
  const { numInsertedOrUpdatedRows: inserted } = await tables(tx)
    .insertInto('partnership')
    .values({ ...columnsOf(fields), ...frame })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return false;
  const sides = opened.sides.map(({ id: side, names, role, mayPublish }, position) => ({
    id: side,
    partnership_id: id,
    position,
    names,
    role,
    may_publish: [...mayPublish],
  }));
  await tables(tx).insertInto('side').values(sides).execute();
  const seats = opened.sides.flatMap(({ id: side_id, organisations }) =>
    organisations.map((organisation_id) => ({ partnership_id: id, side_id, organisation_id })),
  );
  await tables(tx).insertInto('side_organisation').values(seats).execute();
  await tell(context, { id, is_demo }, { action: 'open', fields: ['slug', ...Object.keys(fields), 'sides'] });
  return true;
}

type SideChange = Pick<Side, 'id' | 'names' | 'role' | 'mayPublish'>;

/** Saves a partnership that has been locked, with those of its sides that have changed. */
export async function savePartnership(
  context: Served,
  { before, after, sides }: { before: PartnershipTable; after: PartnershipFields; sides: readonly SideChange[] },
  fields: readonly string[],
): Promise<void> {
  const { tx, now } = context;
  await tables(tx)
    .updateTable('partnership')
    .set({ ...columnsOf(after), version: before.version + 1, changed_at: now })
    .where('id', '=', before.id)
    .execute();
  for (const { id, names, role, mayPublish } of sides)
    await tables(tx)
      .updateTable('side')
      .set({ names, role, may_publish: [...mayPublish] })
      .where('id', '=', id)
      .execute();
  await tell(context, before, { action: 'change', fields });
}

/** Whether the database lets the actor seat somebody on a side. */
export async function maySeat(tx: Tx, side: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_seat(${side}) as may`.execute(tx);
  return rows[0]?.may === true;
}

/** Seats an organisation. @returns false when it sits on a side already */
export async function insertSeat(
  context: Served,
  partnership: Pick<Partnership, 'id' | 'version' | 'isDemo'>,
  { side, organisation }: { side: string; organisation: string },
): Promise<boolean> {
  const { tx, now } = context;
  const { numInsertedOrUpdatedRows: inserted } = await tables(tx)
    .insertInto('side_organisation')
    .values({ partnership_id: partnership.id, side_id: side, organisation_id: organisation })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!inserted) return false;
  await tables(tx)
    .updateTable('partnership')
    .set({ version: partnership.version + 1, changed_at: now })
    .where('id', '=', partnership.id)
    .execute();
  await tell(context, { id: partnership.id, is_demo: partnership.isDemo }, { action: 'seat', fields: ['sides'] });
  return true;
}
