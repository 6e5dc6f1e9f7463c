import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import { directoryEvents } from './history.sql.ts';
import { identifierOf, type Identifiers, identifierSchemes } from './identifier.ts';
import { mergedOf } from './merge.sql.ts';
import { isAbove } from './merging.ts';
import { type PlaceRefusal, whyPlaceRefused } from './organisation.ts';
import {
  fieldsOf,
  insertOrganisation,
  lockOrganisation,
  mergedIntoOrganisation,
  type Organisation,
  type OrganisationFields,
  organisationOf,
  organisationsOf,
  parentsOfAll,
  particularsOf,
  partsOfOrganisation,
  saveOrganisation,
  takeTurnsWithParents,
} from './organisation.sql.ts';
import { seatsOf } from './partnership.sql.ts';
import { peopleOf, postsHeldAt } from './person.sql.ts';
import type { OrganisationChange, OrganisationInput } from './schemas.ts';
import type { OrganisationTable } from './tables.sql.ts';

/** What a person does with an organisation: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
type ParticularsRefusal = PlaceRefusal | 'parent-unknown' | 'parent-below';
export type Missing = 'not-found' | 'stale' | 'not-yours-to-change';

/** Identifiers as typed, each in its one written form. */
const kept = (typed: Identifiers): Identifiers =>
  Object.fromEntries(
    identifierSchemes.flatMap((scheme) => {
      const one = typed[scheme] === undefined ? null : identifierOf(scheme, typed[scheme]);
      return one === null ? [] : [[scheme, one]];
    }),
  );

/** The particulars with what was entered; what was left out stays. An emptied text is none. */
function changed(before: OrganisationFields, entered: OrganisationChange): OrganisationFields {
  const { identifiers, place, aliases, ...rest } = entered;
  const stated = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...before,
    ...stated,
    ...(place !== undefined && { place: place || null }),
    ...(identifiers && { identifiers: kept(identifiers as Identifiers) }),
    ...(aliases && { aliases: [...new Set(aliases)] }),
  };
}

async function whyRefused(
  { tx }: Served,
  { country, placeKey, parent }: OrganisationFields,
  id: string | null,
): Promise<ParticularsRefusal | null> {
  const place = placeKey === null ? null : whyPlaceRefused(country, placeOf(placeKey)?.country);
  if (place) return place;
  if (parent === null) return null;
  const [above] = await organisationsOf(tx, [parent]);
  if (!above || above.mergedInto !== null) return 'parent-unknown';
  if (id === null) return null;
  await takeTurnsWithParents(tx);
  return isAbove(id, parent, await parentsOfAll(tx)) ? 'parent-below' : null;
}

const nothing = {
  place: null,
  placeKey: null,
  aliases: [],
  identifiers: {},
  website: null,
  parent: null,
};

export async function registerOrganisation(
  context: Served,
  { kind, country, names, ...described }: OrganisationInput,
): Promise<{ registered: Organisation } | Refused<ParticularsRefusal>> {
  const fields = changed({ kind, country, names, ...nothing }, described);
  const refused = await whyRefused(context, fields, null);
  if (refused) return { refused };
  const id = await insertOrganisation(context, fields, false);
  const { place, placeKey } = fields;
  return { registered: { id, kind, country, names, place, placeKey, isDemo: false, mergedInto: null } };
}

/** The organisation at the version that the person saw, locked; or why it cannot be had. */
async function lockedAt(
  { tx }: Served,
  { id, version }: { id: string; version: number },
): Promise<{ found: OrganisationTable } | Refused<Missing | 'already-merged'>> {
  const found = await lockOrganisation(tx, id);
  if (!found) return { refused: (await organisationOf(tx, id)) ? 'not-yours-to-change' : 'not-found' };
  if (found.merged_into !== null) return { refused: 'already-merged' };
  return found.version === version ? { found } : { refused: 'stale' };
}

export async function changeOrganisation(
  context: Served,
  { change, ...at }: { id: string; version: number; change: OrganisationChange },
): Promise<{ id: string; version: number } | Refused<Missing | 'already-merged' | ParticularsRefusal>> {
  const locked = await lockedAt(context, at);
  if ('refused' in locked) return locked;
  const after = changed(fieldsOf(locked.found), change);
  const refused = await whyRefused(context, after, at.id);
  if (refused) return { refused };
  await saveOrganisation(context, locked.found, after);
  const now = await organisationOf(context.tx, at.id);
  return { id: at.id, version: now?.version ?? at.version };
}

/** An organisation with all that belongs to it; a merged one gives the page of the kept one. */
export async function readOrganisation({ tx, actor }: Served, asked: string) {
  const first = await organisationOf(tx, asked);
  const row = first?.merged_into ? await organisationOf(tx, first.merged_into) : first;
  if (!row) return undefined;
  const merged = await mergedIntoOrganisation(tx, row.id);
  const ids = [row.id, ...merged.map(({ id }) => id)];
  const parts = await partsOfOrganisation(tx, row.id);
  const posts = await postsHeldAt(tx, ids);
  const events = await directoryEvents(tx, ids);
  const named = [...posts, ...events].map(({ organisation }) => organisation);
  const holders = posts.map(({ person }) => person);
  return {
    ...particularsOf(row),
    mayChange: row.may_change,
    parts,
    posts,
    partnerships: await seatsOf(tx, ids),
    events,
    merged: merged.map((each) => mergedOf(each, [each.id, each.registered_by].includes(actor.organisation))),
    organisations: await organisationsOf(tx, [...ids, ...parts, ...(row.parent_id ? [row.parent_id] : []), ...named]),
    people: await peopleOf(tx, holders),
  };
}
