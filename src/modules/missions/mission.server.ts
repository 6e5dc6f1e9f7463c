import { partnershipNamed } from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { moved, type MissionMove } from './mission.ts';
import { insertMission, lockMission, missionOf, missionsOf, type MissionTable, saveMission } from './mission.sql.ts';
import type { Mission } from './schemas.ts';

/** What a person does with missions: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-own-side' | 'stale';
type At = { id: string; version: number };

const shown = (row: MissionTable, ownSide: string | null): Mission => {
  const { id, title, state, visibility, is_demo: isDemo, version } = row;
  return { id, title, state, visibility, isDemo, version, isOwn: row.side_id === ownSide };
};

export async function listMissions({ tx }: Served, slug: string): Promise<Mission[] | null> {
  const partnership = await partnershipNamed(tx, slug);
  return partnership ? (await missionsOf(tx, partnership.id)).map((row) => shown(row, partnership.ownSide)) : null;
}

export async function readMission({ tx }: Served, id: string) {
  const row = await missionOf(tx, id);
  if (!row) return null;
  // A row that can be locked is one's own: the policy says so.
  const own = (await lockMission(tx, id)) ? row.side_id : null;
  return { ...shown(row, own), events: await historyOf(tx, [id]) };
}

export async function recordMission(
  context: Served,
  { partnership: slug, title }: { partnership: string; title: LocalisedText },
): Promise<{ recorded: Mission } | Refused<'not-found' | 'not-own-side'>> {
  const partnership = await partnershipNamed(context.tx, slug);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  const row = await insertMission(context, title, {
    owner_organisation: context.actor.organisation,
    partnership_id: partnership.id,
    side_id: partnership.ownSide,
    visibility: 'own_side',
    is_demo: partnership.isDemo,
  });
  return { recorded: shown(row, partnership.ownSide) };
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
  return { changed: shown(await saveMission(context, own.found, { state: next.moved }), own.found.side_id) };
}

/** Shows a mission to all sides. It only widens: what is public stays public. */
export async function shareMission(context: Served, at: At): Promise<{ changed: Mission } | Refused<Missing>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const { found } = own;
  const row =
    found.visibility === 'own_side' ? await saveMission(context, found, { visibility: 'partnership' }) : found;
  return { changed: shown(row, found.side_id) };
}
