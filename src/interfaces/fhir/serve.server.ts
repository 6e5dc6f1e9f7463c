import type { Resource } from '@medplum/fhirtypes';
import { openContent as openEncounter } from '../../modules/encounters/index.ts';
import { openDetails } from '../../modules/missions/index.ts';
import type { FhirType } from '../../permissions.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import { sha256 } from '../../platform/hash.ts';
import { bound } from './bound.server.ts';
import { parseExact } from './exact.ts';
import { hasVersion } from './negotiate.ts';
import { refuse } from './outcome.ts';
import { rowOf } from './search.sql.ts';
import { accessTo, noteOpened, type Openable, type Serving, textOf } from './serving.server.ts';
import { type Stored, storedRow, versionsOf } from './store.sql.ts';
import { type Summary, summaryOf } from './summary.ts';
import { isUuid, type Open, type Route, type Row, type View } from './table.ts';

/** Reading, for an actor who may. Whatever is opened of a patient is recorded as an access to it. */

/** What is answered: a resource, as an object or as the text in which it was kept. */
export type Answer = {
  status: number;
  resource?: Resource;
  text?: string;
  versionId?: string;
  lastUpdated?: string;
  location?: string;
};

const opening = (vault: Vault): Open => ({
  booking: (row) => openDetails(vault, row as { id: string; details: Buffer }),
  encounter: (row) => {
    // A patient's id is whose key it is.
    const { id, subject_id = id, content } = row as { id: string; subject_id?: string; content: Buffer };
    return openEncounter(vault, { subject_id, content });
  },
});

/** Resources of a row of our own modules. */
export function shownOf({ vault, accesses }: Serving, view: View, row: Row): Resource[] {
  if (view.opens) accesses.record(accessTo(view.opens, row.id));
  return view.resources(row, opening(vault)).map(versioned);
}

/** What has no version of its own is known by its content. */
function versioned(resource: Resource): Resource {
  if (resource.meta?.versionId) return resource;
  const versionId = sha256(JSON.stringify(resource)).slice(0, 32);
  return { ...resource, meta: { ...resource.meta, versionId } };
}

/** With the truth of the modules behind it, where its type is bound to one. */
export const withTruth = async (
  serving: Serving,
  type: FhirType,
  resources: readonly Resource[],
): Promise<Resource[]> => (await bound[type]?.shown?.(serving, resources)) ?? [...resources];

export const missing = (type: string, id: string) =>
  refuse(404, 'not-found', `There is no ${type}/${id.slice(0, 64)}, or it is not yours.`);
const erased = () => refuse(410, 'deleted', 'This person was erased.');

const known = (versionId: string): Answer => ({ status: 304, versionId });

export function answerOf(resource: Resource, status = 200): Answer {
  const { versionId, lastUpdated } = resource.meta ?? {};
  return { status, resource, ...(versionId && { versionId }), ...(lastUpdated && { lastUpdated }) };
}

type ReadAsked = { id: string; summary: Summary; ifNoneMatch: string | undefined };

async function readView(serving: Serving, route: Route & { view: View }, asked: ReadAsked): Promise<Answer> {
  const { view, type } = route;
  const row = await rowOf(serving.tx, view, asked.id);
  if (!row) throw missing(type, asked.id);
  // A version that is known already is told without opening anything.
  if (row.version !== undefined && view.isOneToOne && hasVersion(asked.ifNoneMatch, String(row.version)))
    return known(String(row.version));
  const found = shownOf(serving, view, row);
  const resource = found.find(({ id }) => id === asked.id);
  if (!resource && found.length === 0 && type === 'Patient') throw erased();
  if (!resource) throw missing(type, asked.id);
  const versionId = resource.meta?.versionId ?? '';
  if (hasVersion(asked.ifNoneMatch, versionId)) return known(versionId);
  return answerOf(summaryOf(resource, type, asked.summary));
}

const hasView = (route: Route): route is Route & { view: View } => route.view !== null;

/** One resource. Not there and not yours are the same. */
export async function readOne(serving: Serving, route: Route, asked: ReadAsked): Promise<Answer> {
  const { type, isStored } = route;
  const row = isStored && isUuid(asked.id) ? await storedRow(serving.tx, { type, id: asked.id }) : undefined;
  if (!row && hasView(route)) return readView(serving, route, asked);
  if (!row) throw missing(type, asked.id);
  return storedAnswer(serving, { type, row }, asked);
}

async function storedAnswer(
  serving: Serving,
  { type, row }: { type: FhirType; row: Openable & Pick<Stored, 'version' | 'changed_at' | 'is_bound'> },
  { summary, ifNoneMatch }: ReadAsked,
): Promise<Answer> {
  if (row.content === null) throw refuse(410, 'deleted', `${type}/${row.id} was deleted.`);
  const versionId = String(row.version);
  const isPlain = !row.is_bound;
  if (isPlain && hasVersion(ifNoneMatch, versionId)) return known(versionId);
  const text = textOf(serving, row);
  if (text === null) throw erased();
  noteOpened(serving, type, row);
  const meta = { versionId, lastUpdated: row.changed_at.toISOString() };
  if (isPlain && summary === 'false') return { status: 200, text, ...meta };
  const [resource] = await withTruth(serving, type, [parseExact(text) as Resource]);
  if (!resource) throw missing(type, row.id);
  return answerOf(summaryOf(resource, type, summary));
}

/** One version of a resource, as it was then. */
export async function readVersion(
  serving: Serving,
  route: Route,
  { id, version }: { id: string; version: string },
): Promise<Answer> {
  const none = refuse(
    404,
    'not-found',
    `There is no version ${version.slice(0, 64)} of ${route.type}/${id.slice(0, 64)}.`,
  );
  if (!isUuid(id) || !/^\d{1,9}$/.test(version)) throw none;
  const [row] = await versionsOf(serving.tx, { type: route.type, id }, { below: Number(version) + 1, limit: 1 });
  if (row?.version !== Number(version)) throw none;
  if (row.content === null) throw refuse(410, 'deleted', `With version ${version} ${route.type}/${id} was deleted.`);
  const text = textOf(serving, row);
  if (text === null) throw erased();
  noteOpened(serving, route.type, row);
  return { status: 200, text, versionId: version, lastUpdated: row.changed_at.toISOString() };
}
