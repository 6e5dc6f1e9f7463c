import { isDeepStrictEqual } from 'node:util';
import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { organisationsOf } from './organisation.sql.ts';
import {
  publishables,
  type Publishable,
  type SeatingRefusal,
  sideMayPublish,
  whySeatingIsRefused,
} from './partnership.ts';
import {
  insertPartnership,
  insertSeat,
  lockPartnership,
  maySeat,
  type Partnership,
  type PartnershipFields,
  partnershipNamed,
  partnershipOf,
  savePartnership,
  type Side,
} from './partnership.sql.ts';
import type { PartnershipChange, PartnershipInput } from './schemas.ts';
import type { PartnershipTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-yours-to-change' | 'stale';
type At = { slug: string; version: number };

/** The organisations of these ids, if all are there and none is merged into another. */
async function seatable({ tx }: Served, ids: readonly string[]) {
  const known = await organisationsOf(tx, ids);
  return known.length === new Set(ids).size && known.every(({ mergedInto }) => mergedInto === null) ? known : null;
}

export async function openPartnership(
  context: Served,
  { slug, sides, ...entered }: PartnershipInput,
): Promise<{ opened: Partnership } | Refused<SeatingRefusal | 'organisation-unknown' | 'slug-taken'>> {
  const { tx, actor, newId } = context;
  const refused = whySeatingIsRefused({ owner: actor.organisation, sides });
  if (refused) return { refused };
  const known = await seatable(
    context,
    sides.flatMap(({ organisations }) => organisations),
  );
  if (!known) return { refused: 'organisation-unknown' };
  // A partnership with a demonstration organisation is a demonstration.
  const isDemo = known.some((organisation) => organisation.isDemo);
  const id = newId();
  const { fields = ['health'], countries = [], places = [], languages = [], since = null, ...named } = entered;
  const inserted = await insertPartnership(context, {
    id,
    slug,
    isDemo,
    fields: { ...named, fields, countries, places, languages, since },
    sides: sides.map(({ role = 'both', mayPublish: may = [...publishables], ...side }) => ({
      id: newId(),
      ...side,
      role,
      mayPublish: may,
    })),
  });
  const opened = inserted ? await partnershipOf(tx, id) : undefined;
  return opened ? { opened } : { refused: 'slug-taken' };
}

/** The actor's own partnership at the version that the person saw, locked. */
async function ownAt(
  { tx }: Served,
  { slug, version }: At,
): Promise<{ row: PartnershipTable; seen: Partnership } | Refused<Missing>> {
  const row = await lockPartnership(tx, slug);
  const seen = await partnershipNamed(tx, slug);
  if (!seen) return { refused: 'not-found' };
  if (!row) return { refused: 'not-yours-to-change' };
  return row.version === version ? { row, seen } : { refused: 'stale' };
}

const aboutOf = (it: Partnership): PartnershipFields => {
  const { names, summary, visibility, fields, countries, places, languages, since } = it;
  return { names, summary, visibility, fields, countries, places, languages, since };
};

type SideChange = NonNullable<PartnershipChange['sides']>[number];
const changedSide = (side: Side, { names, role, mayPublish: may }: SideChange): Side => ({
  ...side,
  ...(names && { names }),
  ...(role && { role }),
  ...(may && { mayPublish: publishables.filter((each) => may.includes(each)) }),
});

export async function changePartnership(
  context: Served,
  { change: { sides = [], ...about }, ...at }: At & { change: PartnershipChange },
): Promise<{ changed: Partnership } | Refused<Missing | 'side-unknown' | 'narrows-what-was-shown'>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  const { row, seen } = own;
  if (sides.some(({ id }) => !seen.sides.some((side) => side.id === id))) return { refused: 'side-unknown' };
  if (seen.visibility === 'public' && about.visibility === 'partnership') return { refused: 'narrows-what-was-shown' };
  const before = aboutOf(seen);
  const stated = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
  const after: PartnershipFields = { ...before, ...stated };
  const newSides = seen.sides.flatMap((side) => {
    const asked = sides.find(({ id }) => id === side.id);
    const next = asked ? changedSide(side, asked) : side;
    return isDeepStrictEqual(next, side) ? [] : [next];
  });
  const keys = Object.keys(after) as (keyof PartnershipFields)[];
  const fields: string[] = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  if (newSides.length > 0) fields.push('sides');
  if (fields.length > 0) await savePartnership(context, { before: row, after, sides: newSides }, fields);
  const changed = await partnershipOf(context.tx, seen.id);
  return changed ? { changed } : { refused: 'not-found' };
}

type SeatRefusal = Missing | 'side-unknown' | 'side-keeps-its-own' | 'seated-twice' | 'organisation-unknown';

/** Why the actor may not seat anybody on a side: once it has kept anything, who joins it is its own decision. */
async function whyNotSeated(
  context: Served,
  seen: Partnership,
  { side, ...at }: At & { side: string },
): Promise<SeatRefusal | null> {
  if (!seen.sides.some(({ id }) => id === side)) return 'side-unknown';
  if (seen.ownSide === side) return seen.version === at.version ? null : 'stale';
  const own = await ownAt(context, at);
  if ('refused' in own) return own.refused;
  return (await maySeat(context.tx, side)) ? null : 'side-keeps-its-own';
}

/** Seats one more organisation. Nobody is ever unseated, and nobody sits twice. */
export async function seatOrganisation(
  context: Served,
  { organisation, ...asked }: At & { side: string; organisation: string },
): Promise<{ changed: Partnership } | Refused<SeatRefusal>> {
  const seen = await partnershipNamed(context.tx, asked.slug);
  if (!seen) return { refused: 'not-found' };
  const refused = await whyNotSeated(context, seen, asked);
  if (refused) return { refused };
  const known = await seatable(context, [organisation]);
  // Who is real is not drawn into a demonstration, nor the other way round.
  if (!known || known.some(({ isDemo }) => isDemo && !seen.isDemo)) return { refused: 'organisation-unknown' };
  if (!(await insertSeat(context, seen, { side: asked.side, organisation }))) return { refused: 'seated-twice' };
  const changed = await partnershipOf(context.tx, seen.id);
  return changed ? { changed } : { refused: 'not-found' };
}

/** What happened to the partnership itself, newest first; null where there is none to see. */
export async function readPartnershipHistory({ tx }: Served, slug: string) {
  const found = await partnershipNamed(tx, slug);
  if (!found) return null;
  const events = await historyOf(tx, [found.id]);
  const named = events.map(({ organisation }) => organisation);
  return { events, organisations: await organisationsOf(tx, named) };
}

/**
 * Whether the side of the acting organisation may publish such records in a partnership: what its owner has laid down. The
 * person's own permission is the endpoint's to ask for.
 *
 * @param partnership an id, or the partnership where it has been read already
 */
export async function mayPublish(
  { tx }: Pick<Served, 'tx'>,
  partnership: string | Pick<Partnership, 'ownSide' | 'sides'>,
  what: Publishable,
): Promise<boolean> {
  const found = typeof partnership === 'string' ? await partnershipOf(tx, partnership) : partnership;
  return found !== undefined && sideMayPublish(found, what);
}
