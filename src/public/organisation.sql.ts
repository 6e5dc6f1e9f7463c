import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { countedTo, type Promised, rowsPerPage } from './data.ts';
import { instrumentRows } from './instrument.sql.ts';
import { deliveryRows, groundsOf, idsOf, listOf, organisationsOf, partiesOf, promisedRows } from './ledger.sql.ts';
import { meetingRows } from './meeting.sql.ts';
import type { OrganisationData } from './things.ts';

const mostShown = 20;

const isIn = (role: OrganisationData['role'], id: string): RawBuilder<unknown> =>
  role === 'owes' ? sql`c.debtors @> array[${id}::uuid]` : sql`c.creditors @> array[${id}::uuid]`;

/** Counted no further than `countedTo`. */
const upTo = (role: OrganisationData['role'], id: string): RawBuilder<unknown> =>
  sql`(select count(*) from (select from public_commitment c where ${isIn(role, id)} limit ${countedTo + 1}) n)::integer`;

type Whole = OrganisationData['organisation'] &
  Pick<OrganisationData, 'partnerships' | 'posts' | 'owes' | 'owed'> & { mergedInto: string | null };
const wholeOf = async (tx: Tx, id: string): Promise<Whole | undefined> =>
  (
    await sql<Whole>`
      select o.id, o.kind, o.country, o.place, o.names, o.is_demo as "isDemo", o.website, o.place_key as "placeKey",
        o.identifiers, o.merged_into as "mergedInto", ${upTo('owes', id)} as owes, ${upTo('owed', id)} as owed,
        ${listOf(
          sql`'slug', k.slug, 'names', k.names`,
          sql`select p.slug, p.names from public_partnership p where exists (
                select from public_side_organisation so where so.partnership_id = p.id and so.organisation_id = ${id})
              order by p.is_demo, p.slug limit 100`,
        )} as partnerships,
        ${listOf(
          sql`'id', k.id, 'names', k.names, 'title', k.title, 'since', k.since, 'until', k.until, 'seenOn', k.seen_on`,
          sql`select n.*, q.names from public_post n join public_person q on q.id = n.person_id
              where n.organisation_id = ${id} order by n.seen_on desc nulls last, n.id limit 50`,
        )} as posts
      from public_organisation o where o.id = ${id}`.execute(tx)
  ).rows[0];

/** The newest deliveries of promises that an organisation made. */
export async function deliveriesWhere(
  tx: Tx,
  today: string,
  where: RawBuilder<unknown>,
): Promise<OrganisationData['gave']> {
  const deliveries = await deliveryRows(tx, where, mostShown);
  const of = [...new Set(deliveries.map(({ commitmentId }) => commitmentId))];
  if (of.length === 0) return [];
  const promised = await promisedRows(tx, today, {
    where: sql`c.id = any (${idsOf(of)})`,
    order: sql`c.id`,
    limit: mostShown,
  });
  const byId = new Map(promised.map((row) => [row.id, row]));
  return deliveries.flatMap((delivery) => {
    const promise = byId.get(delivery.commitmentId);
    return promise ? [{ ...delivery, promise }] : [];
  });
}

type Asked = { id: string; role: OrganisationData['role']; page: number; today: string };

const pageOfPromises = (tx: Tx, { id, role, page, today }: Asked): Promise<Promised[]> =>
  promisedRows(tx, today, {
    where: isIn(role, id),
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: rowsPerPage,
    offset: (page - 1) * rowsPerPage,
  });

/** One organisation; undefined where there is none of that id in public, the id of the one it turned out to be where it was merged. */
export async function organisationPageOf(tx: Tx, asked: Asked): Promise<OrganisationData | string | undefined> {
  const { id, role, page, today } = asked;
  const whole = await wholeOf(tx, id);
  if (!whole) return undefined;
  const { mergedInto, partnerships, posts, owes, owed, ...organisation } = whole;
  if (mergedInto !== null) return mergedInto;
  const promised = await pageOfPromises(tx, asked);
  const gave = await deliveriesWhere(
    tx,
    today,
    sql`d.commitment_id in (select c.id from public_commitment c where ${isIn('owes', id)} and c.deliveries > 0 limit 200)`,
  );
  const meetings = await meetingRows(
    tx,
    sql`m.id in (select k.meeting_id from public_meeting_participant k where k.organisation_id = ${id})`,
    mostShown,
  );
  const instruments = await instrumentRows(tx, sql`i.parties @> array[${id}::uuid]`, mostShown);
  const organisations = await organisationsOf(tx, [...partiesOf(promised), id]);
  const grounds = await groundsOf(tx, { commitments: promised.map((row) => row.id) });
  return {
    organisation,
    partnerships,
    promised,
    owes,
    owed,
    role,
    page,
    gave,
    posts,
    meetings,
    instruments,
    organisations,
    grounds,
  };
}
