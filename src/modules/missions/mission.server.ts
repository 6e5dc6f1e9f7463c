import { partnershipNamed } from '../directory/index.ts';
import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { moved, type MissionMove } from './mission.ts';
import {
  type Described,
  insertMission,
  isSlugTaken,
  lockMission,
  missionOf,
  missionsOf,
  type MissionTable,
  saveMission,
  setVisitors,
  visitorsOf,
} from './mission.sql.ts';
import type { Mission } from './schemas.ts';

/** What a person does with missions: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-own-side' | 'stale';
type At = { id: string; version: number };

type Seen = { ownSide: string | null; visitors: string[] };
const shown = (row: MissionTable, { ownSide, visitors }: Seen): Mission => {
  const { id, slug, title, languages, state, visibility, is_demo: isDemo, version } = row;
  const described = { id, slug, title, languages, state, visibility, isDemo, version };
  const involved = { host: row.owner_organisation, visitors, commitment: row.commitment_id };
  return { ...described, ...involved, isOwn: row.side_id === ownSide };
};

/** A mission as its own side sees it after a change. */
async function shownToOwn({ tx }: Served, row: MissionTable): Promise<Mission> {
  const visitors = (await visitorsOf(tx, [row.id])).get(row.id) ?? [];
  return shown(row, { ownSide: row.side_id, visitors });
}

export async function listMissions({ tx }: Served, slug: string): Promise<Mission[] | null> {
  const partnership = await partnershipNamed(tx, slug);
  if (!partnership) return null;
  const rows = await missionsOf(tx, partnership.id);
  const visitors = await visitorsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => shown(row, { ownSide: partnership.ownSide, visitors: visitors.get(row.id) ?? [] }));
}

export async function readMission({ tx }: Served, id: string) {
  const row = await missionOf(tx, id);
  if (!row) return null;
  // A row that can be locked is one's own: the policy says so.
  const ownSide = (await lockMission(tx, id)) ? row.side_id : null;
  const visitors = (await visitorsOf(tx, [id])).get(id) ?? [];
  return { ...shown(row, { ownSide, visitors }), events: await historyOf(tx, [id]) };
}

type Entered = { partnership: string; visitors: string[]; commitment: string | null } & Omit<
  Described,
  'commitment_id'
>;
export async function recordMission(
  context: Served,
  { partnership: named, visitors, commitment, ...described }: Entered,
): Promise<{ recorded: Mission } | Refused<'not-found' | 'not-own-side' | 'slug-taken'>> {
  const partnership = await partnershipNamed(context.tx, named);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  if (await isSlugTaken(context, described.slug)) return { refused: 'slug-taken' };
  const row = await insertMission(
    context,
    { ...described, commitment_id: commitment },
    {
      owner_organisation: context.actor.organisation,
      partnership_id: partnership.id,
      side_id: partnership.ownSide,
      visibility: 'own_side',
      is_demo: partnership.isDemo,
    },
  );
  await setVisitors(context, row.id, visitors);
  return { recorded: await shownToOwn(context, row) };
}

/** The own side's mission, locked, at the version that the person saw. */
async function ownAt({ tx }: Served, { id, version }: At): Promise<{ found: MissionTable } | Refused<Missing>> {
  const found = await lockMission(tx, id);
  if (!found) return { refused: (await missionOf(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

export async function moveMission(
  context: Served,
  { move, ...at }: At & { move: MissionMove },
): Promise<{ changed: Mission } | Refused<Missing | 'mission-move-impossible'>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const next = moved(own.found.state, move);
  if ('refused' in next) return next;
  return { changed: await shownToOwn(context, await saveMission(context, own.found, { state: next.moved })) };
}

/** Shows a mission to all sides. It only widens: what is public stays public. */
export async function shareMission(context: Served, at: At): Promise<{ changed: Mission } | Refused<Missing>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const { found } = own;
  const row =
    found.visibility === 'own_side' ? await saveMission(context, found, { visibility: 'partnership' }) : found;
  return { changed: await shownToOwn(context, row) };
}
