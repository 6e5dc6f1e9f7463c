import { organisationsOf, type Partnership, partnershipNamed, partnershipNames } from '../directory/index.ts';
import { historyOf } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { isOver, moved, type MissionMove, type MissionState, usualKeepDays } from './mission.ts';
import {
  bookedIn,
  type FoundMission,
  insertMission,
  isPromisedIn,
  isSlugTaken,
  lockMission,
  missionOf,
  missionsOf,
  type MissionTable,
  saveMission,
  setVisitors,
} from './mission.sql.ts';
import { type AnnouncingLack, lacksForAnnouncing, type MissionLanguage } from './plan.ts';
import { peopleOf, planOf } from './plan.sql.ts';
import type { Mission } from './schemas.ts';

/** What a person does with missions: each loads, decides and saves, in the transaction of the request. */
export type Refused<Reason extends string> = { refused: Reason };
export type Missing = 'not-found' | 'not-own-side' | 'stale';
export type At = { id: string; version: number };
type Describing = {
  title: LocalisedText;
  languages: MissionLanguage[];
  visitors: string[];
  commitment: string | null;
  keepDays?: number | undefined;
};

const shown = (row: FoundMission): Mission => {
  const { id, slug, title, languages, state, visibility, is_demo: isDemo, version, isOwn, visitors } = row;
  const described = { id, slug, title, languages, state, visibility, isDemo, version, isOwn, visitors };
  return { ...described, host: row.owner_organisation, commitment: row.commitment_id, keepDays: row.keep_days };
};

/** A mission as its own side sees it after a change. */
async function shownAgain({ tx }: Served, { id }: { id: string }): Promise<Mission> {
  const row = await missionOf(tx, id);
  if (!row) throw new Error('a mission that was changed is seen by who changed it');
  return shown(row);
}

const namesOf = async ({ tx }: Served, ids: readonly string[]) =>
  (await organisationsOf(tx, ids)).map(({ id, names, isDemo }) => ({ id, names, isDemo }));

export async function listMissions(
  context: Served,
  { partnership: named, state }: { partnership?: string | undefined; state?: MissionState | undefined },
) {
  const partnership = named === undefined ? undefined : await partnershipNamed(context.tx, named);
  if (named !== undefined && !partnership) return null;
  const rows = await missionsOf(context.tx, { partnership: partnership?.id, state });
  const partnerships = await partnershipNames(
    context.tx,
    rows.map(({ partnership_id }) => partnership_id),
  );
  const items = rows.map((row) => ({
    ...shown(row),
    partnership: partnerships.find(({ id }) => id === row.partnership_id) ?? null,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
  }));
  const organisations = await namesOf(
    context,
    items.flatMap(({ host, visitors }) => [host, ...visitors]),
  );
  return { items, organisations };
}

/** A mission with its plan, as far as who asks may see it. */
export async function readMission(context: Served, id: string) {
  const { tx, today } = context;
  const row = await missionOf(tx, id);
  if (!row) return null;
  const [mission, plan] = [shown(row), await planOf(tx, id)];
  const involved = [...plan.clinicians, ...plan.equipment].flatMap(({ organisation }) => organisation ?? []);
  const people = (await peopleOf(tx, id)).map(({ person, name, since, ends_at: ends }) => ({
    person,
    name,
    since: since.toISOString(),
    endsAt: ends?.toISOString() ?? null,
  }));
  const [partnership] = await partnershipNames(tx, [row.partnership_id]);
  return {
    ...mission,
    ...plan,
    people,
    booked: await bookedIn(tx, id),
    today,
    partnership: partnership ?? null,
    organisations: await namesOf(context, [mission.host, ...mission.visitors, ...involved]),
    events: await historyOf(tx, [id]),
  };
}

/** What a description names that is not there to be named. */
async function unknownIn(
  context: Served,
  partnership: string,
  { visitors, commitment }: Pick<Describing, 'visitors' | 'commitment'>,
): Promise<Refused<'organisation-unknown' | 'commitment-unknown'> | null> {
  const known = await organisationsOf(context.tx, visitors);
  if (visitors.some((id) => !known.some((each) => each.id === id))) return { refused: 'organisation-unknown' };
  if (commitment === null || (await isPromisedIn(context, { commitment, partnership }))) return null;
  return { refused: 'commitment-unknown' };
}

