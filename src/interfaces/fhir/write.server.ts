import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '@medplum/fhirtypes';
import type { Bound } from './binding.ts';
import { bindStored } from './rows.sql.ts';
import { bound } from './bound.server.ts';
import { isObject } from './elements.ts';
import { isTooDeep, parseExact, withPlainNumbers } from './exact.ts';
import { type Kept, keptOf } from './kept.server.ts';
import { withMeta } from './meta.ts';
import { type Fault, refuse, refuseFaults } from './outcome.ts';
import { searchOf } from './parameters.ts';
import { hashFor } from './sealed.server.ts';
import { rowOf } from './search.sql.ts';
import { findAll } from './searching.server.ts';
import { type Answer, missing, withTruth } from './serve.server.ts';
import { type Serving, textOf } from './serving.server.ts';
import { served } from './served.ts';
import { changeStored, holdKey, insertStored, storedRow, type Stored } from './store.sql.ts';
import type { Structure } from './structure.server.ts';
import { tellSubscribers } from './subscriptions.server.ts';
import { isUuid, type Route } from './table.ts';

/** Creating, changing and deleting, for an actor who may. What was accepted comes back as it came, with its meta. */

export type Writing = Serving & { structure: Structure };

/** The body of a request as a resource of a type. @throws a Refusal */
export function bodyOf(text: string, type: string): Resource {
  let body: unknown;
  try {
    body = parseExact(text);
  } catch {
    throw refuse(400, 'invalid', 'The body is no JSON.');
  }
  if (!isObject(body) || isTooDeep(body)) throw refuse(400, 'structure', 'The body is no resource.');
  if (body['resourceType'] !== type)
    throw refuse(400, 'invalid', `Here a ${type} is expected, not “${String(body['resourceType']).slice(0, 60)}”.`);
  return body as unknown as Resource;
}

/** @throws a Refusal with all that is wrong, each with its path */
export function checked(structure: Structure, resource: Resource, at = ''): void {
  // Numbers that keep their digits are numbers to whoever looks.
  const faults = structure(withPlainNumbers(resource));
  if (faults.length === 0) return;
  const placed = faults.map((fault): Fault => ({ ...fault, at: at === '' ? fault.at : `${at}.${fault.at}` }));
  throw refuseFaults(400, placed);
}

type Written = Answer & { resource: Resource };

const answer = ({ type }: Route, resource: Resource, { text }: Kept): Written => {
  const { versionId = '', lastUpdated = '' } = resource.meta ?? {};
  return {
    status: versionId === '1' ? 201 : 200,
    text,
    resource,
    versionId,
    lastUpdated,
    location: `${type}/${resource.id ?? ''}/_history/${versionId}`,
  };
};

const boundOf = ({ type }: Route): Bound => bound[type] ?? {};

type Told = { made: Resource; kept: Kept; isBound: boolean };
/** As it is told: with the truth of the module behind it, where there is one. */
async function told(serving: Serving, route: Route, { made, kept, isBound }: Told): Promise<Written> {
  if (!isBound) return answer(route, made, kept);
  const [resource = made] = await withTruth(serving, route.type, [made]);
  const versionId = resource.meta?.versionId ?? '';
  const { text: _text, ...own } = answer(route, made, kept);
  return { ...own, resource, versionId, location: `${route.type}/${made.id ?? ''}/_history/${versionId}` };
}

type New = { id: string; resource: Resource; isHeld?: boolean };

/** Keeps a new resource that was checked, under an id that was chosen for it. */
export async function createOne(
  serving: Serving,
  route: Route,
  { id, resource, isHeld = false }: New,
): Promise<Answer> {
  const { tx, now, newId } = serving;
  const own = boundOf(route);
  const change = { id, resource: { ...resource, id } as Resource, before: null, isHeld };
  const written = await own.written?.(serving, change);
  const made = withMeta(written?.resource ?? resource, { id, version: 1, now });
  const kept = keptOf(serving, route, made);
  const isBound = isHeld || written?.isHeld === true;
  const isWatched = await insertStored(tx, { ...kept, id, type: route.type, at: now, eventId: newId(), isBound });
  const answered = await told(serving, route, { made, kept, isBound });
  if (isWatched) await tellSubscribers(serving, answered.resource);
  return answered;
}

/** A condition, however its parts are ordered. */
export const inOneOrder = (condition: string): string => {
  const parameters = new URLSearchParams(condition.replace(/^\?/, ''));
  parameters.sort();
  return parameters.toString();
};

type Condition = { route: Route; condition: string };

/**
 * The one resource that a condition finds, while nobody else asks for the same one; null where there is none.
 * @throws a Refusal (412) where there are more
 */
export async function foundBefore(serving: Serving, { route, condition }: Condition): Promise<Resource | null> {
  const { tx, vault, organisation, base, now } = serving;
  const parameters = [...new URLSearchParams(condition.replace(/^\?/, ''))];
  const { filters } = searchOf(parameters, { route, table: served, base, now, isLenient: false });
  if (filters.length === 0) throw refuse(412, 'required', 'A condition names at least one search parameter.');
  await holdKey(tx, hashFor(vault, organisation, route.type)(`condition ${inOneOrder(condition)}`));
  const found = await findAll(serving, route, { filters, limit: 2 });
  if (found.length > 1)
    throw refuse(412, 'multiple-matches', `More than one ${route.type} meets ${condition.slice(0, 200)}.`);
  return found[0] ?? null;
}

