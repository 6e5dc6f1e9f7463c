import { partnershipNamed } from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { moved, type EncounterMove } from './encounter.ts';
import {
  insertEncounter,
  lockEncounter,
  encounterOf,
  encountersOf,
  type EncounterTable,
  saveEncounter,
} from './encounter.sql.ts';
import type { Encounter } from './schemas.ts';

/** What a person does with encounters: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-own-side' | 'stale';
type At = { id: string; version: number };

const shown = (row: EncounterTable, ownSide: string | null): Encounter => {
  const { id, title, state, visibility, is_demo: isDemo, version } = row;
  return { id, title, state, visibility, isDemo, version, isOwn: row.side_id === ownSide };
};

export async function listEncounters({ tx }: Served, slug: string): Promise<Encounter[] | null> {
  const partnership = await partnershipNamed(tx, slug);
  return partnership ? (await encountersOf(tx, partnership.id)).map((row) => shown(row, partnership.ownSide)) : null;
}

export async function readEncounter({ tx }: Served, id: string) {
  const row = await encounterOf(tx, id);
  if (!row) return null;
  // A row that can be locked is one's own: the policy says so.
  const own = (await lockEncounter(tx, id)) ? row.side_id : null;
  return { ...shown(row, own), events: await historyOf(tx, [id]) };
}

export async function recordEncounter(
  context: Served,
  { partnership: slug, title }: { partnership: string; title: LocalisedText },
): Promise<{ recorded: Encounter } | Refused<'not-found' | 'not-own-side'>> {
  const partnership = await partnershipNamed(context.tx, slug);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  const row = await insertEncounter(context, title, {
    owner_organisation: context.actor.organisation,
    partnership_id: partnership.id,
    side_id: partnership.ownSide,
    visibility: 'own_side',
    is_demo: partnership.isDemo,
  });
  return { recorded: shown(row, partnership.ownSide) };
}

/** The own side's encounter, locked, at the version that the person saw. */
async function ownAt({ tx }: Served, { id, version }: At): Promise<{ found: EncounterTable } | Refused<Missing>> {
  const found = await lockEncounter(tx, id);
  if (!found) return { refused: (await encounterOf(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

export async function moveEncounter(
  context: Served,
  { move, ...at }: At & { move: EncounterMove },
): Promise<{ changed: Encounter } | Refused<Missing | 'encounter-move-impossible'>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const next = moved(own.found.state, move);
  if ('refused' in next) return next;
  return { changed: shown(await saveEncounter(context, own.found, { state: next.moved }), own.found.side_id) };
}

/** Shows a encounter to all sides. It only widens: what is public stays public. */
export async function shareEncounter(context: Served, at: At): Promise<{ changed: Encounter } | Refused<Missing>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const { found } = own;
  const row =
    found.visibility === 'own_side' ? await saveEncounter(context, found, { visibility: 'partnership' }) : found;
  return { changed: shown(row, found.side_id) };
}