type Unnamed = 'organisation-unknown' | 'commitment-unknown';
type Entered = Describing & { partnership: string; slug: string };
const ladderIn = ({ actor }: Served, { id, isDemo }: Partnership, side: string) => ({
  owner_organisation: actor.organisation,
  partnership_id: id,
  side_id: side,
  visibility: 'own_side' as const,
  is_demo: isDemo,
});

/** Begins a mission; the acting organisation is its host. */
export async function recordMission(
  context: Served,
  { partnership: named, visitors, commitment, keepDays = usualKeepDays, ...described }: Entered,
): Promise<{ recorded: Mission } | Refused<'not-found' | 'not-own-side' | 'slug-taken' | Unnamed>> {
  const partnership = await partnershipNamed(context.tx, named);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  const unknown = await unknownIn(context, partnership.id, { visitors, commitment });
  if (unknown) return unknown;
  if (await isSlugTaken(context, described.slug)) return { refused: 'slug-taken' };
  const ladder = ladderIn(context, partnership, partnership.ownSide);
  const row = await insertMission(context, { ...described, commitment_id: commitment, keep_days: keepDays }, ladder);
  await setVisitors(context, row.id, visitors);
  return { recorded: await shownAgain(context, row) };
}

/** The own side's mission, locked; a writer of its plan comes after the one before. */
export async function ownMission(
  { tx }: Served,
  id: string,
): Promise<{ found: MissionTable } | Refused<'not-found' | 'not-own-side'>> {
  const found = await lockMission(tx, id);
  return found ? { found } : { refused: (await missionOf(tx, id)) ? 'not-own-side' : 'not-found' };
}

/** The same at the version that the person saw. */
async function ownAt(context: Served, { id, version }: At): Promise<{ found: MissionTable } | Refused<Missing>> {
  const own = await ownMission(context, id);
  if ('refused' in own || own.found.version === version) return own;
  return { refused: 'stale' };
}

export async function changeMission(
  context: Served,
  { id, version, visitors, commitment, keepDays, ...described }: At & Describing,
): Promise<{ changed: Mission } | Refused<Missing | Unnamed | 'mission-over'>> {
  const own = await ownAt(context, { id, version });
  if ('refused' in own) return own;
  if (isOver(own.found.state)) return { refused: 'mission-over' };
  const unknown = await unknownIn(context, own.found.partnership_id, { visitors, commitment });
  if (unknown) return unknown;
  await setVisitors(context, id, visitors);
  const changed = { ...described, commitment_id: commitment, ...(keepDays !== undefined && { keep_days: keepDays }) };
  const fields = ['title', 'languages', 'commitment', 'visitors', 'keepDays'];
  await saveMission(context, own.found, { changed, action: 'change', fields });
  return { changed: await shownAgain(context, own.found) };
}

type Impossible = 'mission-move-impossible';

export async function moveMission(
  context: Served,
  { move, ...at }: At & { move: MissionMove },
): Promise<{ changed: Mission } | Refused<Missing | Impossible>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const next = moved(own.found.state, move);
  if ('refused' in next) return next;
  await saveMission(context, own.found, { changed: { state: next.moved }, action: move, fields: ['state'] });
  return { changed: await shownAgain(context, own.found) };
}

/** Announces a mission to everybody, once people can read where and when it is. */
export async function announceMission(
  context: Served,
  at: At,
): Promise<
  { changed: Mission } | (Refused<Missing | Impossible | 'mission-not-ready'> & { lacks?: AnnouncingLack[] })
> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const next = moved(own.found.state, 'announce');
  if ('refused' in next) return next;
  const lacks = lacksForAnnouncing({ ...own.found, ...(await planOf(context.tx, at.id)) }, context.today);
  if (lacks.length > 0) return { refused: 'mission-not-ready', lacks };
  const changed = { state: next.moved, visibility: 'public' as const };
  await saveMission(context, own.found, { changed, action: 'announce', fields: ['state', 'visibility'] });
  return { changed: await shownAgain(context, own.found) };
}

/** Shows a mission to all sides. It only widens: what is public stays public. */
export async function shareMission(context: Served, at: At): Promise<{ changed: Mission } | Refused<Missing>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const changed = { visibility: 'partnership' as const };
  if (own.found.visibility === 'own_side')
    await saveMission(context, own.found, { changed, action: 'share', fields: ['visibility'] });
  return { changed: await shownAgain(context, own.found) };
}