/** What a condition found: it stays as it is. */
export function foundAnswer({ type }: Route, resource: Resource): Answer {
  const { versionId = '', lastUpdated } = resource.meta ?? {};
  const location = `${type}/${resource.id ?? ''}/_history/${versionId}`;
  return { status: 200, resource, versionId, location, ...(lastUpdated && { lastUpdated }) };
}

export async function create(
  serving: Writing,
  route: Route,
  { resource, ifNoneExist }: { resource: Resource; ifNoneExist: string | undefined },
): Promise<Answer> {
  checked(serving.structure, resource);
  const before = ifNoneExist === undefined ? null : await foundBefore(serving, { route, condition: ifNoneExist });
  return before ? foundAnswer(route, before) : createOne(serving, route, { id: serving.newId(), resource });
}

const isVersion = (ifMatch: string, version: number): boolean =>
  ifMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${version}"`);

type Changing = { id: string; ifMatch: string | undefined; act: 'u' | 'd' };

/**
 * The row that is to be changed; null where a module holds the resource and nothing of it is kept here yet.
 * @throws a Refusal where it is not there, not here to change, or not that version
 */
async function toChange(serving: Serving, route: Route, { id, ifMatch, act }: Changing): Promise<Stored | null> {
  const { type, view } = route;
  const row = isUuid(id) ? await storedRow(serving.tx, { type, id }, act) : undefined;
  const isOpen = isUuid(id) && (row === undefined || row.is_bound);
  const ofModule = isOpen ? await boundOf(route).versionOf?.(serving, id) : undefined;
  const version = ofModule ?? row?.version;
  if (version === undefined && view && (await rowOf(serving.tx, view, id)))
    throw refuse(405, 'not-supported', `${type}/${id} is kept by a module of this server, and is changed there.`);
  if (version === undefined) throw missing(type, id);
  if (ifMatch === undefined && route.isVersionAsked)
    throw refuse(412, 'required', `A change of a ${type} wants If-Match with the version that it follows on.`);
  if (ifMatch !== undefined && !isVersion(ifMatch, Number(version)))
    throw refuse(412, 'conflict', `${type}/${id} is at version ${version} by now.`);
  return row ?? null;
}

const changedElements = (before: object, after: object): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      name !== 'meta' && /^[A-Za-z]+$/.test(name) && !isDeepStrictEqual(before[name as never], after[name as never]),
  );

const tooLate = (type: string, id: string) => refuse(412, 'conflict', `${type}/${id} was changed meanwhile.`);

export type Update = { id: string; resource: Resource; ifMatch: string | undefined };

export async function updateOne(serving: Serving, route: Route, { id, resource, ifMatch }: Update): Promise<Answer> {
  const { tx, now, newId } = serving;
  const row = await toChange(serving, route, { id, ifMatch, act: 'u' });
  if (!row) return { ...(await createOne(serving, route, { id, resource, isHeld: true })), status: 200 };
  if (row.content === null) throw refuse(410, 'deleted', `${route.type}/${id} was deleted.`);
  const text = textOf(serving, row);
  if (text === null) throw refuse(410, 'deleted', 'This person was erased.');
  const before = parseExact(text) as Resource;
  const bindings = boundOf(route);
  const { is_bound: isBound } = row;
  const change = { id, resource: { ...resource, id } as Resource, before, isHeld: isBound };
  const written = await bindings.written?.(serving, change);
  const own = written?.resource ?? resource;
  const at = now > row.changed_at ? now : row.changed_at;
  const made = withMeta(own, { id, version: row.version + 1, now: at });
  const kept = keptOf(serving, route, made);
  const fields = changedElements(before, made);
  const isWatched = await changeStored(tx, {
    ...kept,
    id,
    type: route.type,
    at,
    eventId: newId(),
    from: row.version,
    fields,
  });
  if (isWatched === null) throw tooLate(route.type, id);
  const isHeldNow = !isBound && written?.isHeld === true;
  if (isHeldNow) await bindStored(tx, { type: route.type, id }, at);
  const answered = await told(serving, route, { made, kept, isBound: isBound || isHeldNow });
  if (isWatched) await tellSubscribers(serving, answered.resource);
  return answered;
}

export async function update(serving: Writing, route: Route, asked: Update): Promise<Answer> {
  if (asked.resource.id !== asked.id)
    throw refuse(400, 'invalid', 'The id within the resource is another than that of the address.');
  checked(serving.structure, asked.resource);
  return updateOne(serving, route, asked);
}

/** Leaves the versions before; what was deleted already stays so. */
export async function remove(
  serving: Serving,
  route: Route,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<Answer> {
  const { tx, now, newId } = serving;
  const row = await toChange(serving, route, { id, ifMatch, act: 'd' });
  if (!row || row.is_bound) await boundOf(route).deleted?.(serving, id);
  if (!row || row.content === null) return { status: 204 };
  const at = now > row.changed_at ? now : row.changed_at;
  const nothing = { about: row.patient_id, content: null, keys: [], stretches: [null, null, null, null, null, null] };
  const isDone = await changeStored(tx, {
    ...nothing,
    id,
    type: route.type,
    at,
    eventId: newId(),
    from: row.version,
    fields: [],
  });
  if (isDone === null) throw tooLate(route.type, id);
  return { status: 204, versionId: String(row.version + 1) };
}
