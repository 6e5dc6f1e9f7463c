import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { type Place, places } from '../platform/place/place.ts';
import type { Organisation, Partnership, Promised } from './data.ts';
import { instrumentRows } from './instrument.sql.ts';
import { groundsOf, organisationsOf, partiesOf, partnershipRows, promisedRows } from './ledger.sql.ts';
import { meetingRows } from './meeting.sql.ts';
import { deliveriesWhere } from './organisation.sql.ts';
import type { GroupData, Outline, PlaceData, Within } from './things.ts';

const mostShown = 20;
const newestFirst = sql`c.stated_on desc nulls last, c.id`;

/** The place and everything that lies or lay in it. */
const placesIn = (place: Place): Place[] => {
  const inside = places.filter(({ within }) => within.some(({ region }) => region === place.id));
  return [place, ...inside.flatMap(placesIn)];
};

/** Where a record names no place of our table, what was written is compared with its names. */
function at(view: 'public_commitment' | 'public_delivery', wanted: readonly Place[]): RawBuilder<unknown> {
  const keys = wanted.map(({ id }) => id);
  const names = [...new Set(wanted.flatMap((it) => Object.values(it.names)))];
  return sql`in (select n.id from ${sql.table(view)} n where n.place_key = any (${keys}::text[])
    union all select n.id from ${sql.table(view)} n where n.place_key is null and n.place = any (${names}::text[]))`;
}

const seatedWhere = async (tx: Tx, where: RawBuilder<unknown>): Promise<Organisation[]> =>
  (
    await sql<Organisation>`select o.id, o.kind, o.country, o.place, o.names, o.is_demo as "isDemo"
      from public_organisation o where o.merged_into is null and ${where} order by o.is_demo, o.id limit 60`.execute(tx)
  ).rows;

/** What happened at a place, whatever region it lay in then. */
export async function placePageOf(tx: Tx, place: Place, today: string): Promise<PlaceData> {
  const inside = placesIn(place);
  const keys = inside.map(({ id }) => id);
  const { rows: partnerships } = await sql<Within>`select p.slug, p.names from public_partnership p
    where p.places && ${keys}::text[] order by p.is_demo, p.slug limit 50`.execute(tx);
  const meetings = await meetingRows(tx, sql`m.place_key = any (${keys}::text[])`, mostShown);
  const promised = await promisedRows(tx, today, {
    where: sql`c.id ${at('public_commitment', inside)}`,
    order: newestFirst,
    limit: mostShown,
  });
  const deliveries = await deliveriesWhere(tx, today, sql`d.id ${at('public_delivery', inside)}`);
  const seated = await seatedWhere(tx, sql`o.place_key = any (${keys}::text[])`);
  const organisations = await organisationsOf(tx, partiesOf([...promised, ...deliveries.map((it) => it.promise)]));
  const grounds = await groundsOf(tx, { commitments: promised.map(({ id }) => id) });
  return { key: place.id, partnerships, meetings, promised, deliveries, seated, organisations, grounds };
}

type Asked = { about: GroupData['about']; outlines: readonly Outline[]; today: string };

/** The newest of these partnerships: a few of each, so that the cost follows what is shown. */
const newestOf = (tx: Tx, today: string, ids: readonly string[]): Promise<Promised[]> =>
  promisedRows(tx, today, {
    where: sql`c.id in (select n.id from unnest(${ids}::uuid[]) as shown (id) cross join lateral (
      select c.id from public_commitment c where c.partnership_id = shown.id order by ${newestFirst} limit 8) n)`,
    order: newestFirst,
    limit: mostShown,
  });

/** Partnerships of a country or a field; undefined where there are none. */
export async function groupPageOf(tx: Tx, { about, outlines, today }: Asked): Promise<GroupData | undefined> {
  const those = outlines.filter((it) =>
    about.kind === 'country' ? it.countries.includes(about.code) : it.fields.includes(about.field),
  );
  if (those.length === 0) return undefined;
  const ids = those.slice(0, 40).map(({ id }) => id);
  const partnerships: Partnership[] = await partnershipRows(
    tx,
    sql`where p.id = any (${ids}::uuid[]) order by p.is_demo, p.slug`,
  );
  const promised = await newestOf(tx, today, ids);
  const meetings = await meetingRows(tx, sql`m.partnership_id = any (${ids}::uuid[])`, mostShown);
  const instruments = await instrumentRows(tx, sql`i.partnership_id = any (${ids}::uuid[])`, mostShown);
  const seated = about.kind === 'country' ? await seatedWhere(tx, sql`o.country = ${about.code}`) : [];
  const organisations = await organisationsOf(tx, partiesOf(promised));
  const grounds = await groundsOf(tx, { commitments: promised.map(({ id }) => id) });
  return { about, outlines: those, partnerships, promised, meetings, instruments, seated, organisations, grounds };
}
